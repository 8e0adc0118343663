/**
 * Spark's error conditions that Firesteel raises: name → SQLSTATE, the exception a client should see, and our own
 * sentence. Names, SQLSTATEs and parameter names are Spark's (`error-conditions.json`); `<name>` in a sentence is a
 * parameter, and the set of them types {@link ConditionParams}. A part in braces is left out with its parameter. Where
 * versions of Spark differ, the newest one's stand here, and `former.ts` says what they were.
 */

/** The JVM exception families that clients tell apart; `server/status.ts` spells their class chains. */
export type ErrorClass =
  | "analysis"
  | "parse"
  | "arithmetic"
  | "number_format"
  | "date_time"
  | "array_index"
  | "runtime"
  | "illegal_argument"
  | "unsupported_operation"
  | "no_such_element"
  | "spark"
  | "sql"
  | "upgrade"
  | "invalid_plan"
  | "class_not_found"
  | "script"
  | "jvm_illegal_argument"
  | "jvm_unsupported_operation"
  | "python"
  | "pickle"
  | "jvm";

/** Whether a condition is Spark's, and not our name of a JVM exception that has none. */
export const isNamed = (name: string): boolean => !name.startsWith("JVM.");

/** One condition. */
export interface Condition<T extends string = string> {
  readonly sqlState: string;
  readonly class: ErrorClass;
  readonly template: T;
}

type ParamNames<T extends string> = T extends `${string}<${infer P}>${infer Rest}` ? P | ParamNames<Rest> : never;

const condition = <const T extends string>(sqlState: string, errorClass: ErrorClass, template: T): Condition<T> => ({
  sqlState,
  class: errorClass,
  template,
});

