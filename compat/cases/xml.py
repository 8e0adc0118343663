"""XML: texts to rows, rows to texts, schemas of texts; options, broken texts, and what Spark makes of them."""

import gzip
import pathlib

from case import Cases
from cases.io import on_files
from pyspark.sql import functions as F
from pyspark.sql.types import IntegerType, StringType, StructField, StructType

CASES = Cases()
BAD = "_corrupt_record STRING"


def value(name, text):
    CASES.value(name, text, since=(4, 0))


def case(name, run):
    CASES.add(name, run, since=(4, 0))


def read(name, xml, schema, options=None):
    """from_xml of a text (written as in SQL, without quotes), with the column of corrupt records behind the others."""
    more = "" if options is None else ", map(" + ", ".join(f"'{part}'" for pair in options.items() for part in pair) + ")"
    value(f"from_{name}", f"from_xml('{xml}', '{schema}'{more})")


# ---- from_xml: what is read ----

read("plain", "<p><a>1</a><b>0.8</b></p>", "a INT, b DOUBLE")
read("attributes", '<p a="5" c="x"><b z="1">2</b></p>', "_a INT, _c STRING, b STRUCT<_z: INT, _VALUE: INT>")
read("attributes_excluded", '<p a="5"><b z="1"><c>2</c></b></p>', "_a INT, b STRUCT<_z: INT, c: INT>", {"excludeAttribute": "true"})
read("attribute_prefix", '<p x="1">text</p>', "v STRING, `@x` INT", {"valueTag": "v", "attributePrefix": "@"})
read("attribute_no_prefix", '<p a="1"/>', "a INT", {"attributePrefix": ""})
read("nested", "<p><s><t>1</t><u><v>x</v></u></s></p>", "s STRUCT<t: INT, u: STRUCT<v: STRING>>")
read("nested_empty", "<p><s/><t></t></p>", "s STRUCT<a: INT, _x: INT>, t STRUCT<a: INT>")
read("array", "<p><a>1</a><b>x</b><a>2</a></p>", "a ARRAY<INT>, b STRING")
read("array_nulls", "<p><a>1</a><a/><a>3</a></p>", "a ARRAY<INT>")
read("array_strings", "<p><a>1</a><a/><a> x </a></p>", "a ARRAY<STRING>")
read("array_structs", '<p><a x="1"><b>1</b><b>2</b></a><a><b>3</b></a><a>7</a></p>', "a ARRAY<STRUCT<b: ARRAY<INT>, _x: INT, _VALUE: INT>>")
read("repeated_single", "<p><a>1</a><a>2</a></p>", "a INT")
read("map", '<p><m x="1"><k>2</k><l>3</l></m></p>', "m MAP<STRING, INT>")
read("map_text", "<p><m><k>1</k>7</m></p>", "m MAP<STRING, INT>")
read("map_structs", "<p><m><k><z>1</z></k></m></p>", "m MAP<STRING, STRUCT<z: INT>>")
read("map_only_text", '<p><m x="1">5</m></p>', f"m MAP<STRING, INT>, {BAD}")
read("map_keys", "<p><m><k>1</k></m></p>", f"m MAP<INT, INT>, {BAD}")
read("mixed", "<p>v1<a>1</a>v2</p>", "a INT, _VALUE STRING")
read("mixed_array", "<p>v1<a>1</a>v2</p>", "a INT, _VALUE ARRAY<STRING>")
read("mixed_inside", "<p><a>1<b>2</b>3</a><c>4</c></p>", f"a STRUCT<b: INT, _VALUE: STRING>, c INT, {BAD}")
read("text_only", "<p>text</p>", "_VALUE STRING")
read("inside_as_text", '<p><a><b>1</b> t <c d="2 &lt;">x</c></a></p>', "a STRING")
read("text_of_attributes", '<p><a x="1">text</a></p>', "a STRING")
read("case", "<p><A>1</A></p>", "a INT")
read("case_twice", "<p><a>1</a></p>", "A INT, a INT")
read("absent", "<p><q><a>1</a></q></p>", "a INT")
read("root_is_any", "<q><a>1</a></q>", "a INT, q STRUCT<a: INT>", {"rowTag": "p"})
read("namespaces", '<n:p xmlns:n="u" n:x="r"><n:a>2</n:a></n:p>', "`n:a` INT, a INT, `_n:x` STRING, `_xmlns:n` STRING")
read("namespaces_ignored", '<n:p xmlns:n="u"><n:a n:x="1">2</n:a><n:b:c>3</n:b:c></n:p>', "a STRUCT<_x: INT, _VALUE: INT>, c INT, _n STRING", {"ignoreNamespace": "true"})
read("wildcard", '<p><a>1</a><b>2</b><c x="1"><d>3</d></c></p>', "a INT, xs_any STRING")
read("wildcard_array", '<p><a>1</a><b>2</b><c x="1"><d>3</d></c></p>', "a INT, xs_any ARRAY<STRING>")
read("wildcard_named", "<p><a>1</a><b>2</b></p>", "a INT, other STRING", {"wildcardColName": "other"})
read("cdata", "<p><a><![CDATA[1 < 2]]> x</a><b><![CDATA[5]]></b><c><![CDATA[]]></c></p>", "a STRING, b INT, c STRING")
read("comments", "<p><!-- c --><a>1<!-- c -->2</a><?pi x?><b><!-- c -->3</b></p>", "a STRING, b INT")
read("comment_in_number", "<p><a>1<!-- c -->2</a></p>", f"a INT, {BAD}")
read("references", '<?xml version="1.0" encoding="UTF-8"?><p a="x&#10;y&lt;\\n z"><b>&#x41;&amp;\\r\\n&apos;]]</b></p>', "_a STRING, b STRING")
read("unicode", "<p><é>日本 \U0001f600</é></p>", "`é` STRING")
read("spaces", "<p><c>  </c><d> </d><b> x </b><a> 5 </a></p>", f"a INT, b STRING, c STRING, d INT, {BAD}")
read("spaces_kept", '<p x=" 1 "><a> x </a><b>  </b></p>', "a STRING, b STRING, _x STRING", {"ignoreSurroundingSpaces": "false"})
read("spaces_in_number", "<p><a> 5 </a></p>", f"a INT, {BAD}", {"ignoreSurroundingSpaces": "false"})
read("null_value", '<p><a>NULL</a><b>NULL</b><c x="NULL"/><d/></p>', f"a INT, b STRING, c STRUCT<_x: STRING>, d STRING, {BAD}", {"nullValue": "NULL"})
read("null_value_empty", "<p><a></a><b/></p>", "a INT, b STRING", {"nullValue": ""})
value("from_null", "from_xml(CAST(NULL AS STRING), 'a INT'), from_xml(NULL, 'a INT')")
value("from_schema_of", "from_xml('<p><a>1</a><b>x</b></p>', schema_of_xml('<p><a>1</a><b>x</b></p>'))")
case("from_column", lambda spark: spark.createDataFrame([("<p><a>1</a></p>",), ("<p><a>x</a></p>",), (None,), ("",)], "v string").select(F.from_xml("v", "a INT, _corrupt_record STRING").alias("x")))
case("from_struct_type", lambda spark: spark.createDataFrame([("<p><a>1</a><b>2</b></p>",)], "v string").select(F.from_xml("v", StructType([StructField("a", IntegerType(), False), StructField("b", StringType())])), F.to_xml(F.struct(F.col("v"))), F.schema_of_xml(F.lit("<p><a>1</a></p>"), {"excludeAttribute": "true"})))

