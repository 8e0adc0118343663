"""The tables of TPC-DS that `pipe-operators.sql` reads, without rows: the columns that it asks for, with Spark's types."""

COLUMNS = {
    "catalog_sales": "cs_sold_date_sk INT, cs_ext_sales_price DECIMAL(7,2)",
    "customer": "c_customer_sk INT, c_customer_id CHAR(16)",
    "date_dim": "d_date_sk INT, d_date DATE, d_month_seq INT, d_week_seq INT, d_year INT, d_moy INT, d_day_name CHAR(9)",
    "item": "i_item_sk INT, i_item_id CHAR(16), i_item_desc VARCHAR(200), i_current_price DECIMAL(7,2), i_brand_id INT,"
    " i_brand CHAR(50), i_class CHAR(50), i_category CHAR(50), i_manufact_id INT, i_product_name CHAR(50)",
    "store": "s_store_sk INT, s_state CHAR(2)",
    "store_returns": "sr_returned_date_sk INT, sr_customer_sk INT, sr_store_sk INT, sr_return_amt DECIMAL(7,2)",
    "store_sales": "ss_sold_date_sk INT, ss_item_sk INT, ss_addr_sk INT, ss_store_sk INT, ss_sales_price DECIMAL(7,2),"
    " ss_ext_sales_price DECIMAL(7,2), ss_net_profit DECIMAL(7,2)",
    "web_sales": "ws_sold_date_sk INT, ws_item_sk INT, ws_sales_price DECIMAL(7,2), ws_ext_sales_price DECIMAL(7,2)",
}


def make_tpcds_tables(spark):
    """Makes them in the database `default`; what is left in it after a file is dropped."""
    for name, columns in COLUMNS.items():
        spark.sql(f"CREATE TABLE {name} ({columns}) USING parquet").collect()
