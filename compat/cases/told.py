"""What errors tell: suggestions, counts of arguments, numbers out of range, checks of arguments; and how chains are named."""

from case import Cases

CASES = Cases()

STATEMENTS = """
select t9.a from (select 1 a, 2 b);
select zz from (select 1 a, 2 b);
select t1.zz from t1 x, t1 y;
select ab.c from (select 1 Ab, 2 aB);
select x.y.z.w from (select 1 Ab, 2 aB);
select assert_true(false), 1;
select assert_true(1 > 2);
select assert_true('a' = 'b');
select getbit(1, 99);
select bit_get(1, 99);
select array_insert(array(1,2,3), 3, '4');
select array_insert(array(1,2,3), 3, 4L);
select array_insert(array(1L,2,3), 3, 4);
select array_insert(array('a'), 3, 4);
select array_append(array(1,2,3), '4');
select array_prepend(array(1,2,3), '4');
select 1 except all select array(1);
select 1 intersect all select array(1);
select 1 union all select array(1);
select 1 minus all select 1, 2;
select 1 union select 1, 2;
select listagg(distinct a, ',') within group (order by abc, ab desc) from t1;
select listagg(a) over (order by a) from t1;
select decode();
select decode(1);
select percentile_cont() within group (order by a) from t1;
select percentile_cont(1, 2) within group (order by a) from t1;
select percentile_cont(1, 2, 3);
select percentile_disc(a) within group (order by a desc) from t1;
select percentile_cont(a) within group (order by a) from t1;
select mode() within group (order by a desc) from t1;
select mode(a, 'true') from t1;
select mode(a, null) from t1;
select mode(a, a > 1) from t1;
select uniform(a, 10, 0) from t1;
select uniform(1, a) from t1;
select uniform(1, 10, a) from t1;
select uniform('x', 10);
select uniform(1, 10, 1.5);
select randstr(a) from t1;
select randstr(10, a) from t1;
select randstr('a');
select abs(x -> x);
select upper(x -> x);
select transform(array(1), (a,b,c) -> a);
select nth_value(a, 0) over (order by a) from t1;
select nth_value(a, -1) over (order by a) from t1;
select nth_value(a, a) over (order by a) from t1;
select sort_array(array('b','d'), '1');
select sort_array(array('b','d'), 1);
select count(t1.*) from t1;
select count(*, a) from t1;
select count(distinct t1.*) from t1;
select count(distinct *) from t1;
select listagg(c1, ', ') from (values (X'DEAD'), (X'BEEF')) as t(c1);
select listagg(c1, X'AA') from (values ('a')) as t(c1);
select json_tuple('{"a": 1}', 1);
select json_tuple('{"a": 1}', null);
select to_binary('abc', 'invalidFormat');
select * from values ('one', array(0, 1)), ('two', struct(1, 2)) as data(a, b);
select a + sum(ab) from t1 group by all;
select a from t1 group by a having grouping(a) > 0;
select a from t1 group by a order by grouping_id(a);
select grouping(a) from t1 group by a;
select grouping(a) from t1;
select * from t1 offset 'a';
select element_at(array(1,2,3), 0);
select cast(interval '10.123' second as decimal(1, 0));
select cast(interval '10.123' second as tinyint);
select (5e36BD + 0.1) + 5e36BD;
select 12345678901234567890.0 * 12345678901234567890.0;
select 123456789123456789.1234567890 * 1.123456789123456789;
select cast(99999999999999999999999999999999999999BD as decimal(38,0)) + 1;
select 12345678901234567890123.0 / 0.00000000000000001;
select 12345678901234567890123456789.0 * a from t1;
select a from t1 where a = 1 or a = 2 or a = 3 or a = 4;
select * from t1 pivot (abs(a) for ab in (1, 2));
select * from t1 pivot (sum(a) + ab for abc in (1, 2));
select * from (select 1 a, 2 a) x join (select 1 a) y using (a);
select * from (select 1 a, 2 a, 5 b) x natural join (select 1 a, 7 c) y;
select * from (select 1 a) x join (select 1 a, 2 a) y using (a);
select * from (select 1 a) x left join (select 1 a, 2 a) y using (a);
select * from (select 1 a) x full join (select 1 a, 2 a) y using (a);
select * from (select 1 a) x natural right join (select 1 a, 2 a) y;
select * from (select 1 a, 2 A) x natural join (select 1 a, 2 A) y;
select a = 1 or b or c or d from (select 1 a, true b, true c, true d);
select a = 1 and b and c and d and b and c from (select 1 a, true b, true c, true d);
select a = 1 and b and c and d or b or c and a = 3 and b and c from (select 1 a, true b, true c, true d);
select (a = 1 and b) and c and d and b from (select 1 a, true b, true c, true d);
select not a = 1 and b and not c and d from (select 1 a, true b, true c, true d);
select b like any (c, d, b, c) from (select 'a' b, 'b' c, 'c' d);
select b not like all (c, d, b, c, d) from (select 'a' b, 'b' c, 'c' d);
select 1 + 2 + 3 + 4, 1 * 2 * 3 * 4, 'a' || 'b' || 'c' || 'd';
select * from (select 1 A, 3 b) x natural join (select 2 a, 3 b, 4 b) y;
select * from (select 1 A) x natural join (select 2 a) y;
select * from (select 1 A) x natural left join (select 1 A, 7 q) y;
select zz from (select 1 a, 2 b), t1;
select q.zz from (select 1 a, 2 b), t1;
select q.r.zz from (select 1 a, 2 b), t1;
select encode(str => 'a', charset => 'utf-8');
select decode(bin => X'61', charset => 'utf-8');
select upper(str => 'a');
select element_at(array => array(1), extraction => 1);
select mask(str => 'aB1');
select explode(collection => array(1, 2));
select inline(input => array(struct(1 a)));
select sum(expr => a) from t1;
"""

# Every statement sees this view.
VIEW = "CREATE OR REPLACE TEMPORARY VIEW t1 AS SELECT 1 AS a, 2 AS abc, 3 AS ab"


def asked(text):
    def run(spark):
        spark.sql(VIEW)
        return spark.sql(text)

    return run


for i, text in enumerate(filter(None, (line.strip(" ;") for line in STATEMENTS.splitlines()))):
    CASES.add(f"statement_{i + 1:03}", asked(text))