# ---- from_xml: types ----

read("numbers", "<p><a>127</a><b>-5</b><c>+7</c><d>9223372036854775807</d><e>1.5</e><f>1e2</f><g>1,234.567</g></p>", f"a TINYINT, b SMALLINT, c INT, d BIGINT, e FLOAT, f DOUBLE, g DECIMAL(10,2), {BAD}")
read("numbers_out_of_range", "<p><a>128</a></p>", f"a TINYINT, {BAD}")
read("long_least", "<p><d>-9223372036854775808</d></p>", f"d BIGINT, {BAD}")
read("signs", "<p><a>--5</a><b>+-5</b><c>-0</c></p>", f"a INT, b INT, c DOUBLE, {BAD}")
read("numbers_lenient", "<p><a>12abc</a><b>1,234.5</b><c>1e5x</c><d>1E5x</d><e>1,2,3.5.6</e><f>-12-</f><g>.5x</g></p>", f"a DOUBLE, b FLOAT, c DOUBLE, d DOUBLE, e DOUBLE, f DOUBLE, g DOUBLE, {BAD}")
read("numbers_special", "<p><b>NaN</b><c>-Infinity</c></p>", f"b DOUBLE, c DOUBLE, {BAD}")
read("numbers_unknown", "<p><b>INF</b></p>", f"b DOUBLE, {BAD}")
read("attribute_unreadable", '<p a="x"/>', f"_a DOUBLE, {BAD}")
read("decimal_too_long", "<p><d>123456.7</d></p>", f"d DECIMAL(5,2), {BAD}")
read("booleans", "<p><a>1</a><b>TRUE</b><c>0</c></p>", f"a BOOLEAN, b BOOLEAN, c BOOLEAN, {BAD}")
read("boolean_bad", "<p><a>no</a></p>", f"a BOOLEAN, {BAD}")
read("dates", "<p><a>2024-01-02</a><b>2024-01-02 03:04:05</b><c>2024-01-02T03:04:05.123</c><d>2024-01-02T03:04:05+01:00</d><e>2024</e></p>", f"a DATE, b TIMESTAMP, c TIMESTAMP_NTZ, d TIMESTAMP, e TIMESTAMP, {BAD}")
read("date_strict", "<p><a>2024-1-2</a></p>", f"a DATE, {BAD}")
read("date_lenient", "<p><a>2024-1-2</a></p>", f"a DATE, {BAD}", {"preferDate": "false"})
read("date_formats", "<p><a>2024/01/02</a><b>02.01.2024 03:04</b><c>03-04</c></p>", "a DATE, b TIMESTAMP, c TIMESTAMP_NTZ", {"dateFormat": "yyyy/MM/dd", "timestampFormat": "dd.MM.yyyy HH:mm", "timestampNTZFormat": "MM-dd"})
read("date_format_bad", "<p><a>1</a></p>", "a DATE", {"dateFormat": "QQQQQQ"})
read("ntz_with_zone", "<p><c>2024-01-02T03:04:05.123Z</c></p>", f"c TIMESTAMP_NTZ, {BAD}")
read("time_zone", "<p><b>2024-01-02 03:04:05</b></p>", "b TIMESTAMP", {"timezone": "America/New_York"})
read("binary", "<p><a>QQ==</a></p>", f"a BINARY, {BAD}")
read("interval", "<p><a>1</a></p>", f"a INTERVAL DAY, {BAD}")
read("element_for_number", "<p><a><b>1</b></a></p>", f"a INT, {BAD}")