export const conditions = {
  // Ours
  CANNOT_UP_CAST_DATATYPE: condition(
    "42846",
    "analysis",
    "<expression> is now of type <sourceType>, which does not fit in <targetType>. <details>",
  ),
  CAST_OVERFLOW_IN_TABLE_INSERT: condition(
    "22003",
    "arithmetic",
    "A value of type <sourceType> is too large for the column <columnName> of type <targetType>. try_cast makes it NULL instead.",
  ),
  CATALOG_NOT_FOUND: condition(
    "42P08",
    "spark",
    "There is no catalog <catalogName>. A plugin for it would be set by <config>.",
  ),
  CLUSTERING_COLUMNS_MISMATCH: condition(
    "42P10",
    "analysis",
    "The table <tableName> is clustered by [<existingClusteringString>], not by [<specifiedClusteringString>].",
  ),
  COLLATION_INVALID_NAME: condition(
    "42704",
    "spark",
    "There is no collation <collationName>. Names near it: [<proposals>].",
  ),
  "COLLATION_MISMATCH.EXPLICIT": condition(
    "42P21",
    "analysis",
    "Texts of several collations meet, and each was asked for: [<explicitTypes>]. Ask for one of them.",
  ),
  INDETERMINATE_COLLATION: condition(
    "42P22",
    "runtime",
    "Texts of several collations met, and none was asked for. Say COLLATE.",
  ),
  INDETERMINATE_COLLATION_IN_EXPRESSION: condition(
    "42P22",
    "analysis",
    "Texts of several collations meet in <expr>, and none was asked for. Say COLLATE.",
  ),
  "UNSUPPORTED_FEATURE.TRIM_COLLATION": condition("0A000", "parse", "Collations that trim are not enabled."),
  COLUMN_NOT_DEFINED_IN_TABLE: condition(
    "42703",
    "analysis",
    "The <colType> column <colName> is none of the columns of <tableName>: <tableCols>.",
  ),
  COLUMN_NOT_FOUND: condition(
    "42703",
    "analysis",
    "There is no column <colName>. Whether case counts is set by <caseSensitiveConfig>.",
  ),
  CREATE_PERMANENT_VIEW_WITHOUT_ALIAS: condition(
    "0A000",
    "analysis",
    "The view <name> needs a name for its column <attr>: say AS.",
  ),
  "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS": condition(
    "21S01",
    "analysis",
    "The query has fewer columns than the view <viewName>. Of the view: <viewColumns>. Of the query: <dataColumns>.",
  ),
  "CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS": condition(
    "21S01",
    "analysis",
    "The query has more columns than the view <viewName>. Of the view: <viewColumns>. Of the query: <dataColumns>.",
  ),
  DUPLICATE_CLAUSES: condition("42614", "parse", "The clause <clauseName> stands here twice. Remove one."),
  DUPLICATE_KEY: condition("23505", "parse", "The key <keyColumn> stands here twice."),
  EXPECT_PERMANENT_VIEW_NOT_TEMP: condition(
    "42809",
    "analysis",
    "<operation> is for lasting views, and <viewName> is a temporary one.",
  ),
  "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE": condition(
    "42809",
    "analysis",
    "<operation> is for tables, and <viewName> is a view.",
  ),
  "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW": condition(
    "42809",
    "analysis",
    "<operation> is for tables, and <viewName> is a view. Use ALTER VIEW.",
  ),
  "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE": condition(
    "42809",
    "analysis",
    "<operation> is for views, and <tableName> is a table.",
  ),
  "EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE": condition(
    "42809",
    "analysis",
    "<operation> is for views, and <tableName> is a table. Use ALTER TABLE.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_FIND_DATA": condition(
    "KD000",
    "analysis",
    "The rows do not fit in the table <tableName>: there is nothing for <colName>.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST": condition(
    "KD000",
    "analysis",
    "The rows do not fit in the table <tableName>: <colName> of type <srcType> is not stored as <targetType>.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.STRUCT_MISSING_FIELDS": condition(
    "KD000",
    "analysis",
    "The rows do not fit in the table <tableName>: the struct <colName> lacks the fields <missingFields>.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_STRUCT_FIELDS": condition(
    "KD000",
    "analysis",
    "The rows do not fit in the table <tableName>: the struct <colName> has the fields <extraFields> too many.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.AMBIGUOUS_COLUMN_NAME": condition(
    "KD000",
    "analysis",
    "The rows for the table <tableName> have several columns <colName>.",
  ),
  "INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS": condition(
    "KD000",
    "analysis",
    "The table <tableName> has no columns <extraColumns>, which the rows have.",
  ),
  INCOMPATIBLE_VIEW_SCHEMA_CHANGE: condition(
    "51024",
    "analysis",
    "The query of the view <viewName> no longer gives the column <colName>: <expectedNum> of the name should be there, and these are: <actualCols>. Make the view anew: <suggestion>.",
  ),
  "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS": condition(
    "21S01",
    "analysis",
    "The rows have fewer columns than the table <tableName>. Of the table: <tableColumns>. Of the rows: <dataColumns>.",
  ),
  "INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS": condition(
    "21S01",
    "analysis",
    "The rows have more columns than the table <tableName>. Of the table: <tableColumns>. Of the rows: <dataColumns>.",
  ),
  INSERT_PARTITION_COLUMN_ARITY_MISMATCH: condition(
    "21S01",
    "analysis",
    "The rows do not have the columns of the table <tableName> that the partition leaves open. Of the table: <tableColumns>. Given by the partition: <staticPartCols>. Of the rows: <dataColumns>.",
  ),
  "INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY": condition(
    "42601",
    "analysis",
    "The table <name> is not partitioned.",
  ),
  INVALID_TEMP_OBJ_REFERENCE: condition(
    "42K0F",
    "analysis",
    "The <obj> <objName> is to last, but refers to the temporary <tempObj> <tempObjName>.",
  ),
  LOCATION_ALREADY_EXISTS: condition(
    "42710",
    "runtime",
    "The table <identifier> would lie at <location>, where something is already. Choose another name, or remove what is there.",
  ),
  NOT_A_PARTITIONED_TABLE: condition(
    "42809",
    "analysis",
    "<operation> is for partitioned tables, and <tableIdentWithDB> is none.",
  ),
  PARTITIONS_NOT_FOUND: condition(
    "428FT",
    "analysis",
    "The table <tableName> has no partition columns <partitionList>.",
  ),
  PARTITIONS_ALREADY_EXIST: condition(
    "428FT",
    "analysis",
    "The table <tableName> has the partitions <partitionList> already.",
  ),
  NOT_SUPPORTED_CHANGE_COLUMN: condition(
    "0A000",
    "analysis",
    "The column <originName> of <table> stays <originType>: it does not become <newName> of type <newType>.",
  ),
  "UNSUPPORTED_SHOW_CREATE_TABLE.ON_DATA_SOURCE_TABLE_WITH_AS_SERDE": condition(
    "0A000",
    "analysis",
    "SHOW CREATE TABLE AS SERDE is for tables of Hive, and <tableName> is none.",
  ),
  "UNSUPPORTED_FEATURE.ANALYZE_UNSUPPORTED_COLUMN_TYPE": condition(
    "0A000",
    "analysis",
    "ANALYZE TABLE FOR COLUMNS is not for <columnName> of <tableName>, whose type is <columnType>.",
  ),
  "UNSUPPORTED_FEATURE.ANALYZE_UNCACHED_TEMP_VIEW": condition(
    "0A000",
    "analysis",
    "ANALYZE TABLE FOR COLUMNS is for temporary views that are cached, and <viewName> is not.",
  ),
  "UNSUPPORTED_FEATURE.ANALYZE_VIEW": condition("0A000", "analysis", "ANALYZE TABLE is not for views."),
  DESCRIBE_JSON_NOT_EXTENDED: condition("0A000", "parse", "DESCRIBE <tableName> AS JSON needs EXTENDED or FORMATTED."),
  "UNSUPPORTED_FEATURE.DESC_TABLE_COLUMN_JSON": condition("0A000", "parse", "DESCRIBE of a column AS JSON."),
  "NOT_A_CONSTANT_STRING.NOT_CONSTANT": condition(
    "42601",
    "analysis",
    "The expression <expr> of <name> must be a constant text: it is no constant.",
  ),
  "NOT_A_CONSTANT_STRING.WRONG_TYPE": condition(
    "42601",
    "analysis",
    "The expression <expr> of <name> must be a constant text: its type is <dataType>.",
  ),
  "NOT_A_CONSTANT_STRING.NULL": condition(
    "42601",
    "analysis",
    "The expression <expr> of <name> must be a constant text: it is NULL.",
  ),
  RENAME_TEMP_VIEW_WITH_DATABASE: condition(
    "42809",
    "analysis",
    "The temporary view <oldName> does not become <newName>: the database <db> is not its own.",
  ),
  _LEGACY_ERROR_TEMP_1074: condition(
    "",
    "analysis",
    "The temporary view <oldName> does not become <newName>: the database <db> is not its own.",
  ),
  _LEGACY_ERROR_TEMP_0036: condition("", "parse", "Not allowed: <operation> in <command>."),
  COLUMN_ALIASES_IS_NOT_ALLOWED: condition("42601", "parse", "The alias of a table in <op> has no columns."),
  COLUMN_ALIASES_NOT_ALLOWED: condition("42601", "parse", "The alias of a table in <op> has no columns."),
  MERGE_WITHOUT_WHEN: condition("42601", "parse", "A MERGE needs a WHEN."),
  NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION: condition(
    "42613",
    "parse",
    "Of several WHEN MATCHED only the last may be without a condition.",
  ),
  NON_LAST_NOT_MATCHED_BY_TARGET_CLAUSE_OMIT_CONDITION: condition(
    "42613",
    "parse",
    "Of several WHEN NOT MATCHED only the last may be without a condition.",
  ),
  NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION: condition(
    "42613",
    "parse",
    "Of several WHEN NOT MATCHED BY SOURCE only the last may be without a condition.",
  ),
  _LEGACY_ERROR_TEMP_0006: condition("", "parse", "INSERT of a MERGE has another number of values than of columns."),
  _LEGACY_ERROR_TEMP_2096: condition(
    "",
    "unsupported_operation",
    "<ddl> is not for tables of this kind{: <tableName>}.",
  ),
  MERGE_INSERT_VALUE_COUNT_MISMATCH: condition(
    "21S01",
    "parse",
    "INSERT of a MERGE has <actualCount> values for <expectedCount> columns.",
  ),
  "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_TABLE_ARGUMENT_PARTITIONING": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: several expressions in <clause> of a table argument stand in parentheses.",
  ),
  "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_IDENTIFIER_ARGUMENT_MISSING_PARENTHESES": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: a table as an argument of a function stands in parentheses: TABLE(<argumentName>).",
  ),
  TABLE_VALUED_ARGUMENTS_NOT_YET_IMPLEMENTED_FOR_SQL_FUNCTIONS: condition(
    "0A000",
    "analysis",
    "Cannot <action> the SQL function <functionName> with tables as arguments.",
  ),
  _LEGACY_ERROR_TEMP_1232: condition(
    "",
    "analysis",
    "The partition of <tableName> is told by <specKeys>, and has the columns <partitionColumnNames>.",
  ),
  _LEGACY_ERROR_TEMP_1248: condition("", "analysis", "Not allowed: <operation> of the table <table>."),
  INVALID_RECURSIVE_CTE: condition(
    "42836",
    "analysis",
    "The definition of a WITH RECURSIVE that names itself is the UNION ALL of an anchor and a step; only the step may name it.",
  ),
  "INVALID_RECURSIVE_REFERENCE.PLACE": condition(
    "42836",
    "analysis",
    "The step of a WITH RECURSIVE cannot read its own rows here: not under aggregates, windows and sorts, and not on the side of an outer join that is filled with NULLs.",
  ),
  "INVALID_RECURSIVE_REFERENCE.NUMBER": condition(
    "42836",
    "analysis",
    "The step of a WITH RECURSIVE can read its own rows once only.",
  ),
  UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE: condition(
    "42836",
    "analysis",
    "The anchor and the step of a WITH RECURSIVE are joined by UNION ALL; UNION is not supported.",
  ),
  RECURSION_LEVEL_LIMIT_EXCEEDED: condition(
    "42836",
    "spark",
    "A WITH RECURSIVE has rows still after <levelLimit> levels. Raise spark.sql.cteRecursionLevelLimit, or say MAX RECURSION LEVEL.",
  ),
  RECURSION_ROW_LIMIT_EXCEEDED: condition(
    "42836",
    "spark",
    "A WITH RECURSIVE has made <rowLimit> rows. Raise spark.sql.cteRecursionRowLimit.",
  ),
  CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE: condition("42825", "spark", "The types <left> and <right> cannot become one."),
  RECURSIVE_VIEW: condition("42K0H", "analysis", "The view <viewIdent> would contain itself: <newPath>."),
  SCHEMA_ALREADY_EXISTS: condition(
    "42P06",
    "analysis",
    "The schema <schemaName> is there already. Choose another name, drop it, or say IF NOT EXISTS.",
  ),
  SCHEMA_NOT_EMPTY: condition(
    "2BP01",
    "analysis",
    "The schema <schemaName> holds tables or views. DROP SCHEMA … CASCADE drops them with it.",
  ),
  "UNSUPPORTED_FEATURE.COLLATIONS_IN_MAP_KEYS": condition(
    "0A000",
    "analysis",
    "The feature is not supported: keys of maps with a collation in columns of tables.",
  ),
  _LEGACY_ERROR_TEMP_1251: condition(
    "",
    "analysis",
    "<action> is not for the table <tableName>, which has no partitions.",
  ),
  "UNSUPPORTED_FEATURE.SCHEMA_LEVEL_COLLATIONS": condition(
    "0A000",
    "analysis",
    "The feature is not supported: default collations of schemas.",
  ),
  "UNSUPPORTED_FEATURE.DROP_DATABASE": condition(
    "0A000",
    "analysis",
    "The default database <database> cannot be dropped.",
  ),
  "UNSUPPORTED_FEATURE.FIRESTEEL": condition(
    "0A000",
    "unsupported_operation",
    "The feature is not supported: <feature> is not available in Firesteel yet.",
  ),
  INTERNAL_ERROR: condition("XX000", "spark", "<message>"),
  "FIRESTEEL_LIMIT_EXCEEDED.SESSIONS": condition(
    "53400",
    "spark",
    "The server has <limit> sessions already, and no more may be. Try again later.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.SESSIONS_OF_USER": condition(
    "53400",
    "spark",
    "You have <limit> sessions already, and no more may be. Stop one of them with spark.stop().",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.OPERATIONS": condition(
    "53400",
    "spark",
    "The session has <limit> operations already, and no more may be.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.PLAN_SIZE": condition(
    "53400",
    "spark",
    "The plan has more than <limit> parts. Send values as local data instead of literals.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.VALUE": condition(
    "53400",
    "spark",
    "The values that <functionName> is to make at once would take about <bytes> bytes; at most <limit> may be.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.QUEUE": condition(
    "53400",
    "spark",
    "The server is busy: <limit> queries wait already, and no more may. Try again later.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.QUEUE_TIME": condition(
    "53400",
    "spark",
    "The server is busy: the query has waited for <limit> to begin. Try again later.",
  ),
  "FIRESTEEL_LIMIT_EXCEEDED.QUERY_TIME": condition(
    "53400",
    "spark",
    "The query has run for <limit>, longer than queries may on this server.",
  ),

  // Exceptions of the JVM's own, which have no condition: clients see their class and their text only
  "JVM.ILLEGAL_ARGUMENT": condition("", "jvm_illegal_argument", "<message>"),
  "JVM.NUMBER_FORMAT": condition("", "number_format", "<message>"),
  "JVM.PICKLE": condition("", "pickle", "<message>"),
  "JVM.PYTHON": condition("", "python", "<traceback>"),
  "JVM.RUNTIME": condition("", "jvm", "<message>"),
  "JVM.SPARK": condition("", "spark", "<message>"),
  "JVM.UNSUPPORTED_OPERATION": condition("", "jvm_unsupported_operation", "<message>"),

  // Python workers
  PYTHON_EXCEPTION: condition("38000", "python", "<msg>: <traceback>"),
  STRUCT_ARRAY_LENGTH_MISMATCH: condition(
    "2201E",
    "illegal_argument",
    "A row has <actual> values, but its schema has <expected> fields.",
  ),
  DATA_SOURCE_ALREADY_EXISTS: condition(
    "42710",
    "analysis",
    "There is a data source <provider> already: give the new one another name.",
  ),
  _LEGACY_ERROR_TEMP_2070: condition("", "spark", "The write failed, and so did what takes it back."),
  LATERAL_JOIN_WITH_ARROW_UDTF_UNSUPPORTED: condition(
    "0A000",
    "analysis",
    "Table functions over Arrow batches cannot be called in a lateral join.",
  ),
  PYTHON_DATA_SOURCE_ERROR: condition(
    "38000",
    "analysis",
    "The Python data source could not <action> its <type>: <msg>",
  ),
  UNSUPPORTED_DATA_SOURCE_SAVE_MODE: condition(
    "0A000",
    "analysis",
    "The data source <source> is not written in the mode <createMode>: append or overwrite.",
  ),
  TABLE_VALUED_FUNCTION_FAILED_TO_ANALYZE_IN_PYTHON: condition(
    "38000",
    "analysis",
    "The `analyze` of the Python table function failed: <msg>",
  ),
  TABLE_VALUED_FUNCTION_REQUIRED_METADATA_INCOMPATIBLE_WITH_CALL: condition(
    "22023",
    "analysis",
    "The table function <functionName> <requestedMetadata>, but its call <invalidFunctionCallProperty>.",
  ),
  TABLE_VALUED_FUNCTION_REQUIRED_METADATA_INVALID: condition(
    "22023",
    "analysis",
    "What the table function <functionName> wants of its table cannot be: <reason>.",
  ),
  TABLE_VALUED_FUNCTION_TOO_MANY_TABLE_ARGUMENTS: condition(
    "54023",
    "analysis",
    "A table function takes one table argument, and is given <num>.",
  ),
  UDTF_INVALID_ALIAS_IN_REQUESTED_ORDERING_STRING_FROM_ANALYZE_METHOD: condition(
    "42802",
    "analysis",
    "The `analyze` of the table function gives a name to what it sorts by: <aliasName>.",
  ),
  UDTF_INVALID_REQUESTED_SELECTED_EXPRESSION_FROM_ANALYZE_METHOD_REQUIRES_ALIAS: condition(
    "42802",
    "analysis",
    "The `analyze` of the table function selects <expression> without a name for it.",
  ),
  "UNSUPPORTED_CALL.WITHOUT_SUGGESTION": condition(
    "0A000",
    "unsupported_operation",
    "The class <className> has no method <methodName>.",
  ),
  UNSUPPORTED_DATASOURCE_FOR_DIRECT_QUERY: condition(
    "0A000",
    "analysis",
    "The data source <dataSourceType> has no files that a query could name.",
  ),
  DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT: condition(
    "42713",
    "unsupported_operation",
    "The fields of an Arrow struct must have different names, but these repeat: <fieldNames>.",
  ),

  // Parsing
  PARSE_SYNTAX_ERROR: condition("42601", "parse", "Syntax error at or near <error><hint>."),
  INVALID_IDENTIFIER: condition(
    "42602",
    "parse",
    "The unquoted identifier <ident> is invalid: write it as `<ident>`. Without back-ticks, only ASCII letters, digits and underscores are allowed.",
  ),
  INVALID_ATTRIBUTE_NAME_SYNTAX: condition(
    "42601",
    "analysis",
    "Syntax error in the attribute name <name>: its back-ticks or dots do not match.",
  ),
  INVALID_NUMERIC_LITERAL_RANGE: condition(
    "22003",
    "parse",
    "The numeric literal <rawStrippedQualifier> is outside the range of <typeName>, from <minValue> to <maxValue>.",
  ),
  DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION: condition(
    "22003",
    "arithmetic",
    "The decimal precision <precision> exceeds the greatest precision <maxPrecision>.",
  ),
  PARSE_EMPTY_STATEMENT: condition("42617", "parse", "Syntax error, unexpected empty statement."),
  UNCLOSED_BRACKETED_COMMENT: condition("42601", "parse", "A bracketed comment is not closed. Append */ to end it."),
  "SYNTAX_DISCONTINUED.BANG_EQUALS_NOT": condition(
    "42601",
    "parse",
    "The clause <clause> is no longer taken here. Write NOT instead of !.",
  ),
  "INVALID_SQL_SYNTAX.UNSUPPORTED_SQL_STATEMENT": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: Unsupported SQL statement: <sqlText>.",
  ),
  UNSUPPORTED_TIME_TYPE: condition("0A000", "analysis", "The type TIME is not supported."),
  UNSUPPORTED_DATATYPE: condition("0A000", "parse", "Unsupported data type <typeName>."),
  INVALID_TYPED_LITERAL: condition("42604", "parse", "The value of the typed literal <valueType> is invalid: <value>."),
  "INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY": condition(
    "22006",
    "parse",
    "Error parsing '<input>' to interval: the text is empty. Give an interval like '1 day'.",
  ),
  "UNSUPPORTED_FEATURE.SET_NAMESPACE_PROPERTY": condition(
    "0A000",
    "parse",
    "<property> is no property to be set of a database: <msg>.",
  ),
  SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE: condition(
    "42K05",
    "analysis",
    "SHOW COLUMNS of a table of one namespace, <namespaceB>, in another one: <namespaceA>.",
  ),
  "UNSUPPORTED_FEATURE.TABLE_OPERATION": condition(
    "0A000",
    "analysis",
    "The table <tableName> does not support <operation>. Its catalog or format would have to.",
  ),
  "UNSUPPORTED_INSERT.RDD_BASED": condition(
    "42809",
    "analysis",
    "Rows cannot be inserted into the target: it is no table.",
  ),
  "UNSUPPORTED_OVERWRITE.TABLE": condition(
    "42902",
    "analysis",
    "The table <table> is read by the query that is to overwrite it.",
  ),
  UNSUPPORTED_TYPED_LITERAL: condition(
    "0A000",
    "parse",
    "Literals of the type <unsupportedType> are not supported. Supported types are <supportedTypes>.",
  ),

  DATATYPE_MISSING_SIZE: condition("42K01", "parse", "The type <type> needs a length, like <type>(10)."),
  "INCOMPLETE_TYPE_DEFINITION.ARRAY": condition(
    "42K01",
    "parse",
    "The type ARRAY needs its element type: ARRAY<elementType>.",
  ),
  "INCOMPLETE_TYPE_DEFINITION.MAP": condition("42K01", "parse", "The type MAP needs its key type and its value type."),
  "INCOMPLETE_TYPE_DEFINITION.STRUCT": condition("42K01", "parse", "The type STRUCT needs its fields."),
  WRONG_COMMAND_FOR_OBJECT_TYPE: condition(
    "42809",
    "analysis",
    "<operation> is for a <requiredType>, and <objectName> is a <foundType>. Use <alternative>.",
  ),
  INCOMPARABLE_PIVOT_COLUMN: condition(
    "42818",
    "analysis",
    "The pivot column <columnName> has a type whose values cannot be compared.",
  ),
  NON_LITERAL_PIVOT_VALUES: condition("42K08", "analysis", "The pivot value <expression> is no constant."),
  PIVOT_VALUE_DATA_TYPE_MISMATCH: condition(
    "42K09",
    "analysis",
    "The pivot value <value> has the type <valueType>, which cannot be cast to <pivotType>, the pivot column's.",
  ),
  UNPIVOT_REQUIRES_ATTRIBUTES: condition(
    "42K0A",
    "analysis",
    "Without <empty> expressions, every <given> expression of UNPIVOT must be a column; these are none: [<expressions>].",
  ),
  UNPIVOT_REQUIRES_VALUE_COLUMNS: condition("42K0A", "analysis", "UNPIVOT has no value column: every column is an id."),
  UNPIVOT_VALUE_DATA_TYPE_MISMATCH: condition(
    "42K09",
    "analysis",
    "The value columns of UNPIVOT have no common type: [<types>].",
  ),
  UNPIVOT_VALUE_SIZE_MISMATCH: condition(
    "428C4",
    "analysis",
    "Each group of value columns of UNPIVOT must have as many as there are names for them (<names>).",
  ),
  TRANSPOSE_EXCEED_ROW_LIMIT: condition(
    "54006",
    "analysis",
    "TRANSPOSE is limited to <maxValues> rows; <config> allows more.",
  ),
  TRANSPOSE_INVALID_INDEX_COLUMN: condition("42804", "analysis", "The index column of TRANSPOSE is invalid: <reason>"),
  TRANSPOSE_NO_LEAST_COMMON_TYPE: condition(
    "42K09",
    "analysis",
    "The columns of TRANSPOSE beside the index have no common type: <dt1> and <dt2> have none.",
  ),
  ZIP_PLANS_NOT_MERGEABLE: condition(
    "42K03",
    "analysis",
    "DataFrames can be zipped only if they select from the same DataFrame.",
  ),
  "NEAREST_BY_JOIN.NON_ORDERABLE_RANKING_EXPRESSION": condition(
    "42604",
    "analysis",
    "The ranking <expression> of a nearest-by join is of the type <type>, which has no order.",
  ),
  "NEAREST_BY_JOIN.NUM_RESULTS_OUT_OF_RANGE": condition(
    "42604",
    "analysis",
    "A nearest-by join gives <min> to <max> rows for each, not <numResults>.",
  ),
  "NEAREST_BY_JOIN.UNSUPPORTED_DIRECTION": condition(
    "42604",
    "analysis",
    "A nearest-by join has no direction <direction>, but <supported>.",
  ),
  "NEAREST_BY_JOIN.UNSUPPORTED_JOIN_TYPE": condition(
    "42604",
    "analysis",
    "A nearest-by join cannot be of the type <joinType>, but of <supported>.",
  ),
  "NEAREST_BY_JOIN.UNSUPPORTED_MODE": condition(
    "42604",
    "analysis",
    "A nearest-by join has no mode <mode>, but <supported>.",
  ),
  "AS_OF_JOIN.TOLERANCE_IS_NON_NEGATIVE": condition(
    "42604",
    "analysis",
    "Invalid as-of join. The tolerance must not be negative.",
  ),
  "AS_OF_JOIN.TOLERANCE_IS_UNFOLDABLE": condition(
    "42604",
    "analysis",
    "Invalid as-of join. The tolerance must be a constant.",
  ),
  "AS_OF_JOIN.UNSUPPORTED_DIRECTION": condition(
    "42604",
    "analysis",
    "Invalid as-of join. There is no direction '<direction>'; there are <supported>.",
  ),
  "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION": condition(
    "XX000",
    "analysis",
    "The columns <missingAttributes> are not among <input> in the operator <operator>, where columns of the same names are: <operation>.",
  ),
  "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT": condition(
    "XX000",
    "analysis",
    "The columns <missingAttributes> are not among <input> in the operator <operator>.",
  ),
  INVALID_SQL_ARG: condition(
    "42K08",
    "analysis",
    "The argument <name> of `sql()` is neither a literal nor a collection of literals made by `map()`, `array()` or `struct()`.",
  ),
  _LEGACY_ERROR_TEMP_1040: condition("", "analysis", "The gap of a session window is a text or an interval, not <dt>."),
  _LEGACY_ERROR_TEMP_1039: condition(
    "",
    "analysis",
    "Several windows of time in one operator would multiply its rows, which is not supported.",
  ),
  CANNOT_PARSE_INTERVAL: condition(
    "22006",
    "analysis",
    "The text <intervalString> is no interval: write a number and a unit, such as 5 minutes.",
  ),
  _LEGACY_ERROR_TEMP_1207: condition("", "analysis", "The lengths of a window of time must be constants."),
  _LEGACY_ERROR_TEMP_3060: condition("", "analysis", "There is no column <i> in:\n<schema>"),
  _LEGACY_ERROR_TEMP_3101: condition("", "analysis", "<windowTime> is not of a column of windows of time."),
  _LEGACY_ERROR_TEMP_3231: condition("", "illegal_argument", "A window of time cannot last months: <interval>."),
  _LEGACY_ERROR_TEMP_3102: condition("", "analysis", "<msg>"),
  DECIMAL_SCALE_EXCEEDS_PRECISION: condition(
    "22003",
    "parse",
    "The decimal scale <scale> exceeds the precision <precision>.",
  ),
  INVALID_ESC: condition("42604", "parse", "The escape text <invalidEscape> is invalid: it must be one character."),
  "INVALID_PARAMETER_VALUE.DATETIME_UNIT": condition(
    "22023",
    "parse",
    "The value of <parameter> in <functionName> is invalid: <invalidValue> is no unit; write one like YEAR, MONTH or DAY without quotes.",
  ),
  "INVALID_INTERVAL_FORMAT.INVALID_PREFIX": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: the prefix '<prefix>' is invalid.",
  ),
  "INVALID_INTERVAL_FORMAT.MISSING_NUMBER": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: a number is expected after '<word>'.",
  ),
  "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: '<number>' is no number.",
  ),
  "INVALID_INTERVAL_FORMAT.INVALID_VALUE": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: the value '<value>' is invalid.",
  ),
  "INVALID_INTERVAL_FORMAT.INVALID_PRECISION": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: '<value>' has more than nine fractional digits.",
  ),
  "INVALID_INTERVAL_FORMAT.MISSING_UNIT": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: a unit is expected after '<word>'.",
  ),
  "INVALID_INTERVAL_FORMAT.INVALID_UNIT": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: the unit '<unit>' is invalid.",
  ),
  "INVALID_INTERVAL_FORMAT.INVALID_FRACTION": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: '<unit>' cannot have a fraction.",
  ),
  "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to interval: it is out of range.",
  ),
  "INVALID_INTERVAL_FORMAT.DAY_TIME_PARSING": condition(
    "22006",
    "illegal_argument",
    "Error parsing '<input>' to a day-time interval: <msg>.",
  ),
  "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING": condition(
    "22006",
    "parse",
    "Error parsing '<input>' to a <interval> interval: a field is out of range.",
  ),
  "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING": condition(
    "22006",
    "parse",
    "Error parsing '<input>' to interval: the <intervalStr> text does not match <supportedFormat> of <typeName>.",
  ),
  "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE": condition(
    "22006",
    "parse",
    'Error parsing \'<input>\' to interval: the <intervalStr> text does not match <supportedFormat> of <typeName>. Set "spark.sql.legacy.fromDayTimeString.enabled" to "true" to restore the behavior before Spark 3.0.',
  ),
  "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION": condition(
    "22006",
    "parse",
    "Error parsing '<input>' to interval: an interval from <from> to <to> is not supported.",
  ),
  _LEGACY_ERROR_TEMP_0024: condition("", "parse", "An interval takes one from-to pair, and nothing beside it."),
  _LEGACY_ERROR_TEMP_0026: condition(
    "",
    "parse",
    "With units, an interval value must be a number, but it is: <value>.",
  ),
  _LEGACY_ERROR_TEMP_0027: condition("", "parse", "The value of a from-to interval must be a text."),
  _LEGACY_ERROR_TEMP_0028: condition("", "parse", "Intervals from <from> to <to> are not supported: <intervalInput>."),
  _LEGACY_ERROR_TEMP_0029: condition(
    "",
    "parse",
    "Year-month and day-time units cannot be mixed in one interval: <literal>.",
  ),
  _LEGACY_ERROR_TEMP_0035: condition("", "parse", "Not allowed: <message>."),
  _LEGACY_ERROR_TEMP_0063: condition("", "parse", "<msg>."),
  "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: the bound of a window's frame must be constant.",
  ),
  "INVALID_SQL_SYNTAX.EMPTY_REFRESH_RESOURCE_PATH": condition(
    "42000",
    "parse",
    "REFRESH of an empty path: '/' is everything.",
  ),
  "INVALID_SQL_SYNTAX.INVALID_REFRESH_RESOURCE_PATH": condition(
    "42000",
    "parse",
    "REFRESH of a path that has blanks and no quotes.",
  ),
  _LEGACY_ERROR_TEMP_0064: condition("", "parse", "<msg>"),
  INVALID_TABLESAMPLE_FRACTION: condition(
    "22023",
    "parse",
    "A part of <fraction> cannot be sampled: it must lie between 0 and 1.",
  ),

  "UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES": condition(
    "0A000",
    "parse",
    "The feature is not supported: this combination of ORDER BY, SORT BY, DISTRIBUTE BY and CLUSTER BY.",
  ),
  "UNSUPPORTED_FEATURE.LATERAL_JOIN_USING": condition(
    "0A000",
    "parse",
    "The feature is not supported: JOIN USING with a LATERAL relation.",
  ),
  "NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT": condition("42601", "parse", "Not allowed in FROM: PIVOT beside UNPIVOT."),
  "NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE.WINDOW_CLAUSE": condition(
    "42601",
    "parse",
    "Not allowed in |> WHERE: a WINDOW clause. Write it after |> SELECT.",
  ),
  "INVALID_SQL_SYNTAX.INVALID_TABLE_VALUED_FUNC_NAME": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: a table-valued function has no qualified name: <funcName>.",
  ),
  "UNSUPPORTED_FEATURE.TRANSFORM_DISTINCT_ALL": condition(
    "0A000",
    "parse",
    "The feature is not supported: TRANSFORM with DISTINCT or ALL.",
  ),
  "UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE": condition(
    "0A000",
    "parse",
    "The feature is not supported: |> AGGREGATE with <case>.",
  ),
  "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: the window <windowName> is defined twice.",
  ),
  "INVALID_SQL_SYNTAX.EMPTY_PARTITION_VALUE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: the partition column <partKey> has no value.",
  ),
  _LEGACY_ERROR_TEMP_0034: condition("", "parse", "Not allowed: <operation> in <command><msg>."),
  "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE": condition("42000", "parse", "Invalid SQL syntax: IN () without a value."),
  "INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: the window <windowName> refers to a window that is no definition.",
  ),
  "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: the window <windowName> is not defined.",
  ),
  "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE": condition(
    "42000",
    "analysis",
    "Invalid inline table: the values of the column <colName> have no common type.",
  ),
  "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE": condition(
    "0A000",
    "analysis",
    "The feature is not supported: set operations and DISTINCT on columns with maps; <colName> has the type <dataType>.",
  ),
  AMBIGUOUS_LATERAL_COLUMN_ALIAS: condition(
    "42702",
    "analysis",
    "The lateral column alias <name> is ambiguous: it has <n> matches.",
  ),
  "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_FUNC": condition(
    "0A000",
    "analysis",
    "The feature is not supported: the lateral column alias <lca> in the aggregate function <aggFunc>.",
  ),
  "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_WINDOW": condition(
    "0A000",
    "analysis",
    "The feature is not supported: the lateral column alias <lca> in the window expression <windowExpr>.",
  ),
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the lower bound of a window frame must be <comparison> to the upper bound.",
  ),
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: a window frame cannot reach from <lower> to <upper>.",
  ),
  "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": condition(
    "42000",
    "parse",
    "Invalid inline table: <expectedNumCols> columns are expected, but the row <rowIndex> has <actualNumCols>.",
  ),
  _LEGACY_ERROR_TEMP_0014: condition("", "parse", "TABLESAMPLE takes a size."),
  _LEGACY_ERROR_TEMP_0015: condition("", "parse", "TABLESAMPLE(<msg>) is not supported."),
  CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE: condition(
    "42601",
    "parse",
    "CREATE VIEW <viewName> cannot have both IF NOT EXISTS and OR REPLACE.",
  ),
  _LEGACY_ERROR_TEMP_0052: condition(
    "",
    "parse",
    "Invalid SQL syntax: CREATE VIEW takes OR REPLACE or IF NOT EXISTS, not both.",
  ),
  _LEGACY_ERROR_TEMP_0053: condition(
    "",
    "parse",
    "Invalid SQL syntax: CREATE TEMPORARY VIEW does not take IF NOT EXISTS.",
  ),
  "UNSUPPORTED_FEATURE.TEMPORARY_VIEW_WITH_SCHEMA_BINDING_MODE": condition(
    "0A000",
    "parse",
    "A temporary view has no WITH SCHEMA.",
  ),
  FEATURE_NOT_ENABLED: condition(
    "56038",
    "parse",
    "<featureName> is turned off: <configKey> = <configValue> turns it on.",
  ),
  TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS: condition(
    "428EK",
    "parse",
    "The temporary view name <actualName> has too many parts: only one is allowed.",
  ),
  INVALID_SET_SYNTAX: condition(
    "42000",
    "parse",
    "SET takes: SET, SET -v, SET key, or SET key = value; a key or value with special characters goes in back-ticks.",
  ),
  "INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE": condition(
    "22006",
    "parse",
    "Error parsing '<input>' to interval: a time zone's interval must be within 18 hours, to the second.",
  ),
  _LEGACY_ERROR_TEMP_0037: condition(
    "",
    "parse",
    "CACHE TABLE with a query makes a temporary view, whose name has no database: <quoted>.",
  ),
  _LEGACY_ERROR_TEMP_0043: condition(
    "",
    "parse",
    "RESET takes: RESET, or RESET key; a key with special characters goes in back-ticks.",
  ),
  _LEGACY_ERROR_TEMP_0045: condition("", "parse", "SET TIME ZONE takes a text, LOCAL or an interval."),
  INCOMPATIBLE_JOIN_TYPES: condition(
    "42613",
    "parse",
    "The join types <joinType1> and <joinType2> do not go together.",
  ),
  PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION: condition(
    "0A000",
    "analysis",
    "|> <clause> takes no aggregate function, as <expr>: use |> AGGREGATE.",
  ),
  PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION: condition(
    "0A000",
    "analysis",
    "The expression <expr> of |> AGGREGATE has no aggregate function.",
  ),
  MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS: condition(
    "42000",
    "parse",
    "<clause1> and <clause2> cannot stand in one pipe operator: put |> between them.",
  ),
  _LEGACY_ERROR_TEMP_0016: condition("", "parse", "<bytesStr> is no size in bytes, as B, K, M or G."),
  _LEGACY_ERROR_TEMP_0051: condition("", "parse", "An empty set in <element> is not supported."),
  // Names
  TABLE_OR_VIEW_NOT_FOUND: condition(
    "42P01",
    "analysis",
    "The table or view <relationName> cannot be found. Check its spelling, its schema and its catalog; to tolerate a missing one in DROP use IF EXISTS.{ It was searched for on the path <searchPath>.}",
  ),
  TABLE_OR_VIEW_ALREADY_EXISTS: condition(
    "42P07",
    "analysis",
    "A table or view named <relationName> exists already. Choose another name, or say OR REPLACE or IF NOT EXISTS.",
  ),
  TEMP_TABLE_OR_VIEW_ALREADY_EXISTS: condition(
    "42P07",
    "analysis",
    "A temporary view named <relationName> exists already. Choose another name, or say OR REPLACE.",
  ),
  SCHEMA_NOT_FOUND: condition("42704", "analysis", "The schema <schemaName> cannot be found."),
  INVALID_EMPTY_LOCATION: condition("42K05", "analysis", "A location must be a path that is not empty: <location>."),
  PATH_NOT_FOUND: condition("42K03", "analysis", "Path does not exist: <path>."),
  PATH_ALREADY_EXISTS: condition(
    "42K04",
    "analysis",
    'Path <outputPath> already exists. Set mode as "overwrite" to replace it.',
  ),
  DATA_SOURCE_NOT_FOUND: condition("42K02", "class_not_found", "No data source named <provider> was found."),
  UNABLE_TO_INFER_SCHEMA: condition(
    "42KD9",
    "analysis",
    "The schema of the <format> files cannot be inferred. Give it explicitly.",
  ),
  "UNRESOLVED_COLUMN.WITH_SUGGESTION": condition(
    "42703",
    "analysis",
    "No column, variable or function parameter named <objectName> can be resolved. Did you mean one of these? [<proposal>].",
  ),
  "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION": condition(
    "42703",
    "analysis",
    "No column, variable or function parameter named <objectName> can be resolved.",
  ),
  "UNRESOLVED_FIELD.WITH_SUGGESTION": condition(
    "42703",
    "analysis",
    "No field named <fieldName> in the struct column <columnPath>. Did you mean one of these? [<proposal>].",
  ),
  UNRESOLVED_COLUMN_AMONG_FIELD_NAMES: condition(
    "42703",
    "analysis",
    "No column named <colName> among (<fieldNames>).",
  ),
  AMBIGUOUS_COLUMN_OR_FIELD: condition("42702", "analysis", "The column or field <name> is ambiguous: there are <n>."),
  NULLABLE_COLUMN_OR_FIELD: condition(
    "42000",
    "analysis",
    "The column or field <name> can be NULL, and must not be able to.",
  ),
  INVALID_COLUMN_OR_FIELD_DATA_TYPE: condition(
    "42000",
    "analysis",
    "The column or field <name> is of the type <type>, and must be of <expectedType>.",
  ),
  "NOT_NULL_CONSTRAINT_VIOLATION.ARRAY_ELEMENT": condition(
    "42000",
    "analysis",
    "No NULL may stand here: the elements of the array <columnPath> must not be NULL.",
  ),
  "NOT_NULL_CONSTRAINT_VIOLATION.MAP_VALUE": condition(
    "42000",
    "analysis",
    "No NULL may stand here: the values of the map <columnPath> must not be NULL.",
  ),
  FIELD_NOT_FOUND: condition("42704", "analysis", "No struct field <fieldName> in <fields>."),
  AMBIGUOUS_REFERENCE: condition(
    "42704",
    "analysis",
    "The reference <name> is ambiguous; it could be: <referenceNames>.",
  ),
  AMBIGUOUS_REFERENCE_TO_FIELDS: condition(
    "42000",
    "analysis",
    "The reference to the field <field> is ambiguous: it appears <count> times in the schema.",
  ),
  AMBIGUOUS_COLUMN_REFERENCE: condition(
    "42702",
    "analysis",
    "The column <name> is ambiguous: several DataFrames that were joined have it. Alias them before the join and use qualified names.",
  ),
  CANNOT_RESOLVE_DATAFRAME_COLUMN: condition(
    "42704",
    "analysis",
    "The DataFrame column <name> cannot be resolved: it does not belong to the DataFrame it is used on.",
  ),
  CANNOT_RESOLVE_STAR_EXPAND: condition(
    "42704",
    "analysis",
    "<targetString>.* cannot be resolved, given the columns <columns>.",
  ),
  REQUIRES_SINGLE_PART_NAMESPACE: condition(
    "42K05",
    "analysis",
    "<sessionCatalog> takes namespaces of one part only{, not <namespace>}{, not that of <identifier>}.",
  ),
  UNRESOLVED_ROUTINE: condition(
    "42883",
    "analysis",
    "The routine <routineName> cannot be resolved on the search path <searchPath>.",
  ),
  UNRESOLVED_USING_COLUMN_FOR_JOIN: condition(
    "42703",
    "analysis",
    "The USING column <colName> cannot be resolved on the <side> side of the join. That side has: [<suggestion>].",
  ),
  INVALID_PARTITION_COLUMN_DATA_TYPE: condition(
    "0A000",
    "analysis",
    "Tables are not partitioned by columns of the type <type>.",
  ),
  _LEGACY_ERROR_TEMP_1076: condition("", "analysis", "The partition is not valid: <details>."),
  INVALID_PARTITION_SPEC: condition("42601", "analysis", "The partition is not valid: <details>."),
  COLUMN_ALREADY_EXISTS: condition("42711", "analysis", "The column <columnName> exists already. Rename it."),
  UDTF_ALIAS_NUMBER_MISMATCH: condition(
    "42802",
    "analysis",
    "The function gives <aliasesSize> columns, and the names for them are <aliasesNames>.",
  ),
  DUPLICATED_CTE_NAMES: condition("42602", "parse", "CTE names must differ; these repeat: <duplicateNames>."),

  // Types
  "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the two sides differ in type (<left> and <right>).",
  ),
  "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the operator takes <inputType>, not <actualDataType>.",
  ),
  "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the sides of IN are of the types [<leftType>] and [<rightType>]; these columns differ: [<mismatchedColumns>].",
  ),
  "DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: a struct must keep one field at least.",
  ),
  "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the <paramIndex> parameter takes <requiredType>, but <inputSql> has the type <inputType>.",
  ),
  "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <srcType> cannot be cast to <targetType>.",
  ),
  "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <srcType> cannot be cast to <targetType> in ANSI mode. Setting <config> to <configVal> allows it.",
  ),
  "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <srcType> cannot be cast to <targetType>. Use <functionNames> instead.",
  ),
  "DATATYPE_MISMATCH.DATA_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the inputs of <functionName> must have one type, but they have <dataType>.",
  ),
  "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the filter <filter> has the type <type>, not BOOLEAN.",
  ),
  "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <inputName> must be a foldable <inputType>, but it is <inputExpr>.",
  ),
  "DATATYPE_MISMATCH.UNEXPECTED_NULL": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <exprName> must not be null.",
  ),
  "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <leftExprName> (<leftExprValue>) must <constraint> <rightExprName> (<rightExprValue>).",
  ),
  "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <exprName> must be within <valueRange>, but it is <currentValue>.",
  ),
  "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr>: a map cannot have keys of the type <keyType>.",
  ),
  "DATATYPE_MISMATCH.HASH_VARIANT_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr>: <functionName> takes no VARIANT.",
  ),
  "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <functionName> does not support ordering on the type <dataType>.",
  ),
  "DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <functionName> does not take the type <dataType>.",
  ),
  "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr>: <functionName> needs <dataType> and a key of it, got <leftType> and <rightType>.",
  ),
  "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the maps of <functionName> differ in type: <dataType>.",
  ),
  "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: field names must be foldable strings, but they are <inputExprs>.",
  ),
  "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: an ordering of the type <orderSpecType> does not go with a range bound of the type <valueBoundaryType>.",
  ),
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the frame bounds <lower> and <upper> differ in type: <lowerType> and <upperType>.",
  ),
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the <location> bound <expression> of the window frame is no constant.",
  ),
  _LEGACY_ERROR_TEMP_1006: condition("", "analysis", "A pivot needs aggregate functions, and <sql> is in none."),
  _LEGACY_ERROR_TEMP_1012: condition(
    "",
    "analysis",
    "The table <identifier> cannot be written to in this way: it is of Spark's first table interface.",
  ),
  _LEGACY_ERROR_TEMP_1046: condition("", "analysis", "A join hint names relations: not <unsupported> (<class>)."),
  _LEGACY_ERROR_TEMP_1047: condition("", "analysis", "The hint <hintName> takes columns, not <invalidParams>."),
  _LEGACY_ERROR_TEMP_1048: condition("", "analysis", "The hint <hintName> takes one number of partitions."),
  _LEGACY_ERROR_TEMP_1060: condition("", "analysis", "<command> does not look into columns: <column>."),
  UNSET_NONEXISTENT_PROPERTIES: condition("42K0J", "analysis", "<table> has no properties <properties> to take away."),
  RESERVED_DATABASE_NAME: condition(
    "42939",
    "analysis",
    "The database <database> is the system's own: none can be created under its name.",
  ),
  _LEGACY_ERROR_TEMP_1066: condition(
    "",
    "analysis",
    "The database <database> is the system's own: none can be created under its name.",
  ),
  CREATE_EXTERNAL_TABLE_WITHOUT_LOCATION: condition("42601", "analysis", "CREATE EXTERNAL TABLE needs a LOCATION."),
  _LEGACY_ERROR_TEMP_1069: condition("", "analysis", "CREATE EXTERNAL TABLE needs a LOCATION."),
  _LEGACY_ERROR_TEMP_1073: condition(
    "",
    "analysis",
    "A table is not renamed from one database to another: <db> and <newDb>.",
  ),
  INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT: condition(
    "42000",
    "analysis",
    "count(<tableName>.*) is not allowed: count(*) counts rows.",
  ),
  _LEGACY_ERROR_TEMP_1021: condition("", "analysis", "count(<targetString>.*) is not allowed: count(*) counts rows."),
  _LEGACY_ERROR_TEMP_1104: condition("", "analysis", "The standard deviation to allow must be a literal of DOUBLE."),
  _LEGACY_ERROR_TEMP_1147: condition(
    "",
    "analysis",
    "The partition columns with values must come before those without: <partColumns>.",
  ),
  _LEGACY_ERROR_TEMP_1159: condition(
    "",
    "analysis",
    "The table <tableName> is of the format <existingProvider>, not <specifiedProvider>.",
  ),
  _LEGACY_ERROR_TEMP_1161: condition(
    "",
    "analysis",
    "The table <tableName> has another number of columns (<existingTableSchema>) than the rows (<querySchema>).",
  ),
  _LEGACY_ERROR_TEMP_1163: condition(
    "",
    "analysis",
    "The table <tableName> is partitioned by [<existingPartCols>], not by [<specifiedPartCols>].",
  ),
  _LEGACY_ERROR_TEMP_1169: condition(
    "",
    "analysis",
    "The partition (<normalizedPartSpec>) does not name the partition columns of <tableName> (<partColNames>).",
  ),
  _LEGACY_ERROR_TEMP_1201: condition("", "analysis", "The column <colName> is not among (<fieldNames>)."),
  _LEGACY_ERROR_TEMP_1210: condition("", "analysis", "The second argument of <funcName> must be a boolean literal."),
  AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION: condition(
    "42845",
    "analysis",
    "The arguments of an aggregate function must be deterministic: <sqlExpr>.",
  ),
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the <location> frame bound takes <expectedType>, not <exprType>.",
  ),
  "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: a range frame with value bounds takes one ordering, not several: <orderSpec>.",
  ),
  "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: a range frame needs an ordering.",
  ),
  SEED_EXPRESSION_IS_UNFOLDABLE: condition(
    "42K08",
    "analysis",
    "The seed <seedExpr> of <exprWithSeed> must be a constant.",
  ),
  NOT_A_SCALAR_FUNCTION: condition(
    "42887",
    "analysis",
    "<functionName> is a table-valued function, which stands in FROM only.",
  ),
  NOT_A_TABLE_FUNCTION: condition(
    "42887",
    "analysis",
    "<functionName> stands in FROM, but is no table-valued function.",
  ),
  UNRESOLVABLE_TABLE_VALUED_FUNCTION: condition(
    "42883",
    "analysis",
    "<name> is no table-valued function, or its parameters are wrong.",
  ),
  NUM_TABLE_VALUE_ALIASES_MISMATCH: condition(
    "42826",
    "analysis",
    "The function <funcName> has <outColsNum> columns, for which <aliasesNum> names are given.",
  ),
  FAILED_FUNCTION_CALL: condition(
    "38000",
    "analysis",
    "The function <funcName> cannot be called with these arguments.",
  ),
  UNEXPECTED_INPUT_TYPE: condition(
    "42K09",
    "analysis",
    "The <paramIndex> parameter of the function <functionName> is of the type <requiredType>, but <inputSql> of the type <inputType>.",
  ),
  NON_FOLDABLE_ARGUMENT: condition(
    "42K08",
    "analysis",
    "The parameter <paramName> of <funcName> must be a constant <paramType>.",
  ),
  "DATATYPE_MISMATCH.HASH_MAP_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <functionName> does not take a map; equal maps may have different hashes.",
  ),
  "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the values of column <columnIndex> must have one type, but parameter <leftParamIndex> is <leftType> and parameter <rightParamIndex> is <rightType>.",
  ),
  "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <functionName> takes an <dataType> and a value of its element type, not [<leftType>, <rightType>].",
  ),
  "DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <functionName> takes two of <arrayType> with one element type, not [<leftType>, <rightType>].",
  ),
  "DATATYPE_MISMATCH.NULL_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: arguments of <functionName> must not have the type of NULL.",
  ),
  "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the maps of <functionName> must have one key type, not [<leftType>, <rightType>].",
  ),
  "INVALID_SCHEMA.NON_STRING_LITERAL": condition(
    "42K07",
    "analysis",
    "The schema <inputSchema> is invalid: it must be a constant text.",
  ),
  "INVALID_OPTIONS.NON_MAP_FUNCTION": condition(
    "42K06",
    "analysis",
    "Options are invalid: they must be given by the map() function with constants.",
  ),
  "DATATYPE_MISMATCH.NON_STRING_TYPE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: all arguments of <funcName> must be texts.",
  ),
  NAMED_PARAMETERS_NOT_SUPPORTED: condition("4274K", "analysis", "<functionName> takes no named arguments."),
  "INVALID_OPTIONS.NON_STRING_TYPE": condition(
    "42K06",
    "analysis",
    "Options are invalid: keys and values must be texts, but the options are a <mapType>.",
  ),
  "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <schema> has no JSON form: it takes a struct, array, map or variant.",
  ),
  "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <exprName> must be one character long.",
  ),
  "DATATYPE_MISMATCH.INVALID_ARG_VALUE": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: <inputName> must be a <requireType>, one of <validValues>, but it is <inputValue>.",
  ),
  INVALID_EXTRACT_BASE_FIELD_TYPE: condition(
    "42000",
    "analysis",
    "Nothing can be extracted from <base>: it takes a struct, array or map, not <other>.",
  ),
  INVALID_EXTRACT_FIELD_TYPE: condition(
    "42000",
    "analysis",
    "A field name must be a non-null string literal, not <extraction>.",
  ),
  "WRONG_NUM_ARGS.WITHOUT_SUGGESTION": condition(
    "42605",
    "analysis",
    "<functionName> takes <expectedNum> parameters, not <actualNum>. See <docroot>.",
  ),
  "WRONG_NUM_ARGS.WITH_SUGGESTION": condition(
    "42605",
    "analysis",
    "<functionName> takes <expectedNum> parameters, not <actualNum>; <legacyNum> if <legacyConfKey> is <legacyConfValue>.",
  ),
  NUM_COLUMNS_MISMATCH: condition(
    "42826",
    "analysis",
    "<operator> takes inputs with as many columns as each other: the first has <firstNumColumns>, the <invalidOrdinalNum> has <invalidNumColumns>.",
  ),
  INCOMPATIBLE_COLUMN_TYPE: condition(
    "42825",
    "analysis",
    "<operator> takes compatible column types: the <columnOrdinalNumber> column of the <tableOrdinalNumber> table is <dataType1>, not <dataType2>.<hint>",
  ),
  AMBIGUOUS_ALIAS_IN_NESTED_CTE: condition(
    "42KD0",
    "analysis",
    'The name <name> of a WITH inside of another is that of an outer one. With <config> = "CORRECTED" the inner one counts. See <docroot>/sql-migration-guide.html#query-engine.',
  ),
  VARIABLE_NOT_FOUND: condition("42883", "analysis", "There is no session variable <variableName>."),
  VARIABLE_ALREADY_EXISTS: condition("42723", "analysis", "There is a session variable <variableName> already."),
  UNRESOLVED_VARIABLE: condition("42883", "analysis", "No variable <variableName> can be in <searchPath>, or none is."),
  DUPLICATE_ASSIGNMENTS: condition("42701", "analysis", "Assigned to more than once: <nameList>."),
  ROW_SUBQUERY_TOO_MANY_ROWS: condition("21000", "spark", "A query that stands for one row gave more than one."),
  DEFAULT_PLACEMENT_INVALID: condition(
    "42608",
    "analysis",
    "DEFAULT has to be the whole of what is assigned, and no part of an expression.",
  ),
  // Functions made in SQL
  CANNOT_LOAD_FUNCTION_CLASS: condition(
    "46103",
    "analysis",
    "There is no class <className> here for the function <functionName>: functions are made in SQL only.",
  ),
  CREATE_TABLE_COLUMN_DESCRIPTOR_DUPLICATE: condition(
    "42710",
    "parse",
    "The column <columnName> says <optionName> twice.",
  ),
  INVALID_NON_DETERMINISTIC_EXPRESSIONS: condition(
    "42K0E",
    "analysis",
    "Random expressions cannot stand in this operator: <sqlExprs>.",
  ),
  FORBIDDEN_OPERATION: condition("42809", "analysis", "<statement> is not allowed on the <objectType> <objectName>."),
  EXPECT_PERSISTENT_FUNCTION_NOT_TEMP: condition(
    "42809",
    "analysis",
    "<functionName> is a temporary function, but <operation> is of functions of a database.<alternative>",
  ),
  INVALID_TEMP_OBJ_QUALIFIER: condition(
    "42602",
    "parse",
    "The temporary <objectType> <objectName> can have SESSION before its name, not <qualifier>.",
  ),
  "UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_PYTHON_UDF": condition(
    "0A000",
    "analysis",
    "The feature is not supported: the Python function <funcName> inside of a lambda.",
  ),
  _LEGACY_ERROR_TEMP_1329: condition("", "analysis", "There is no class <className> here."),
  "UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE": condition(
    "0A000",
    "analysis",
    "The feature is not supported: a Python function of both sides in the ON clause of a <joinType> JOIN.",
  ),
  "UNSUPPORTED_FEATURE.PANDAS_UDAF_IN_PIVOT": condition(
    "0A000",
    "analysis",
    "The feature is not supported: an aggregate in Python in a PIVOT.",
  ),
  _LEGACY_ERROR_TEMP_3176: condition(
    "",
    "unsupported_operation",
    "applyInPandasWithState is for streams alone: rows that are all there take applyInPandas.",
  ),
  INVALID_PANDAS_UDF_PLACEMENT: condition(
    "0A000",
    "analysis",
    "The aggregates <functionList> in Python do not go with aggregates that are not.",
  ),
  "UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF": condition(
    "0A000",
    "analysis",
    "The feature is not supported: the SQL function <funcName> inside of a lambda.",
  ),
  _LEGACY_ERROR_TEMP_1256: condition(
    "",
    "analysis",
    "The function <functionName> is built in: it has nothing to refresh.",
  ),
  _LEGACY_ERROR_TEMP_1257: condition(
    "",
    "analysis",
    "The function <functionName> is temporary: it has nothing to refresh.",
  ),
  CYCLIC_FUNCTION_REFERENCE: condition("42887", "analysis", "A function may not call itself, on whatever way: <path>."),
  DUPLICATE_ROUTINE_PARAMETER_NAMES: condition(
    "42734",
    "analysis",
    "Parameters of <routineName> have the same name: <names>.",
  ),
  DUPLICATE_ROUTINE_RETURNS_COLUMNS: condition(
    "42711",
    "analysis",
    "Columns that <routineName> returns have the same name: <columns>.",
  ),
  ROUTINE_ALREADY_EXISTS: condition(
    "42723",
    "analysis",
    "The <newRoutineType> <routineName> cannot be made: there is a <existingRoutineType> of that name. Replace it, drop it, or say IF NOT EXISTS.",
  ),
  ROUTINE_NOT_FOUND: condition(
    "42883",
    "analysis",
    "There is no routine <routineName>. Check its name and database, or say IF EXISTS.",
  ),
  UNSUPPORTED_SQL_UDF_USAGE: condition(
    "0A000",
    "analysis",
    "The SQL function <functionName> cannot stand in the operator <nodeName>.",
  ),
  "USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS": condition(
    "42601",
    "analysis",
    "The body of a SQL function that gives a value may have no aggregate, window or generator: <queryText>",
  ),
  "USER_DEFINED_FUNCTIONS.CANNOT_REPLACE_NON_SQL_UDF_WITH_SQL_UDF": condition(
    "42601",
    "analysis",
    "The function <name> is not made in SQL: no SQL function can take its place.",
  ),
  "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION": condition(
    "42601",
    "analysis",
    "The default of the parameter `<parameterName>` of `<functionName>` may have no query in it.",
  ),
  "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION": condition(
    "42601",
    "analysis",
    "In `<functionName>` the parameter `<parameterName>` has a default, so `<nextParameterName>` behind it needs one, too.",
  ),
  "USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS": condition(
    "42601",
    "analysis",
    "The parameters and columns of functions take no NOT NULL: <input>",
  ),
  "USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH": condition(
    "42601",
    "analysis",
    "The body of <name> gives <outputSize> columns, but RETURNS names <returnParamSize>.",
  ),
  "USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY": condition(
    "42601",
    "analysis",
    "The SQL function <name> returns a table: its body must be a query.",
  ),
  "USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_MISSING_COLUMN_NAMES": condition(
    "42601",
    "analysis",
    "A column of the query behind RETURN of <functionName> has no name: write AS, or name the columns in RETURNS TABLE.",
  ),
  "INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: a function's parameters cannot be generated.",
  ),
  "INVALID_SQL_SYNTAX.CREATE_ROUTINE_WITH_IF_NOT_EXISTS_AND_REPLACE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: a function is made IF NOT EXISTS or in the place of another, not both.",
  ),
  "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_DATABASE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: a temporary function is of no database, such as <database>.",
  ),
  "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: CREATE TEMPORARY FUNCTION takes no IF NOT EXISTS.",
  ),
  "INVALID_SQL_SYNTAX.MULTI_PART_NAME": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: <statement> takes a name of one part, not <name>.",
  ),
  "INVALID_SQL_SYNTAX.SHOW_FUNCTIONS_INVALID_SCOPE": condition(
    "42000",
    "parse",
    "Invalid SQL syntax: there is no SHOW <scope> FUNCTIONS.",
  ),
  _LEGACY_ERROR_TEMP_1017: condition(
    "",
    "analysis",
    "<name> is built in or temporary, but <cmd> is of functions of a database.<hintStr>",
  ),
  _LEGACY_ERROR_TEMP_1255: condition(
    "",
    "analysis",
    "The function '<functionName>' is built in: it cannot be dropped.",
  ),
  "INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED": condition(
    "42000",
    "parse",
    "A variable is declared with a type, with a default, or with both.",
  ),
  "INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION": condition(
    "42623",
    "analysis",
    "<statement> cannot take the default <defaultValue> of <colName>: it holds a subquery.",
  ),
  "INVALID_DEFAULT_VALUE.DATA_TYPE": condition(
    "42623",
    "analysis",
    "<statement> cannot take the default <defaultValue> of <colName>: its type is <actualType>, the column's <expectedType>.",
  ),
  "UNSUPPORTED_FEATURE.SQL_SCRIPTING": condition(
    "0A000",
    "script",
    "SQL scripts are turned off: <sqlScriptingEnabled> turns them on.",
  ),
  "UNSUPPORTED_FEATURE.SQL_SCRIPTING_DROP_TEMPORARY_VARIABLE": condition(
    "0A000",
    "analysis",
    "DROP TEMPORARY VARIABLE in a script.",
  ),
  "UNSUPPORTED_FEATURE.CONTINUE_EXCEPTION_HANDLER": condition(
    "0A000",
    "script",
    "CONTINUE handlers are not there; EXIT handlers are.",
  ),
  "INVALID_VARIABLE_DECLARATION.ONLY_AT_BEGINNING": condition(
    "42K0M",
    "script",
    "The variable <varName> is declared where none may be: variables come first in BEGIN … END.",
  ),
  "INVALID_VARIABLE_DECLARATION.REPLACE_LOCAL_VARIABLE": condition(
    "42K0M",
    "analysis",
    "The variable <varName> of a script is not replaced: DECLARE it without OR REPLACE.",
  ),
  "INVALID_VARIABLE_DECLARATION.QUALIFIED_LOCAL_VARIABLE": condition(
    "42K0M",
    "analysis",
    "The variable <varName> of a script is declared by its name alone.",
  ),
  LABELS_MISMATCH: condition("42K0L", "script", "The label <endLabel> at an END is not <beginLabel> of its beginning."),
  LABEL_OR_FOR_VARIABLE_ALREADY_EXISTS: condition(
    "42K0L",
    "script",
    "The label or FOR variable <label> is around this place already.",
  ),
  "INVALID_LABEL_USAGE.DOES_NOT_EXIST": condition(
    "42K0L",
    "script",
    "<statementType> names the label <labelName>, which is not around it.",
  ),
  "INVALID_LABEL_USAGE.ITERATE_IN_COMPOUND": condition(
    "42K0L",
    "script",
    "ITERATE names the label <labelName>, which is of no loop.",
  ),
  "INVALID_HANDLER_DECLARATION.WRONG_PLACE_OF_DECLARATION": condition(
    "42K0Q",
    "script",
    "Handlers are declared before the statements of a BEGIN … END.",
  ),
  "DUPLICATE_EXCEPTION_HANDLER.CONDITION": condition(
    "42734",
    "script",
    "The condition <condition> has two handlers in one BEGIN … END.",
  ),
  "DUPLICATE_EXCEPTION_HANDLER.SQLSTATE": condition(
    "42734",
    "script",
    "The SQLSTATE <sqlState> has two handlers in one BEGIN … END.",
  ),
  "INVALID_VARIABLE_DECLARATION.NOT_ALLOWED_IN_SCOPE": condition(
    "42K0M",
    "script",
    "The variable <varName> is declared where none may be: in a BEGIN … END alone.",
  ),
  INVALID_BOOLEAN_STATEMENT: condition("22546", "script", "The condition <invalidStatement> is no boolean."),
  INVALID_SQLSTATE: condition("428B3", "script", "<sqlState> is no SQLSTATE that a script may name."),
  DUPLICATE_CONDITION_IN_SCOPE: condition("42734", "script", "The condition <condition> is declared twice."),
  "INVALID_HANDLER_DECLARATION.CONDITION_NOT_FOUND": condition(
    "42K0Q",
    "script",
    "A handler is for the condition <condition>, which there is not.",
  ),
  DEFAULT_UNSUPPORTED: condition(
    "42623",
    "analysis",
    "<statementType> gives a column a default, which tables of the format <dataSource> cannot have.",
  ),
  IDENTITY_COLUMNS_UNSUPPORTED_DATA_TYPE: condition(
    "428H2",
    "parse",
    "Identity columns are of the types INT and BIGINT, not <dataType>.",
  ),
  IDENTITY_COLUMNS_ILLEGAL_STEP: condition("42611", "parse", "Identity columns do not count by 0."),
  IDENTITY_COLUMNS_DUPLICATED_SEQUENCE_GENERATOR_OPTION: condition(
    "42614",
    "parse",
    "An identity column says <sequenceGeneratorOption> twice.",
  ),
  "INVALID_DEFAULT_VALUE.NOT_CONSTANT": condition(
    "42623",
    "analysis",
    "<statement> cannot take the default <defaultValue> of <colName>: it is not constant.",
  ),
  "INVALID_DEFAULT_VALUE.UNRESOLVED_EXPRESSION": condition(
    "42623",
    "analysis",
    "<statement> cannot take the default <defaultValue> of <colName>: it has no meaning by itself.",
  ),
  "UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET": condition(
    "0A000",
    "analysis",
    "<variableName> is a session variable, which SET VARIABLE sets.",
  ),
  "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT": condition(
    "0A000",
    "parse",
    "There may be no parameter markers in <statement>.",
  ),
  EXEC_IMMEDIATE_DUPLICATE_ARGUMENT_ALIASES: condition(
    "42701",
    "parse",
    "Several arguments of EXECUTE IMMEDIATE have one name: <aliases>.",
  ),
  INVALID_STATEMENT_FOR_EXECUTE_INTO: condition(
    "07501",
    "analysis",
    "EXECUTE IMMEDIATE … INTO takes queries only, and not <sqlString>.",
  ),
  INVALID_VARIABLE_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE: condition(
    "42K09",
    "analysis",
    "EXECUTE IMMEDIATE takes the text of a STRING variable, and not of one of type <varType>.",
  ),
  INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE: condition(
    "42K09",
    "analysis",
    "EXECUTE IMMEDIATE takes a STRING, and not an expression of type <exprType>.",
  ),
  NULL_QUERY_STRING_EXECUTE_IMMEDIATE: condition("22004", "analysis", "The variable <varName> to execute is NULL."),
  NESTED_EXECUTE_IMMEDIATE: condition("07501", "analysis", "EXECUTE IMMEDIATE cannot execute another: <sqlString>."),
  ALL_PARAMETERS_MUST_BE_NAMED: condition(
    "07001",
    "analysis",
    "With parameters by name, all arguments have names. These have none: <exprs>.",
  ),
  UNSUPPORTED_EXPR_FOR_PARAMETER: condition(
    "42K0E",
    "analysis",
    "An argument of EXECUTE IMMEDIATE is a constant or a variable, and not <invalidExprSql>.",
  ),
  ASSIGNMENT_ARITY_MISMATCH: condition(
    "42802",
    "analysis",
    "As many names as columns are needed: <numTarget> names for <numExpr> columns.",
  ),
  INVALID_SCHEMA_OR_RELATION_NAME: condition(
    "42602",
    "analysis",
    "<name> is no valid name for a table or schema: letters, digits and underscores only.",
  ),

  // Aggregation, windows, subqueries
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: columns of the query around it cannot stand here: <treeNode>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: a scalar subquery that refers to the query around it stands in filters, projections and aggregations only: <treeNode>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: IN and EXISTS with a query stand in filters, joins, projections and aggregations only: <treeNode>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: in a join's condition it refers to both sides: <subqueryExpression>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.LATERAL_JOIN_CONDITION_NON_DETERMINISTIC": condition(
    "0A000",
    "analysis",
    "The condition of a lateral join may not be random: <condition>",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_DETERMINISTIC_LATERAL_SUBQUERIES": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: a lateral subquery that answers anew each time, beside more than one row: <treeNode>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: a scalar subquery that refers to the query around it must be an aggregate, and shown where it is grouped by.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_CORRELATED_COLUMNS_IN_GROUP_BY": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: a scalar subquery that refers to the query around it is grouped by <value>, which it does not compare with that.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_COLUMN_IS_NOT_ALLOWED_IN_PREDICATE": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: what is aggregated is compared with the query around by more than equalities: <treeNode>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: subqueries do not stand in functions that take functions.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.SCALAR_SUBQUERY_IN_VALUES": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: scalar subqueries do not stand in VALUES.",
  ),
  SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION: condition(
    "0A000",
    "analysis",
    "The scalar subquery <sqlExpr> refers to the query around it, and is neither grouped by nor in an aggregate function.",
  ),
  INVALID_LATERAL_JOIN_TYPE: condition("42613", "parse", "A lateral join cannot be <joinType>."),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: expressions that refer to the query around it stand where only WHERE and HAVING may have them: <sqlExprs>.",
  ),
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES": condition(
    "0A000",
    "analysis",
    "Unsupported subquery expression: an aggregate function mixes columns of the query around it with its own: <function>.",
  ),
  INVALID_USAGE_OF_STAR_OR_REGEX: condition("42000", "analysis", "Invalid usage of <elem> in <prettyName>."),
  STAR_GROUP_BY_POS: condition(
    "0A000",
    "analysis",
    "A star cannot stand in a select list that GROUP BY names by position.",
  ),
  EXCEPT_OVERLAPPING_COLUMNS: condition("42702", "analysis", "The columns of EXCEPT overlap: <columns>."),
  UNEXPECTED_POSITIONAL_ARGUMENT: condition(
    "4274K",
    "analysis",
    "A call of <routineName> has a positional argument after the named one <parameterName>: put it first.",
  ),
  UNRECOGNIZED_PARAMETER_NAME: condition(
    "4274K",
    "analysis",
    "<routineName> has no parameter <argumentName>. Did you mean one of these? [<proposal>].",
  ),
  "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE": condition(
    "4274K",
    "analysis",
    "A call of <routineName> gives the parameter <parameterName> twice by name.",
  ),
  "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED": condition(
    "4274K",
    "analysis",
    "A call of <routineName> gives the parameter <parameterName> by place and by name.",
  ),
  REQUIRED_PARAMETER_NOT_FOUND: condition(
    "4274K",
    "analysis",
    "A call of <routineName> lacks the parameter <parameterName> at the place <index>.",
  ),
  HLL_INVALID_LG_K: condition("22546", "runtime", "<function> takes an lgConfigK from <min> to <max>, not <value>."),
  HLL_INVALID_INPUT_SKETCH_BUFFER: condition("22546", "runtime", "<function> was given bytes that are no HLL sketch."),
  HLL_UNION_DIFFERENT_LG_K: condition(
    "22000",
    "runtime",
    "<function> was given sketches with an lgConfigK of <left> and of <right>; allowDifferentLgConfigK lets it join them.",
  ),
  SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED: condition(
    "42908",
    "analysis",
    "clusterBy and partitionBy cannot be given together.",
  ),
  SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED: condition(
    "42908",
    "analysis",
    "clusterBy and bucketBy cannot be given together.",
  ),
  SECOND_FUNCTION_ARGUMENT_NOT_INTEGER: condition(
    "22023",
    "analysis",
    "The second argument of <functionName> must be a whole number.",
  ),
  UNRESOLVED_ALL_IN_GROUP_BY: condition(
    "42803",
    "analysis",
    "GROUP BY ALL cannot tell what to group by: an item mixes aggregate functions with other columns.",
  ),
  MISSING_AGGREGATION: condition(
    "42803",
    "analysis",
    "The expression <expression> is neither grouped by nor aggregated. Add it to GROUP BY, or wrap it as <expressionAnyValue>.",
  ),
  MISSING_GROUP_BY: condition(
    "42803",
    "analysis",
    "The query has aggregate functions beside plain columns, but no GROUP BY.",
  ),
  QUALIFY_AGGREGATE_NOT_ALLOWED: condition(
    "42903",
    "analysis",
    "QUALIFY takes aggregate functions inside of windows alone, not <aggregateExpr>.",
  ),
  QUALIFY_REQUIRES_WINDOW_FUNCTION: condition(
    "42903",
    "analysis",
    "QUALIFY needs a window function in its condition or in the select list.",
  ),
  GROUP_BY_AGGREGATE: condition("42903", "analysis", "Aggregate functions are not allowed in GROUP BY: <sqlExpr>."),
  GROUP_BY_POS_OUT_OF_RANGE: condition("42805", "analysis", "GROUP BY position <index> is not within 1 and <size>."),
  GROUP_BY_POS_AGGREGATE: condition(
    "42903",
    "analysis",
    "GROUP BY <index> names <aggExpr>, which holds an aggregate function.",
  ),
  ORDER_BY_POS_OUT_OF_RANGE: condition("42805", "analysis", "ORDER BY position <index> is not within 1 and <size>."),
  INVALID_WHERE_CONDITION: condition(
    "42903",
    "analysis",
    "The WHERE condition <condition> holds invalid expressions: <expressionList>.",
  ),
  "INVALID_AGGREGATE_FILTER.NON_DETERMINISTIC": condition(
    "42903",
    "analysis",
    "The FILTER of an aggregate function is invalid: <filterExpr> is not deterministic.",
  ),
  "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN": condition(
    "42903",
    "analysis",
    "The FILTER of an aggregate function is invalid: <filterExpr> is not BOOLEAN.",
  ),
  "INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE": condition(
    "42903",
    "analysis",
    "The FILTER of an aggregate function is invalid: <filterExpr> holds the aggregate <aggExpr>.",
  ),
  "INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION": condition(
    "42903",
    "analysis",
    "The FILTER of an aggregate function is invalid: <filterExpr> holds the window function <windowExpr>.",
  ),
  MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION: condition(
    "42K0E",
    "analysis",
    "The expression <expr> does not support more than one source.",
  ),
  UNSUPPORTED_EXPR_FOR_OPERATOR: condition(
    "42K0E",
    "analysis",
    "Expressions stand where their operator{ <operator>} cannot have them: <invalidExprSqls>.",
  ),
  JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE: condition(
    "42K0E",
    "analysis",
    "The join condition <joinCondition> is of the type <conditionType>, not BOOLEAN.",
  ),
  WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE: condition(
    "42601",
    "analysis",
    "Window functions are not allowed in <clauseName>.",
  ),
  WINDOW_FUNCTION_FRAME_NOT_ORDERED: condition(
    "42601",
    "analysis",
    "The window function <wf_name> needs an ORDER BY in its window: <wf_expr>.",
  ),
  _LEGACY_ERROR_TEMP_1034: condition("", "analysis", "Window functions are not allowed in <clauseName>."),
  NESTED_AGGREGATE_FUNCTION: condition(
    "42607",
    "analysis",
    "An aggregate function cannot be the argument of another: use a subquery.",
  ),
  INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC: condition(
    "42601",
    "analysis",
    "ORDER BY and a window frame are not allowed with <aggFunc>.",
  ),
  DISTINCT_WINDOW_FUNCTION_UNSUPPORTED: condition(
    "0A000",
    "analysis",
    "DISTINCT is not supported in a window function: <windowExpr>.",
  ),
  "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX": condition(
    "42000",
    "analysis",
    "Invalid SQL syntax: The function <prettyName> does not take <syntax>.",
  ),
  "INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED": condition(
    "42K0K",
    "analysis",
    "Invalid function <funcName> with WITHIN GROUP. It does not take DISTINCT.",
  ),
  "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT": condition(
    "42K0K",
    "analysis",
    "Invalid function <funcName> with WITHIN GROUP. With DISTINCT it can be ordered by its argument <funcArg> only, not by <orderingExpr>.",
  ),
  "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING": condition(
    "42K0K",
    "analysis",
    "Invalid function <funcName> with WITHIN GROUP. It needs one.",
  ),
  "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS": condition(
    "42K0K",
    "analysis",
    "Invalid function <funcName> with WITHIN GROUP. It takes <expectedNum> orderings, not <actualNum>.",
  ),
  _LEGACY_ERROR_TEMP_1030: condition("", "analysis", "A window aggregate function does not take a FILTER."),
  _LEGACY_ERROR_TEMP_1031: condition("", "analysis", "A window function cannot stand inside of an aggregate function."),
  _LEGACY_ERROR_TEMP_1035: condition("", "analysis", "A frame cannot be given to <prettyName>."),
  _LEGACY_ERROR_TEMP_1036: condition("", "analysis", "The window frame <wf> must be <required>."),
  _LEGACY_ERROR_TEMP_1037: condition("", "analysis", "The window function <wf> needs an ORDER BY in its window."),
  WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE: condition(
    "42601",
    "analysis",
    "The window function <funcName> needs an OVER clause.",
  ),
  UNSUPPORTED_EXPR_FOR_WINDOW: condition("42P20", "analysis", "The expression <sqlExpr> is not supported in a window."),
  UNSUPPORTED_GROUPING_EXPRESSION: condition(
    "42K0E",
    "analysis",
    "grouping() and grouping_id() go with GROUPING SETS, ROLLUP or CUBE only.",
  ),
  GROUPING_COLUMN_MISMATCH: condition(
    "42803",
    "analysis",
    "The grouping column <grouping> is not among the grouping columns <groupingColumns>.",
  ),
  GROUPING_ID_COLUMN_MISMATCH: condition(
    "42803",
    "analysis",
    "The columns of grouping_id (<groupingIdColumn>) are not the grouping columns (<groupByColumns>).",
  ),
  MISSING_WINDOW_SPECIFICATION: condition(
    "42P20",
    "analysis",
    "No window named <windowName> is defined in the WINDOW clause. See <docroot>.",
  ),
  "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN": condition(
    "42823",
    "analysis",
    "Invalid subquery: A scalar subquery returns one column, not <number>.",
  ),
  SCALAR_SUBQUERY_TOO_MANY_ROWS: condition("21000", "spark", "A scalar subquery returned more than one row."),
  "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH": condition(
    "42K09",
    "analysis",
    "Cannot resolve <sqlExpr> due to data type mismatch: the IN subquery has <rightLength> columns [<rightColumns>] for <leftLength> on the left [<leftColumns>].",
  ),
  MULTI_ALIAS_WITHOUT_GENERATOR: condition(
    "42K0E",
    "analysis",
    "Several names (<names>) are given to <expr>, which is no generator and has one column.",
  ),
  "UNSUPPORTED_GENERATOR.MULTI_GENERATOR": condition(
    "42K0E",
    "analysis",
    "The generator is not supported: only one generator per SELECT, not <num>: <generators>.",
  ),
  "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS": condition(
    "42K0E",
    "analysis",
    "The generator is not supported: it is nested in <expression>.",
  ),
  "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT": condition(
    "42K0E",
    "analysis",
    "The generator is not supported outside SELECT: <plan>.",
  ),
  SUM_OF_LIMIT_AND_OFFSET_EXCEEDS_MAX_INT: condition(
    "22003",
    "analysis",
    "The LIMIT <limit> and the OFFSET <offset> together exceed the greatest INT.",
  ),
  "INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION": condition(
    "42000",
    "analysis",
    "Invalid inline table: the evaluation of <sqlExpr> failed.",
  ),
  "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE": condition(
    "42000",
    "analysis",
    "Invalid inline table: the expression <expr> cannot be evaluated in it.",
  ),
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE": condition(
    "42K0E",
    "analysis",
    "The <name> expression must not be negative, but it is <v>: <expr>.",
  ),
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE": condition(
    "42K0E",
    "analysis",
    "The <name> expression must be a constant: <expr>.",
  ),
  "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE": condition(
    "42K0E",
    "analysis",
    "The <name> expression must be an integer, not <dataType>: <expr>.",
  ),
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL": condition(
    "42K0E",
    "analysis",
    "The <name> expression must not be null: <expr>.",
  ),
  "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH": condition(
    "42K0D",
    "analysis",
    "The higher-order function takes <expectedNumArgs> arguments in its lambda function, not <actualNumArgs>.",
  ),
  "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION": condition(
    "42K0D",
    "analysis",
    "A lambda function goes to a higher-order function only, not to <class>.",
  ),
  "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE": condition(
    "22023",
    "illegal_argument",
    "The value of <parameter> in <functionName> must be within 0 and <upper> (exclusive), but it is <invalidValue>.",
  ),
  MALFORMED_CHARACTER_CODING: condition(
    "22000",
    "runtime",
    "A byte sequence or character is invalid for <function> with <charset>.",
  ),
  "INVALID_PARAMETER_VALUE.CHARSET": condition(
    "22023",
    "illegal_argument",
    "The value of <parameter> in <functionName> must be one of the charsets <charsets>, but it is <charset>.",
  ),
  "INVALID_FORMAT.ESC_AT_THE_END": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. The escape character must not end the pattern.",
  ),
  "INVALID_FORMAT.ESC_IN_THE_MIDDLE": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. The escape character must not stand before <char>.",
  ),
  "INVALID_FORMAT.EMPTY": condition("42601", "analysis", "The format is invalid: <format>. It has nothing in it."),
  "INVALID_FORMAT.WRONG_NUM_DIGIT": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. It needs a digit at least.",
  ),
  "INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. A currency sign must stand before all digits.",
  ),
  "INVALID_FORMAT.CUR_MUST_BEFORE_DEC": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. A currency sign must stand before the decimal point.",
  ),
  "INVALID_FORMAT.CONT_THOUSANDS_SEPS": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. A thousands separator needs digits on both sides.",
  ),
  "INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. Thousands separators must stand before the decimal point.",
  ),
  "INVALID_FORMAT.WRONG_NUM_TOKEN": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. It may have <token> once at most.",
  ),
  "INVALID_FORMAT.UNEXPECTED_TOKEN": condition(
    "42601",
    "analysis",
    "The format is invalid: <format>. The <token> must not stand where it does.",
  ),
  "INVALID_FORMAT.MISMATCH_INPUT": condition(
    "42601",
    "illegal_argument",
    "The format is invalid: <format>. The input <inputType> <input> does not match it.",
  ),
  CANNOT_DECODE_URL: condition(
    "22546",
    "illegal_argument",
    "The URL cannot be decoded: <url>. Use `try_url_decode` to get NULL instead.",
  ),
  "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR": condition(
    "22023",
    "runtime",
    "The values of <parameter> in <functionName> do not belong together: <detailMessage>",
  ),
  "INVALID_PARAMETER_VALUE.AES_IV_LENGTH": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> must have 16 bytes for CBC and 12 bytes for GCM, but for <mode> it has <actualLength>.",
  ),
  "INVALID_PARAMETER_VALUE.AES_KEY_LENGTH": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> must have 16, 24 or 32 bytes, but it has <actualLength>.",
  ),
  "INVALID_PARAMETER_VALUE.LONG": condition(
    "22023",
    "analysis",
    "The value of <parameter> in <functionName> must be a whole number, but it is <invalidValue>.",
  ),
  INVALID_VARIANT_CAST: condition(
    "22023",
    "runtime",
    "The variant value <value> cannot be cast to <dataType>. Use `try_variant_get` to get NULL instead.",
  ),
  INVALID_VARIANT_GET_PATH: condition("22023", "runtime", "<functionName> cannot read the path <path>."),
  MALFORMED_VARIANT: condition("22023", "runtime", "The bytes are no valid variant."),
  UNKNOWN_PRIMITIVE_TYPE_IN_VARIANT: condition("22023", "runtime", "A variant holds a value of the unknown type <id>."),
  VARIANT_DUPLICATE_KEY: condition("22023", "runtime", "A variant object would have the key <key> twice."),
  VARIANT_SIZE_LIMIT: condition("22023", "runtime", "<functionName> cannot build a variant of more than <sizeLimit>."),
  EXPRESSION_TYPE_IS_NOT_ORDERABLE: condition(
    "42822",
    "analysis",
    "The window cannot be partitioned by <expr>: its type <exprType> has no order.",
  ),
  GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE: condition(
    "42822",
    "analysis",
    "The expression <sqlExpr> cannot be grouped by: its type <dataType> has no order.",
  ),
  "UNSUPPORTED_FEATURE.SET_OPERATION_ON_VARIANT_TYPE": condition(
    "0A000",
    "analysis",
    "Rows with VARIANTs cannot be told apart: the column <colName> is of the type <dataType>.",
  ),
  INVALID_BITMAP_POSITION: condition(
    "22003",
    "array_index",
    "The bit <bitPosition> is outside of the bitmap, which has <bitmapNumBits> bits in <bitmapNumBytes> bytes.",
  ),
  "UNSUPPORTED_FEATURE.AES_MODE": condition(
    "0A000",
    "runtime",
    "<functionName> does not know the mode <mode> with the padding <padding>.",
  ),
  "UNSUPPORTED_FEATURE.AES_MODE_AAD": condition(
    "0A000",
    "runtime",
    "<functionName> takes no additional authenticated data in the mode <mode>.",
  ),
  "UNSUPPORTED_FEATURE.AES_MODE_IV": condition(
    "0A000",
    "runtime",
    "<functionName> takes no initialisation vector in the mode <mode>.",
  ),
  "INVALID_PARAMETER_VALUE.START": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> must not be 0: array positions begin at 1.",
  ),
  "INVALID_PARAMETER_VALUE.LENGTH": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> must not be negative, but it is <length>.",
  ),
  "COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION": condition(
    "54000",
    "runtime",
    "An array of <numberOfElements> elements would exceed the limit of <maxRoundedArrayLength>: <functionName> would make it.",
  ),
  "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER": condition(
    "54000",
    "runtime",
    "An array of <numberOfElements> elements would exceed the limit of <maxRoundedArrayLength>: see <parameter> of <functionName>.",
  ),
  _LEGACY_ERROR_TEMP_1228: condition("", "parse", "The decimal scale <scale> exceeds the precision <precision>."),
  _LEGACY_ERROR_TEMP_1241: condition(
    "",
    "analysis",
    "The directory <tablePath> is not empty, so a table cannot be created there from a query, unless <config> is true.",
  ),
  _LEGACY_ERROR_TEMP_1260: condition(
    "",
    "analysis",
    "No columns can be added to <table>, whose format is <tableType>.",
  ),
  _LEGACY_ERROR_TEMP_1266: condition(
    "",
    "analysis",
    "TRUNCATE TABLE does not empty the external table <tableIdentWithDB>.",
  ),
  PARTITION_BY_NOT_ALLOWED_WITH_INSERT_INTO: condition(
    "42601",
    "analysis",
    "insertInto(<tableName>) takes no partitionBy(): the table knows its partition columns.",
  ),
  _LEGACY_ERROR_TEMP_1309: condition(
    "",
    "analysis",
    "insertInto() takes no partitionBy(): the table knows its partition columns.",
  ),
  _LEGACY_ERROR_TEMP_1321: condition("", "analysis", "The name of a view is invalid: <viewName>."),
  _LEGACY_ERROR_TEMP_1324: condition(
    "",
    "analysis",
    "The pivot column <pivotColumn> has more than <maxValues> distinct values; <config> allows more.",
  ),
  _LEGACY_ERROR_TEMP_2128: condition("", "runtime", "A map needs as many keys as values."),
  INVALID_UTF8_STRING: condition("22029", "illegal_argument", "The bytes <str> are no valid UTF-8."),
  CONVERSION_INVALID_INPUT: condition(
    "22018",
    "illegal_argument",
    "The value <str> (<fmt>) cannot be converted to <targetType>. Use <suggestion> to get NULL instead.",
  ),
  "INVALID_PARAMETER_VALUE.PATTERN": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> is no valid regular expression: <value>.",
  ),
  "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX": condition(
    "22023",
    "runtime",
    "The value of <parameter> in <functionName> must be within 0 and <groupCount>, but it is <groupIndex>.",
  ),
  "INVALID_PARAMETER_VALUE.ZERO_INDEX": condition(
    "22023",
    "array_index",
    "The value of <parameter> in <functionName> is out of range: index 0 does not exist, the first element is 1.",
  ),
  INVALID_QUERY_MIXED_QUERY_PARAMETERS: condition(
    "42613",
    "analysis",
    "A text cannot have both named and positional parameters.",
  ),
  UNBOUND_SQL_PARAMETER: condition("42P02", "analysis", "The parameter <name> has no value: give one in args."),

  // Run time
  EXCEED_LIMIT_LENGTH: condition("54006", "runtime", "A text is longer than the <limit> characters of its column."),
  UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING: condition(
    "0A000",
    "analysis",
    "CHAR and VARCHAR have no place in this schema; spark.sql.legacy.charVarcharAsString makes them STRING.",
  ),
  DIVIDE_BY_ZERO: condition(
    "22012",
    "arithmetic",
    'Division by zero. Use `try_divide` to get NULL instead. Setting <config> to "false" turns this error off.',
  ),
  DIVISION_IMPOSSIBLE: condition(
    "22003",
    "arithmetic",
    "Division impossible: the whole quotient has more than 39 digits.",
  ),
  REMAINDER_BY_ZERO: condition(
    "22012",
    "arithmetic",
    'Remainder by zero. Use `try_mod` to get NULL instead. Setting <config> to "false" turns this error off.',
  ),
  INTERVAL_DIVIDED_BY_ZERO: condition(
    "22012",
    "arithmetic",
    "An interval is divided by zero. Use `try_divide` to get NULL instead.",
  ),
  ARITHMETIC_OVERFLOW: condition(
    "22003",
    "arithmetic",
    '<message>.<alternative> Setting <config> to "false" turns this error off.',
  ),
  BINARY_ARITHMETIC_OVERFLOW: condition(
    "22003",
    "arithmetic",
    "<value1> <symbol> <value2> overflows. Use <functionName> to get NULL instead.",
  ),
  "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION": condition(
    "22015",
    "arithmetic",
    "Integer overflow while operating with intervals.",
  ),
  "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION": condition(
    "22015",
    "arithmetic",
    "Integer overflow while operating with intervals. Use <functionName> to get NULL instead.",
  ),
  DATETIME_OVERFLOW: condition("22008", "arithmetic", "Datetime operation overflow: <operation>."),
  NUMERIC_VALUE_OUT_OF_RANGE: condition(
    "22003",
    "arithmetic",
    '<value> does not fit in Decimal(<precision>, <scale>). Setting <config> to "false" turns this error into NULL.',
  ),
  NUMERIC_OUT_OF_SUPPORTED_RANGE: condition(
    "22003",
    "arithmetic",
    "The value <value> has more than 38 digits before the point, more than any decimal type holds.",
  ),
  "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION": condition(
    "22003",
    "arithmetic",
    'The <value> does not fit in Decimal(<precision>, <scale>). Setting <config> to "false" turns this error into NULL.',
  ),
  "NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION": condition(
    "22003",
    "arithmetic",
    "The <roundedValue>, rounded to half up from <originalValue>, does not fit in Decimal(<precision>, <scale>).",
  ),
  CAST_INVALID_INPUT: condition(
    "22018",
    "number_format",
    "The value <expression> of the type <sourceType> is malformed and cannot be cast to <targetType>. Correct it, or use `try_cast` to get NULL instead.",
  ),
  CAST_OVERFLOW: condition(
    "22003",
    "arithmetic",
    "The value <value> of the type <sourceType> overflows <targetType>. Use `try_cast` to get NULL instead.",
  ),
  CANNOT_PARSE_TIMESTAMP: condition("22007", "date_time", "<message>. Use <func> to get NULL instead."),
  CANNOT_PARSE_DECIMAL: condition("22018", "runtime", "The text is no decimal."),
  DATETIME_FIELD_OUT_OF_BOUNDS: condition(
    "22023",
    "date_time",
    '<rangeMessage>. Setting <ansiConfig> to "false" turns this error into NULL.',
  ),
  "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION": condition("22023", "date_time", "<rangeMessage>."),
  "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION": condition(
    "22023",
    "date_time",
    '<rangeMessage>. Setting <ansiConfig> to "false" turns this error into NULL.',
  ),
  "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER": condition(
    "22007",
    "illegal_argument",
    "The datetime pattern <pattern> is invalid: the character <c> is illegal.",
  ),
  "INVALID_DATETIME_PATTERN.LENGTH": condition(
    "22007",
    "illegal_argument",
    "The datetime pattern <pattern> is invalid: a letter repeats too often.",
  ),
  "INVALID_DATETIME_PATTERN.SECONDS_FRACTION": condition(
    "22007",
    "illegal_argument",
    "The datetime pattern <pattern> is invalid: it has no fraction of a second of variable length.",
  ),
  "INVALID_DATETIME_PATTERN.WITH_SUGGESTION": condition(
    "22007",
    "runtime",
    "The datetime pattern <pattern> is not recognized: see <docroot>/sql-ref-datetime-pattern.html.",
  ),
  INVALID_DATETIME_PATTERN: condition("22007", "illegal_argument", "The datetime pattern <pattern> is not recognized."),
  "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION": condition(
    "42K0B",
    "upgrade",
    'The result may differ since Spark 3.0: the pattern <pattern> is not recognized. Form a valid datetime pattern, see <docroot>/sql-ref-datetime-pattern.html; <config> = "LEGACY" is not available here.',
  ),
  "INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER": condition(
    "42K0B",
    "upgrade",
    'The result may differ since Spark 3.0: <datetime> does not match its pattern, but Spark 2 would have read it. With <config> = "CORRECTED" it is no date.',
  ),
  "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN": condition(
    "42K0B",
    "illegal_argument",
    "The result may differ since Spark 3.0: week-based patterns are not supported, but the pattern has the letter <c>. Use the SQL function EXTRACT.",
  ),
  _LEGACY_ERROR_TEMP_3016: condition(
    "",
    "spark",
    "No directory for checkpoints is set: start the server with spark.checkpoint.dir, or use localCheckpoint.",
  ),
  _LEGACY_ERROR_TEMP_3242: condition(
    "",
    "illegal_argument",
    "A sequence of dates takes a step of type <intervalType> with whole days.",
  ),
  _LEGACY_ERROR_TEMP_2130: condition(
    "",
    "spark",
    "The datetime pattern <pattern> is not recognized. Form a valid one, see <docroot>/sql-ref-datetime-pattern.html.",
  ),
  INVALID_FRACTION_OF_SECOND: condition(
    "22023",
    "date_time",
    "Seconds must be within 0 and 60, but they are <secAndMicros>. Use `try_make_timestamp` to get NULL instead.",
  ),
  INVALID_EXTRACT_FIELD: condition("42601", "analysis", "<field> cannot be extracted from <expr>."),
  ILLEGAL_DAY_OF_WEEK: condition("22009", "illegal_argument", "<string> is no day of the week."),
  INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION: condition(
    "22006",
    "illegal_argument",
    "An interval with hours, minutes or seconds cannot be added to a date. Cast the date to a timestamp.",
  ),
  INVALID_REGEXP_REPLACE: condition(
    "22023",
    "runtime",
    'regexp_replace failed for source = "<source>", pattern = "<pattern>", replacement = "<replacement>" and position = <position>.',
  ),
  INVALID_TIMEZONE: condition(
    "22009",
    "date_time",
    "The timezone <timeZone> is invalid: give a region like 'America/Los_Angeles' or an offset like '+02:00'.",
  ),
  INVALID_ARRAY_INDEX: condition(
    "22003",
    "array_index",
    "The index <indexValue> is outside the array of <arraySize> elements. Use the SQL function `get()` to get NULL instead.",
  ),
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: condition(
    "22003",
    "array_index",
    "The index <indexValue> is outside the array of <arraySize> elements. Use `try_element_at` to get NULL instead.",
  ),
  INVALID_INDEX_OF_ZERO: condition(
    "22003",
    "runtime",
    "The index 0 is invalid: an index is negative or positive, the first element is 1.",
  ),
  INVALID_URL: condition(
    "22P02",
    "illegal_argument",
    "The url is invalid: <url>. Use `try_parse_url` to get NULL instead.",
  ),
  NULL_MAP_KEY: condition("2200E", "runtime", "A map key must not be null."),
  DUPLICATED_MAP_KEY: condition(
    "23505",
    "runtime",
    'The map key <key> appears twice. Setting <mapKeyDedupPolicy> to "LAST_WIN" keeps the last.',
  ),
  USER_RAISED_EXCEPTION: condition("P0001", "runtime", "<errorMessage>"),
  NOT_NULL_ASSERT_VIOLATION: condition(
    "42000",
    "runtime",
    "A null value stands in the non-nullable field <walkedTypePath>.",
  ),
  COMPARATOR_RETURNS_NULL: condition(
    "22004",
    "spark",
    "The comparator returned null comparing <firstValue> with <secondValue>; it must return a number.",
  ),
  INVALID_CORRUPT_RECORD_TYPE: condition(
    "42804",
    "analysis",
    "The column of corrupt records <columnName> must be a STRING that may be NULL, not <actualType>.",
  ),
  "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN": condition(
    "0A000",
    "analysis",
    "The feature is not supported: queries of files that read the column of corrupt records and no other.",
  ),
  PARSE_MODE_UNSUPPORTED: condition(
    "42601",
    "analysis",
    "The function <funcName> has the modes PERMISSIVE and FAILFAST, not <mode>.",
  ),
  XML_ROW_TAG_MISSING: condition("42KDF", "analysis", "XML files are read and written with the option <rowTag>."),
  _LEGACY_ERROR_TEMP_2147: condition("", "spark", "The option <paramName> is true or false."),
  _LEGACY_ERROR_TEMP_3238: condition(
    "",
    "illegal_argument",
    "The value <v> (<class>) of the type <dt> cannot be written as XML.",
  ),
  "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION": condition(
    "22023",
    "spark",
    "A malformed record was found in parsing: <badRecord>. Parse mode: <failFastMode>.",
  ),
  "FAILED_READ_FILE.NO_HINT": condition("KD001", "spark", "An error occurred while reading the file <path>."),
  "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH": condition(
    "KD001",
    "spark",
    "An error occurred while reading the file <path>. The Parquet column <column> holds <actualType>, which cannot be read as <expectedType>.",
  ),
  CONFLICTING_PARTITION_COLUMN_NAMES: condition(
    "KD009",
    "runtime",
    "The directories have different partition columns:<distinctPartColLists>\nPartition directories must lie at the same depth and have the same names. Look at these:<suspiciousPaths>",
  ),
  UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE: condition(
    "0A000",
    "analysis",
    "The format <format> cannot hold the column <columnName> of the type <columnType>.",
  ),
  EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE: condition(
    "0A000",
    "analysis",
    "The format <format> cannot hold rows without columns.",
  ),
  ALL_PARTITION_COLUMNS_NOT_ALLOWED: condition("KD005", "analysis", "Not all columns can be partition columns."),
  "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION": condition(
    "56038",
    "illegal_argument",
    "The codec <codecName> is not available. There are <availableCodecs>.",
  ),
  _LEGACY_ERROR_TEMP_1155: condition(
    "",
    "analysis",
    "The partition column `<col>` is not in the schema <schemaCatalog>.",
  ),
  _LEGACY_ERROR_TEMP_1050: condition("", "analysis", "Only a struct has fields for a star: <attributes>."),
  _LEGACY_ERROR_TEMP_1306: condition(
    "",
    "analysis",
    "Paths are given by an option and as arguments; <config> allows both.",
  ),
  _LEGACY_ERROR_TEMP_1307: condition(
    "",
    "analysis",
    "A path is given by an option and as an argument; <config> allows both.",
  ),
  _LEGACY_ERROR_TEMP_1312: condition("", "analysis", "'<operation>' takes no bucketBy."),
  _LEGACY_ERROR_TEMP_1313: condition("", "analysis", "'<operation>' takes no bucketBy and no sortBy."),
  _LEGACY_ERROR_TEMP_2050: condition("", "illegal_argument", "There must be one path; given: <paths>."),
  SORT_BY_WITHOUT_BUCKETING: condition("42601", "analysis", "sortBy needs bucketBy."),
  UNSUPPORTED_JOIN_TYPE: condition("0A000", "analysis", "<typ> is no type of a join; there are: <supported>."),
  _LEGACY_ERROR_TEMP_1290: condition("", "analysis", "Text files hold a single column, but there are <schemaSize>."),
  INVALID_VIEW_TEXT: condition(
    "XX000",
    "analysis",
    "The text of the view <viewName> is no query that can be read: <viewText>. Make the view anew.",
  ),
  UNABLE_TO_WRITE: condition("58030", "spark", "Writing to <path> failed: <reason>."),
  OPERATION_CANCELED: condition("HY008", "sql", "The operation was cancelled."),
  OUT_OF_MEMORY: condition(
    "53200",
    "spark",
    "The query needs more memory or temporary disk than the server allows: <reason>.",
  ),

  // Configuration and commands
  SQL_CONF_NOT_FOUND: condition("42K0I", "no_such_element", "The SQL config <sqlConf> cannot be found."),
  CANNOT_MODIFY_CONFIG: condition(
    "46110",
    "analysis",
    "The Spark config <key> cannot be changed at run time. See <docroot>.",
  ),
  "INVALID_CONF_VALUE.TIME_ZONE": condition(
    "22022",
    "illegal_argument",
    "The value <confValue> of the config <confName> is invalid: it is no time zone.",
  ),
  "INVALID_CONF_VALUE.TYPE_MISMATCH": condition(
    "22022",
    "illegal_argument",
    "The value <confValue> of the config <confName> is invalid: it takes a value of type <confType>.",
  ),
  "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS": condition(
    "22022",
    "illegal_argument",
    "The value <confValue> of the config <confName> is invalid: it takes one of <confOptions>.",
  ),
  "INVALID_CONF_VALUE.REQUIREMENT": condition(
    "22022",
    "illegal_argument",
    "The value <confValue> of the config <confName> is invalid: <confRequirement>.",
  ),
  CANNOT_MODIFY_STATIC_CONFIG: condition(
    "46110",
    "analysis",
    "The static Spark config <key> is fixed when the server starts.",
  ),
  _LEGACY_ERROR_TEMP_1226: condition(
    "",
    "analysis",
    "The config <configName> was removed in Spark <version> and cannot be set to another value than its last: <comment>",
  ),

  // Protocol
  "INVALID_HANDLE.FORMAT": condition("HY000", "sql", "The handle <handle> is invalid. It must be a UUID."),
  "INVALID_HANDLE.SESSION_NOT_FOUND": condition("HY000", "sql", "The handle <handle> is invalid. Session not found."),
  "INVALID_HANDLE.SESSION_CLOSED": condition("HY000", "sql", "The handle <handle> is invalid. Session was closed."),
  "INVALID_HANDLE.SESSION_CHANGED": condition(
    "HY000",
    "sql",
    "The handle <handle> is invalid. The server was restarted or the session ended: open a new one.",
  ),
  "INVALID_HANDLE.OPERATION_NOT_FOUND": condition(
    "HY000",
    "sql",
    "The handle <handle> is invalid. Operation not found.",
  ),
  "INVALID_HANDLE.OPERATION_ALREADY_EXISTS": condition(
    "HY000",
    "sql",
    "The handle <handle> is invalid. Operation already exists.",
  ),
  "INVALID_HANDLE.OPERATION_ABANDONED": condition(
    "HY000",
    "sql",
    "The handle <handle> is invalid. Operation was considered abandoned because of inactivity and removed.",
  ),
  "INVALID_CURSOR.DISCONNECTED": condition(
    "HY109",
    "sql",
    "The cursor is invalid. It was disconnected by another reader, or its operation was released.",
  ),
  "INVALID_CURSOR.NOT_REATTACHABLE": condition("HY109", "sql", "The cursor is invalid. It is not reattachable."),
  "INVALID_CURSOR.POSITION_NOT_FOUND": condition(
    "HY109",
    "sql",
    "The cursor is invalid. The position <responseId> is not found.",
  ),
  "INVALID_CURSOR.POSITION_NOT_AVAILABLE": condition(
    "HY109",
    "sql",
    "The cursor is invalid. The position <responseId> is no longer available at index <index>.",
  ),
  "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_CLOSED": condition(
    "42K04",
    "sql",
    "The session cannot be cloned: the target session id <targetSessionId> was closed before.",
  ),
  "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_EXISTS": condition(
    "42K04",
    "sql",
    "The session cannot be cloned: the target session id <targetSessionId> is in use.",
  ),
  "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_FORMAT": condition(
    "42K04",
    "sql",
    "The session cannot be cloned: the target session id <targetSessionId> must be a UUID.",
  ),
  "INVALID_PARAMETER_VALUE.INTERRUPT_TYPE_TAG_REQUIRES_TAG": condition(
    "22023",
    "sql",
    "The value of the parameter <parameter> in <functionName> is invalid: an interrupt by tag needs a tag.",
  ),
  "INVALID_PARAMETER_VALUE.INTERRUPT_TYPE_OPERATION_ID_REQUIRES_ID": condition(
    "22023",
    "sql",
    "The value of the parameter <parameter> in <functionName> is invalid: an interrupt by id needs an operation id.",
  ),
  "UNSUPPORTED_FEATURE.INTERRUPT_TYPE": condition(
    "0A000",
    "sql",
    "The feature is not supported: interrupts of the type <interruptType>.",
  ),
  _LEGACY_ERROR_TEMP_3161: condition(
    "",
    "unsupported_operation",
    "Files cannot be copied to this place: the server allows copies (--upload-directory) nowhere or elsewhere.",
  ),
  INVALID_ARTIFACT_PATH: condition("22023", "runtime", "The artifact path <name> is invalid: it leaves its directory."),
  ARTIFACT_ALREADY_EXISTS: condition(
    "42713",
    "runtime",
    "The artifact <normalizedRemoteRelativePath> is there already with another content. Give the new one another name.",
  ),
  CONNECT_INVALID_PLAN: condition("56K00", "invalid_plan", "The Spark Connect plan is invalid: <reason>."),
  "CONNECT_INVALID_PLAN.CANNOT_PARSE": condition(
    "56K00",
    "sql",
    "The Spark Connect plan is invalid: it cannot be read, <errorMsg>.",
  ),
  "CONNECT_INVALID_PLAN.DEDUPLICATE_REQUIRES_COLUMNS_OR_ALL": condition(
    "56K00",
    "invalid_plan",
    "A deduplication needs keys: some columns, or all of them.",
  ),
  "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: one of the fields of <fullName> must be set (<name>).",
  ),
  "CONNECT_INVALID_PLAN.INVALID_ENUM": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: <name> (<number>) is no value of <fullName> that can be used.",
  ),
  "CONNECT_INVALID_PLAN.UNKNOWN_ANALYZE_METHOD": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: there is no analysis <other>.",
  ),
  "CONNECT_INVALID_PLAN.NO_HANDLER_FOR_EXTENSION": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: nothing handles the extension <extensionTypeUrl>.",
  ),
  "CONNECT_INVALID_PLAN.CANNOT_FIND_CACHED_LOCAL_RELATION": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: the cached local relation <hash> is not on the server.",
  ),
  "CONNECT_INVALID_PLAN.SCHEMA_REQUIRED_FOR_LOCAL_RELATION": condition(
    "56K00",
    "invalid_plan",
    "The Spark Connect plan is invalid: a local relation without data needs a schema.",
  ),
  INVALID_JSON_DATA_TYPE: condition("2203G", "illegal_argument", "The JSON text <invalidType> describes no data type."),
  "INVALID_SCHEMA.NON_STRUCT_TYPE": condition(
    "42K07",
    "analysis",
    "The schema <inputSchema> is invalid: it takes a struct type, not <dataType>.",
  ),
  DATAFRAME_NOT_FOUND: condition("42704", "invalid_plan", "No DataFrame with the id <dfId> on the server."),
  "UNSUPPORTED_FEATURE.REPLACE_NESTED_COLUMN": condition(
    "0A000",
    "unsupported_operation",
    "The feature is not supported: filling or replacing values of <colName>, a field of a column.",
  ),
  DUPLICATED_METRICS_NAME: condition(
    "42710",
    "analysis",
    "The metrics' name <metricName> is not unique: other metrics in this query have it too.",
  ),
  "INVALID_OBSERVED_METRICS.NESTED_AGGREGATES_UNSUPPORTED": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: aggregates in aggregates are not supported, as in <expr>.",
  ),
  "INVALID_OBSERVED_METRICS.AGGREGATE_EXPRESSION_WITH_DISTINCT_UNSUPPORTED": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: DISTINCT in aggregates is not supported, as in <expr>.",
  ),
  "INVALID_OBSERVED_METRICS.AGGREGATE_EXPRESSION_WITH_FILTER_UNSUPPORTED": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: FILTER in aggregates is not supported, as in <expr>.",
  ),
  "INVALID_OBSERVED_METRICS.WINDOW_EXPRESSIONS_UNSUPPORTED": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: window functions are not supported, as in <expr>.",
  ),
  "INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_ATTRIBUTE": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: a column stands outside of aggregates in <expr>.",
  ),
  "INVALID_OBSERVED_METRICS.NON_AGGREGATE_FUNC_ARG_IS_NON_DETERMINISTIC": condition(
    "42K0E",
    "analysis",
    "The observed metrics are invalid: a function that answers anew each time stands outside of aggregates in <expr>.",
  ),
  UNRECOGNIZED_STATISTIC: condition("42704", "illegal_argument", "The statistic <stats> is not known."),
  MAX_DEPTH_EXCEEDED: condition("54001", "parse", "The query is nested deeper than <limit> levels."),
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof conditions;

type OptionalNames<T extends string> = T extends `${string}{${infer Part}}${infer Rest}`
  ? ParamNames<Part> | OptionalNames<Rest>
  : never;

type Template<C extends ConditionName> = (typeof conditions)[C]["template"];

/** The parameters a condition needs, by the names in its sentence; those in braces may be left out. */
export type ConditionParams<C extends ConditionName> = Readonly<
  Record<Exclude<ParamNames<Template<C>>, OptionalNames<Template<C>>>, string> &
    Partial<Record<OptionalNames<Template<C>>, string>>
>;
