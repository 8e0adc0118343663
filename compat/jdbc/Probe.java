import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a JDBC program sees of a server: one line a question, its name and the answer, apart by a tab. Run against a real
 * Spark and against Firesteel, the lines are compared.
 */
public final class Probe {
  /** Answers that name the server's address or are objects of the driver. */
  private static final Set<String> NOT_COMPARED = Set.of("getURL", "getConnection", "hashCode", "toString", "getClass");

  private interface Question {
    Object ask() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection(args[0])) {
      statements(connection);
      metadata(connection);
    }
    System.out.flush();
    // Threads of the driver outlive the connection.
    Runtime.getRuntime().halt(0);
  }

  private static void statements(Connection connection) throws SQLException {
    for (String sql : List.of(
        "SELECT 1",
        "SELECT CAST(1 AS TINYINT) a, 2S b, 3 c, 4L d, 1.5F e, 2.5D f, 12.34 g, true h, 'text' i",
        "SELECT DATE'2024-02-29' d, TIMESTAMP'2024-02-29 12:34:56.789' t, TIMESTAMP_NTZ'2024-02-29 12:34:56' n",
        "SELECT X'00ff' b, CAST(NULL AS INT) n, CAST(NULL AS STRING) s, NULL v",
        "SELECT INTERVAL '1-2' YEAR TO MONTH y, INTERVAL '1 2:03:04' DAY TO SECOND d",
        "SELECT array(1, 2) a",
        "SELECT map('k', 1) m",
        "SELECT named_struct('x', 1, 'y', 'z') s",
        "SELECT id, id * 2 AS twice FROM range(5) ORDER BY id",
        "SELECT 1 / 0",
        "SELECT nothing FROM range(1)",
        "SELEC 1",
        "CREATE TEMPORARY VIEW probe AS SELECT 1 AS a, 'x' AS b, 1.5 AS c",
        "SELECT * FROM probe",
        "SHOW TABLES",
        "SET spark.sql.ansi.enabled",
        "DROP VIEW probe")) {
      tell("execute " + sql, () -> {
        try (Statement statement = connection.createStatement()) {
          return statement.execute(sql) ? rows(statement.getResultSet()) : "updated " + statement.getUpdateCount();
        }
      });
    }
    tell("executeQuery and getters", () -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT 7 a, 'b' b, CAST(NULL AS BIGINT) c, 2.50 d")) {
        boolean first = result.next();
        return List.of(first, result.getInt("a"), result.getLong(1), result.getString("B"), result.getLong("c"),
            result.wasNull(), result.getBigDecimal(4), result.next());
      }
    });
    tell("setMaxRows", () -> {
      try (Statement statement = connection.createStatement()) {
        statement.setMaxRows(2);
        return rows(statement.executeQuery("SELECT * FROM range(10)"));
      }
    });
    tell("an unknown column label", () -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT 1 AS a")) {
        result.next();
        return result.getInt("missing");
      }
    });
    tell("a closed statement", () -> {
      Statement statement = connection.createStatement();
      statement.close();
      return statement.executeQuery("SELECT 1");
    });
    tell("prepareStatement", () -> connection.prepareStatement("SELECT ?"));
    tell("getCatalog", connection::getCatalog);
    tell("getSchema", connection::getSchema);
    tell("getAutoCommit", connection::getAutoCommit);
    tell("isReadOnly", connection::isReadOnly);
    tell("getTransactionIsolation", connection::getTransactionIsolation);
    tell("isValid", () -> connection.isValid(5));
  }

  private static void metadata(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMPORARY VIEW probe AS SELECT 1 AS a, 'x' AS b, 1.5 AS c, array(1) AS d");
      statement.execute("CREATE OR REPLACE GLOBAL TEMPORARY VIEW probe_global AS SELECT 1 AS a");
    }
    DatabaseMetaData data = connection.getMetaData();
    Method[] methods = DatabaseMetaData.class.getMethods();
    Arrays.sort(methods, Comparator.comparing(Method::getName));
    for (Method method : methods) {
      if (method.getParameterCount() > 0 || NOT_COMPARED.contains(method.getName())) continue;
      tell(method.getName(), () -> shown(call(method, data)));
    }
    tell("getSchemas of a pattern", () -> rows(data.getSchemas(null, "def%")));
    tell("getSchemas of no catalog", () -> rows(data.getSchemas("missing", "%")));
    tell("getTables", () -> rows(data.getTables(null, null, "%", null)));
    tell("getTables of a pattern", () -> rows(data.getTables(null, null, "probe%", null)));
    tell("getTables of a kind", () -> rows(data.getTables(null, null, "%", new String[] {"VIEW"})));
    tell("getTables of a schema", () -> rows(data.getTables("spark_catalog", "default", "%", new String[] {"TABLE"})));
    tell("getColumns", () -> rows(data.getColumns(null, null, "probe", "%")));
    tell("getColumns of a pattern", () -> rows(data.getColumns(null, "default", "%", "a")));
    tell("getColumns of the global view", () -> rows(data.getColumns(null, "global_temp", "probe_global", "%")));
    tell("getFunctions", () -> rows(data.getFunctions(null, null, "probe%")));
    tell("getProcedures", () -> rows(data.getProcedures(null, null, "%")));
    tell("getPrimaryKeys", () -> rows(data.getPrimaryKeys(null, null, "probe")));
    tell("getImportedKeys", () -> rows(data.getImportedKeys(null, null, "probe")));
    tell("getExportedKeys", () -> rows(data.getExportedKeys(null, null, "probe")));
    tell("getIndexInfo", () -> rows(data.getIndexInfo(null, null, "probe", false, false)));
    tell("getBestRowIdentifier", () -> rows(data.getBestRowIdentifier(null, null, "probe", 0, true)));
    tell("getTablePrivileges", () -> rows(data.getTablePrivileges(null, null, "probe")));
    tell("supportsResultSetType", () -> data.supportsResultSetType(ResultSet.TYPE_FORWARD_ONLY));
    tell("supportsTransactionIsolationLevel", () -> data.supportsTransactionIsolationLevel(Connection.TRANSACTION_NONE));
  }

  private static Object call(Method method, Object target) throws Exception {
    try {
      return method.invoke(target);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      throw e;
    }
  }

  private static Object shown(Object value) throws SQLException {
    return value instanceof ResultSet result ? rows(result) : value;
  }

  private static String rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    StringBuilder text = new StringBuilder("[");
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      text.append(i == 1 ? "" : ", ").append(columns.getColumnLabel(i)).append(' ').append(columns.getColumnTypeName(i))
          .append(' ').append(columns.getColumnType(i)).append(' ').append(columns.getColumnClassName(i)).append(' ')
          .append(columns.getPrecision(i)).append(' ').append(columns.getScale(i)).append(' ').append(columns.isNullable(i));
    }
    text.append(']');
    while (result.next()) {
      text.append(" (");
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object cell;
        try {
          cell = result.getObject(i);
          if (cell instanceof byte[] bytes) cell = Arrays.toString(bytes);
        } catch (SQLException e) {
          cell = failure(e);
        }
        text.append(i == 1 ? "" : ", ").append(cell);
      }
      text.append(')');
    }
    return text.toString();
  }

  private static void tell(String name, Question question) {
    String answer;
    try {
      answer = String.valueOf(question.ask());
    } catch (Exception e) {
      answer = failure(e);
    }
    System.out.println(name + "\t" + answer.replace("\n", "\\n").replace("\t", "\\t"));
    System.out.flush();
  }

  /** An error by its class, its SQLSTATE, and its condition where the text has one: sentences are not compared. */
  private static String failure(Exception e) {
    String text = String.valueOf(e.getMessage());
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    String brief = close > 0 ? text.substring(0, close + 1) : text;
    String state = e instanceof SQLException sql ? " " + sql.getSQLState() : "";
    return e.getClass().getSimpleName() + state + ": " + brief;
  }
}