# ---- from_xml: broken texts and wrong calls ----

for name, xml in {
    "no_xml": "plain",
    "empty": "",
    "blank": "  ",
    "unclosed": "<p><a>1</a>",
    "tail": "<p><a>1</a></p>tail",
    "leading_blank": "  <p><a>1</a></p>",
    "byte_order_mark": "\ufeff<p><a>1</a></p>",
    "declaration_late": ' <?xml version="1.0"?><p><a>1</a></p>',
    "declaration_version": '<?xml version="2.0"?><p><a>1</a></p>',
    "number": "<p><b>5</b><a>x</a><c>1</c></p>",
    "end_tag": "<p><b>5</b><a>1</p>",
    "end_tag_other": "<p><b>5</b><a>3</z></a><c>1</c></p>",
    "end_tag_inside": "<p><b>5</b><s><t>1</s><c>7</c></p>",
    "open_bracket": "<p><b>5</b><a>1<</a></p>",
    "entity": "<p><b>5</b><a>&bad;</a><c>7</c></p>",
    "entity_open": "<p><b>5</b><a>&x</a><c>1</c></p>",
    "character_reference": "<p><b>5</b><a>&#0;</a><c>1</c></p>",
    "cdata_end": "<p><b>5</b><a>1]]>2</a><c>1</c></p>",
    "control": "<p><b>5</b><a>1\\u00012</a><c>1</c></p>",
    "attribute_unquoted": "<p><b>5</b><a x=1>7</a><c>7</c></p>",
    "attribute_twice": '<p><b>5</b><a x="1" x="2">3</a><c>1</c></p>',
    "attribute_bare": "<p a/>",
    "attribute_bracket": '<p a="<"/>',
    "attributes_joined": '<p a="1"b="2"/>',
    "comment": "<p><b>5</b><!-- a -- b --><c>1</c></p>",
    "name": "<p><1>1</1></p>",
    "document_type": '<!DOCTYPE p SYSTEM "file:///etc/passwd"><p><b>1</b></p>',
    "document_type_entity": '<!DOCTYPE p [<!ENTITY e "x">]><p><b>5</b><a>1&e;2</a></p>',
    "nested_number": "<p><b>5</b><s><t>x</t><u>3</u></s><c>7</c></p>",
    "nested_attribute": '<p><s z="x">1</s><b>5</b></p>',
}.items():
    read(f"bad_{name}", xml, f"a INT, b INT, c INT, s STRUCT<t: INT, u: INT, _z: INT>, {BAD}")
read("bad_in_text", "<p><b>5</b><a>x]]>y</a><c>1</c></p>", f"a STRING, b INT, _VALUE STRING, {BAD}")
read("permissive", "<p><a>x</a><b>2</b></p>", "a INT, b INT")
read("fail_fast", "<p><b>5</b><d>2024-01-02</d><a>x</a></p>", "a INT, b INT, d DATE", {"mode": "FAILFAST"})
read("fail_fast_record", "<p><b>5</b><a>x</a></p>", f"a INT, b INT, {BAD}", {"mode": "FAILFAST"})
read("fail_fast_broken", "<p><b>5</b>", "a INT, b INT", {"mode": "FAILFAST"})
read("drop_malformed", "<p><a>x</a></p>", "a INT", {"mode": "DROPMALFORMED"})
read("mode_unknown", "<p><a>x</a></p>", "a INT", {"mode": "nope"})
read("corrupt_named", "<p><b>x</b></p>", "b INT, bad STRING", {"columnNameOfCorruptRecord": "bad"})
read("corrupt_element", "<p><_corrupt_record>x</_corrupt_record></p>", f"b INT, {BAD}")
read("corrupt_type", "<p><a>1</a></p>", "a INT, _corrupt_record INT")
read("corrupt_first", "<p><a>1</a></p>", f"{BAD}, a INT")
value("from_depth", " AND ".join(f"(from_xml(concat('<p>', repeat('<a>', {n}), 'x', repeat('</a>', {n}), '</p>'), 'b INT, {BAD}')._corrupt_record IS NULL) = {found}" for n, found in ((999, "true"), (1000, "false"))))
read("row_tag_empty", "<p/>", "a INT", {"rowTag": ""})
read("row_tag_brackets", "<p/>", "a INT", {"rowTag": "<x>"})
read("value_tag_prefix", "<p/>", "a INT", {"valueTag": "_"})
read("sampling_zero", "<p/>", "a INT", {"samplingRatio": "0"})
read("sampling_text", "<p/>", "a INT", {"samplingRatio": "x"})
read("flag_unknown", "<p/>", "a INT", {"excludeAttribute": "nope"})
read("option_unknown", "<p><a>1</a></p>", "a INT", {"nope": "x"})
read("locale", "<p><a>1.234,5</a></p>", "a DECIMAL(10,2)", {"locale": "de-DE"})
read("into_array", "<p><a>1</a></p>", "ARRAY<STRUCT<a: INT>>")
read("into_map", "<p><a>1</a></p>", "MAP<STRING, INT>")
read("into_int", "<p><a>1</a></p>", "INT")
read("into_variant", "<p><a>1</a></p>", "a VARIANT")
value("from_number", "from_xml(1, 'a INT')")
value("from_schema_number", "from_xml('<p/>', 1)")
value("from_options_text", "from_xml('<p/>', 'a INT', 'x')")
value("from_options_numbers", "from_xml('<p/>', 'a INT', map('a', 1))")

# ---- to_xml ----

for name, text in {
    "plain": "named_struct('a', 1, 'b', 'x')",
    "nested": "named_struct('a', array(1, 2), 'b', map('k', 1), 'c', named_struct('d', 1, 'e', named_struct('f', 2)), 'n', CAST(NULL AS INT))",
    "attributes": "named_struct('x', 1, '_at', 1, 's', named_struct('_y', 'v', '_VALUE', 5), 'n', named_struct('_y', CAST(NULL AS INT)))",
    "attribute_types": "named_struct('_d', date'2024-01-02', '_t', timestamp'2024-01-02 00:00:00', '_n', timestamp_ntz'2024-01-02 00:00:00', '_m', 1.50, '_f', 1.5D, '_b', true, '_i', INTERVAL '1' DAY)",
    "attribute_array": "named_struct('_a', array(1))",
    "text_last": "named_struct('a', 1, '_VALUE', 'x')",
    "text_first": "named_struct('_VALUE', 'x', 'a', 1)",
    "text_only": "named_struct('_VALUE', 'x')",
    "text_null": "named_struct('_VALUE', CAST(NULL AS STRING))",
    "characters": "named_struct('_s', 'a\"<>&\\'\\n\\t\\r', 's', 'x<>&\"\\'', 't', '>', 'u', ']>', 'v', ']]>', 'w', 'a\\rb\\nc\\td', 'y', ' x ', 'z', 'é\U0001f600\\u007f\\u0085')",
    "control_character": "named_struct('s', '\\u0001')",
    "empty": "named_struct('a', '', 'b', array(), 'c', map())",
    "arrays": "named_struct('a', array(array(1, 2), array(3)), 'b', array(array(array(1))), 'c', array(named_struct('d', 1), NULL))",
    "array_element_name": "named_struct('a', array(array(1, 2))), map('arrayElementName', 'e')",
    "maps": "named_struct('m', map('k', 2, '_x', 1, '_VALUE', 3))",
    "map_keys": "named_struct('m', map(1, 2))",
    "numbers": "named_struct('f', CAST(1.5 AS FLOAT), 'd', 1e10, 'm', 1.50, 'b', true, 'l', 5L, 'n', double('NaN'), 'y', 1Y)",
    "times": "named_struct('t', timestamp'2024-01-02 03:04:05.678', 'd', date'2024-01-02', 'n', timestamp_ntz'2024-01-02 03:04:05')",
    "time_formats": "named_struct('t', timestamp'2024-01-02 03:04:05', 'd', date'2024-01-02', 'n', timestamp_ntz'2024-01-02 03:04:05'), map('timestampFormat', 'yyyy HH', 'dateFormat', 'dd.MM.yyyy', 'timestampNTZFormat', 'HH', 'timeZone', 'Asia/Tokyo')",
    "binary": "named_struct('b', X'0102FF')",
    "interval": "named_struct('i', INTERVAL '1' DAY)",
    "interval_months": "named_struct('i', INTERVAL '1' MONTH)",
    "variant": "named_struct('v', parse_json('{\"a\":1}'))",
    "row_tag": "named_struct('a', 1), map('rowTag', 'row')",
    "null_value": "named_struct('a', CAST(NULL AS INT), '_b', CAST(NULL AS INT), 'c', array(1, NULL), 'd', NULL), map('nullValue', 'NIL')",
    "null_struct": "CAST(NULL AS STRUCT<a: INT>)",
    "null": "NULL",
    "void": "named_struct('a', NULL, '_b', NULL)",
    "names": "named_struct('a b', 1)",
    "names_colon": "named_struct('a:b', 1)",
    "names_digit": "named_struct('1', 1)",
    "names_empty": "named_struct('', 1)",
    "names_unicode": "named_struct('é', 1)",
    "names_unchecked": "named_struct('a b', 1, 'm', map(1, 2)), map('validateName', 'false')",
    "indent_none": "named_struct('a', 1, 'b', array(1, 2)), map('indent', '')",
    "indent_tab": "named_struct('a', named_struct('b', 1)), map('indent', '\\t')",
    "prefix": "named_struct('@a', 1, 'v', 2, 'w', 3), map('attributePrefix', '@', 'valueTag', 'v')",
    "prefix_empty": "named_struct('a', 1), map('attributePrefix', '')",
    "of_array": "array(1)",
    "of_text": "'x'",
    "options_numbers": "named_struct('a', 1), map('a', 1)",
}.items():
    value(f"to_{name}", f"to_xml({text})")
CASES.sql("to_column", "SELECT to_xml(x) FROM VALUES (named_struct('a', 1)), (named_struct('a', 2)), (NULL) AS t(x)", since=(4, 0), ordered=False)
value("round_trip", "from_xml(to_xml(named_struct('a', array(1, 2), '_x', 'y', 's', named_struct('t', ' & '))), 'a ARRAY<INT>, _x STRING, s STRUCT<t: STRING>')")

# ---- schema_of_xml ----

for name, text in {
    "plain": "'<p><a>1</a></p>'",
    "types": "'<p><a>1</a><b>1.5</b><c>true</c><d>2024-01-02</d><e>2024-01-02T03:04:05</e><f>x</f><g/><h>99999999999999999999</h><i>1e5</i><j>1d</j><k>-5</k><l>12:30</l><m>NaN</m></p>'",
    "numbers": "'<p><a>+1</a><b>.5</b><c>5.</c><d>1f</d><e>2024</e><f>0x10</f><g>-</g><h>1,000</h><i>9223372036854775808</i></p>'",
    "attributes": "'<p x=\"1\"><a y=\"2\">1</a><b z=\"x\"/>t</p>'",
    "attribute_array": "'<p><a attr=\"2\">1</a><a>3</a></p>'",
    "attributes_excluded": "'<p x=\"1\"><a attr=\"2\">1</a><a>3</a></p>', map('excludeAttribute', 'true')",
    "attributes_empty": "'<p a=\"\"><a b=\"\"/></p>'",
    "arrays": "'<p><a>1</a><a>x</a><b>1</b><b>1.5</b><c>true</c><c>1</c><d>2024-01-02</d><d>2024-01-02 03:04:05</d></p>'",
    "array_of_structs": "'<p><a><b>1</b><c/></a><a><b>x</b><d>1</d></a></p>'",
    "array_inside": "'<p><b><x>1</x><x>2</x></b><b><x>3</x></b></p>'",
    "struct_and_text": "'<p><a><b>1</b></a><a>x</a></p>'",
    "attribute_and_text": "'<p><a x=\"1\"/><a>x</a></p>'",
    "value_and_text": "'<p><a x=\"1\">5</a><a>x</a></p>'",
    "nulls_in_array": "'<p><b/><b>1</b><c/><c/><d/><d x=\"1\"/></p>'",
    "mixed": "'<p>t<a>1</a>5</p>'",
    "mixed_inside": "'<p><a>t<b>1</b>u</a><c x=\"1\"><d>1</d>t</c></p>'",
    "value_tag_twice": "'<p><_VALUE>1</_VALUE>t</p>'",
    "text_only": "'<p>5</p>'",
    "case": "'<p><a>1</a><A>2</A><b x=\"1\" X=\"2\"/></p>'",
    "case_inside": "'<p><b><x>1</x></b><b><X>y</X></b></p>'",
    "names": "'<p a:b=\"1\"><é>1</é><a_b>1</a_b></p>'",
    "namespaces": "'<n:p xmlns:n=\"u\"><n:a>1</n:a></n:p>'",
    "namespaces_ignored": "'<n:p xmlns:n=\"u\"><n:a>1</n:a></n:p>', map('ignoreNamespace', 'true')",
    "empty_elements": "'<p><a/><b> </b><c> 5 </c><d><e/></d></p>'",
    "spaces_kept": "'<p><a> 5 </a><b> </b></p>', map('ignoreSurroundingSpaces', 'false')",
    "nothing": "'<p/>'",
    "texts": "'<p x=\"1\"><a>1</a></p>', map('inferSchema', 'false')",
    "decimals": "'<p><a>1.5</a><a>22</a><b>123.45</b><c>12345678901234567890</c><c>1</c></p>', map('prefersDecimal', 'true')",
    "prefer_no_date": "'<p><a>2024-01-02</a><b>2024-1-2</b></p>', map('preferDate', 'false')",
    "date_formats": "'<p><a>02.01.2024</a><b>03/04</b></p>', map('dateFormat', 'dd.MM.yyyy', 'timestampFormat', 'HH/mm')",
    "tags": "'<p x=\"1\"><a>1</a>t</p>', map('valueTag', 'v', 'attributePrefix', '@')",
    "null_value": "'<p x=\"n\"><a>n</a></p>', map('nullValue', 'n')",
    "empty": "''",
    "no_xml": "'plain'",
    "broken": "'<p><a>1</p>'",
    "broken_named": "'<p>', map('columnNameOfCorruptRecord', 'bad')",
    "broken_entity": "'<p><a>&x;</a></p>'",
    "fail_fast": "'<p><a>1</p>', map('mode', 'FAILFAST')",
    "drop_malformed": "'<p><a>1</p>', map('mode', 'DROPMALFORMED')",
    "null": "CAST(NULL AS STRING)",
}.items():
    value(f"schema_{name}", f"schema_of_xml({text})")
CASES.sql("schema_of_column", "SELECT schema_of_xml(x) FROM VALUES ('<p/>') AS t(x)", since=(4, 0))

# ---- files ----

ROWS = '<ROWS>\n<r a="1"><x>1</x><y>2024-01-02</y></r>\n<r><x>2</x><z>q</z></r>\n<r/>\n</ROWS>\n'
BROKEN = "<ROWS><r><x>1</x><w>5</w></r><r><x>q</x><w>6</w></r><r><x>3</x></ROWS>"


def file(name, text, use, **options):
    CASES.add(f"file_{name}", on_files({"in.xml": text}, lambda spark, d: use(spark, f"{d}/in.xml"), **options), since=(4, 0))


file("infer", ROWS, lambda spark, p: spark.read.xml(p, rowTag="r"))
file("no_row_tag", ROWS, lambda spark, p: spark.read.xml(p))
file("no_row_tag_load", ROWS, lambda spark, p: spark.read.format("xml").load(p))
file("empty_row_tag", ROWS, lambda spark, p: spark.read.xml(p, rowTag=""))
file("absent_row_tag", ROWS, lambda spark, p: spark.read.xml(p, rowTag="nope"))
file("format_load", ROWS, lambda spark, p: spark.read.format("com.databricks.spark.xml").option("ROWTAG", "r").load(p))
file("schema", ROWS, lambda spark, p: spark.read.schema("x int, _a string").xml(p, rowTag="r"))
file("no_types", ROWS, lambda spark, p: spark.read.xml(p, rowTag="r", inferSchema=False))
file("no_attributes", ROWS, lambda spark, p: spark.read.xml(p, rowTag="r", excludeAttribute=True))
file("broken_infer", BROKEN, lambda spark, p: spark.read.xml(p, rowTag="r"))
file("broken_infer_named", BROKEN, lambda spark, p: spark.read.xml(p, rowTag="r", columnNameOfCorruptRecord="bad"))
file("broken_infer_drop", BROKEN, lambda spark, p: spark.read.xml(p, rowTag="r", mode="DROPMALFORMED"))
file("broken_infer_fail", BROKEN, lambda spark, p: spark.read.xml(p, rowTag="r", mode="FAILFAST"))
file("broken_schema", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r"))
file("broken_corrupt", BROKEN, lambda spark, p: spark.read.schema("_corrupt_record string, x int, w int").xml(p, rowTag="r"))
file("broken_drop", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r", mode="DROPMALFORMED"))
file("broken_fail", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r", mode="FAILFAST").collect())
file("pruned", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").select("w"))
file("pruned_filter", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").filter("x IS NULL").select("w"))
file("pruned_renamed", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").withColumn("v", F.col("w") + 1).select("v"))
file("pruned_drop", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r", mode="DROPMALFORMED").select("w"))
file("pruned_aggregate", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").agg(F.sum("w")))
file("pruned_join", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").join(spark.range(7).withColumnRenamed("id", "w"), "w"), ordered=False)
file("pruned_corrupt_only", BROKEN, lambda spark, p: spark.read.schema("x int, _corrupt_record string").xml(p, rowTag="r").select("_corrupt_record").collect())
file("count", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r").count())
file("count_drop", BROKEN, lambda spark, p: spark.read.schema("x int, w int").xml(p, rowTag="r", mode="DROPMALFORMED").count())
file("nested_row", "<a><r><r><x>1</x></r><x>2</x></r><rr><x>3</x></rr></a>", lambda spark, p: spark.read.schema("x int, r string").xml(p, rowTag="r"))
file("comments", "<a><!-- <r><x>0</x></r> --><r><x>1</x><!-- </r> --></r><![CDATA[<r><x>5</x></r>]]><r><x><![CDATA[</r>]]></x></r></a>", lambda spark, p: spark.read.schema("x string").xml(p, rowTag="r"))
file("self_closing", '<a><r x="1"/><r  x="2" /><r/><<r><x>0</x></r><r><x>1</x></r></a>', lambda spark, p: spark.read.schema("x int, _x int").xml(p, rowTag="r"))
file("bracket_in_attribute", '<a><r x="a>b"><x>1</x></r></a>', lambda spark, p: spark.read.schema("x int, _x string").xml(p, rowTag="r"))
file("root_row", "<r><x>1</x></r>", lambda spark, p: spark.read.xml(p, rowTag="r"))
file("empty", "", lambda spark, p: spark.read.xml(p, rowTag="r"))
file("empty_schema", "", lambda spark, p: spark.read.schema("x int").xml(p, rowTag="r"))
file("latin1", "<a><r><x>é</x></r></a>".encode("latin-1"), lambda spark, p: spark.read.xml(p, rowTag="r", encoding="ISO-8859-1"))
file("utf16", "<a><r><x>é</x></r></a>".encode("utf-16"), lambda spark, p: spark.read.option("charset", "UTF-16").xml(p, rowTag="r"))
file("namespaces", '<a xmlns:n="u"><n:r><n:x>1</n:x></n:r></a>', lambda spark, p: spark.read.xml(p, rowTag="n:r"))
file("entity", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><r><x>&e;</x></r></a>', lambda spark, p: spark.read.schema("x string, _corrupt_record string").xml(p, rowTag="r"))
file("types", '<a><r><b>1</b><c>1</c><s z="1"><t>1</t></s><s><t>x</t></s></r><r><b>1.5</b><c>x</c><s><t/></s></r><r><b/></r></a>', lambda spark, p: spark.read.xml(p, rowTag="r"))
file("in_sql", ROWS, lambda spark, p: spark.sql(f"SELECT * FROM xml.`{p}`"))
file("view", ROWS, lambda spark, p: (spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW xml_view USING xml OPTIONS (path '{p}', rowTag 'r')"), spark.table("xml_view"))[1])
file("metadata", ROWS, lambda spark, p: spark.read.xml(p, rowTag="r").select("x", "_metadata.file_name"))
file("multiline_false", ROWS, lambda spark, p: spark.read.schema("x int").xml(p, rowTag="r", multiLine=False))
file("sampling", ROWS, lambda spark, p: spark.read.xml(p, rowTag="r", samplingRatio=0.99))
file("case", "<a><r><X>1</X></r><r><x>y</x></r></a>", lambda spark, p: spark.read.xml(p, rowTag="r"))
CASES.add("file_gzip", on_files({"a.xml.gz": gzip.compress(ROWS.encode(), mtime=0)}, lambda spark, d: spark.read.xml(d, rowTag="r")), since=(4, 0))


def case_sensitive(use):
    """An answer under `spark.sql.caseSensitive`."""

    def run(spark):
        spark.conf.set("spark.sql.caseSensitive", "true")
        try:
            return [list(row) for row in use(spark).collect()]
        finally:
            spark.conf.unset("spark.sql.caseSensitive")

    return run


case("from_case_sensitive", case_sensitive(lambda spark: spark.sql("SELECT from_xml('<p B=\"2\"><a>1</a><A>3</A></p>', 'A INT, _b INT')")))
case("schema_case_sensitive", case_sensitive(lambda spark: spark.sql("SELECT schema_of_xml('<p><a>1</a><A>x</A><b><c>1</c></b><b><C>x</C></b></p>')")))
CASES.add("file_case_sensitive", on_files({"a.xml": "<a><r><X>1</X></r><r><x>y</x></r></a>"}, lambda spark, d: case_sensitive(lambda s: s.read.xml(d, rowTag="r"))(spark)), since=(4, 0))
CASES.add("file_partitions", on_files({"p=1/a.xml": "<r><x>1</x></r>", "p=2/b.xml": "<r><x>2</x><y>z</y></r>"}, lambda spark, d: spark.read.xml(d, rowTag="r"), ordered=False), since=(4, 0))


def write(name, use, query="SELECT * FROM VALUES (1, 'a', named_struct('_x', 1, 'y', array(1, 2)), date'2024-01-02'), (2, NULL, NULL, NULL) AS t(i, s, n, d)"):
    """The texts of the files that a write makes, in the order of their directories."""

    def run(spark, d):
        use(spark.sql(query).coalesce(1), f"{d}/out")
        parts = sorted(pathlib.Path(f"{d}/out").rglob("part-*"), key=lambda p: str(p.parent))
        return [[str(p.parent.relative_to(d)), p.name.split(".", 1)[1], p.read_bytes().decode("latin-1") if p.suffix == ".xml" else ""] for p in parts]

    CASES.add(f"write_{name}", on_files({}, run), since=(4, 0))


write("plain", lambda df, p: df.write.xml(p, rowTag="r"))
write("no_row_tag", lambda df, p: df.write.xml(p))
write("no_row_tag_save", lambda df, p: df.write.format("xml").save(p))
write("options", lambda df, p: df.write.xml(p, rowTag="r", rootTag="root a='b' c=\"d\"", declaration="", nullValue="-", dateFormat="dd.MM.yyyy", arrayElementName="e"))
write("declaration", lambda df, p: df.write.xml(p, rowTag="r", declaration="version='1.0'"))
write("indent", lambda df, p: df.write.option("indent", "").xml(p, rowTag="r"))
write("empty", lambda df, p: df.filter("i > 5").write.xml(p, rowTag="r"))
write("gzip", lambda df, p: df.write.xml(p, rowTag="r", compression="gzip"))
write("partitions", lambda df, p: df.write.partitionBy("i").xml(p, rowTag="r"))
write("void", lambda df, p: df.write.xml(p, rowTag="r"), "SELECT NULL AS b, X'01' AS c, map('k', 1) AS m")
write("variant", lambda df, p: df.write.xml(p, rowTag="r"), "SELECT parse_json('1') AS b")
write("interval", lambda df, p: df.write.xml(p, rowTag="r"), "SELECT make_interval(1) AS b")
write("root_brackets", lambda df, p: df.write.xml(p, rowTag="r", rootTag="<a>"))
write("exists", lambda df, p: (df.write.xml(p, rowTag="r"), df.write.xml(p, rowTag="r")))
write("append", lambda df, p: (df.write.xml(p, rowTag="r"), df.write.mode("overwrite").xml(p, rowTag="q")))
CASES.add("write_back", on_files({}, lambda spark, d: (spark.range(3).selectExpr("id", "array(id, id + 1) AS a", "named_struct('_x', id) AS s").write.xml(f"{d}/out", rowTag="r"), spark.read.xml(f"{d}/out", rowTag="r"))[1], ordered=False), since=(4, 0))
