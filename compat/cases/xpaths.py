"""XPath over texts of XML: each of the functions, and texts and paths that are wrong."""

from case import Cases

CASES = Cases()

BOOKS = "'<b><t l=\"en\">A</t><t>B &amp; C</t><n>1</n><n>2.5</n><n/><!-- x --><e> y <i>z</i></e></b>'"

for name, text in {
    "texts": f"xpath({BOOKS}, 'b/t/text()')",
    "elements": f"xpath({BOOKS}, 'b/t')",
    "attributes": f"xpath({BOOKS}, 'b/t/@l')",
    "nothing": f"xpath({BOOKS}, 'b/q')",
    "any": f"xpath({BOOKS}, '//text()')",
    "predicate": f"xpath({BOOKS}, 'b/n[2]/text()')",
    "union": f"xpath({BOOKS}, 'b/n/text() | b/t/text()')",
    "number_nodes": f"xpath({BOOKS}, 'count(b/n)')",
    "comment": f"xpath({BOOKS}, 'b/comment()')",
    "boolean": f"xpath_boolean({BOOKS}, 'b/t')",
    "boolean_none": f"xpath_boolean({BOOKS}, 'b/q')",
    "boolean_comparison": f"xpath_boolean({BOOKS}, 'b/n > 2')",
    "double": f"xpath_double({BOOKS}, 'b/n')",
    "double_sum": f"xpath_double('<b><n>1</n><n>2.5</n></b>', 'sum(b/n)')",
    "double_text": f"xpath_double({BOOKS}, 'b/t')",
    "double_none": f"xpath_double({BOOKS}, 'b/q')",
    "number": f"xpath_number({BOOKS}, 'count(b/n)')",
    "float": f"xpath_float({BOOKS}, 'b/n[2]')",
    "int": f"xpath_int({BOOKS}, 'b/n[2]')",
    "int_none": f"xpath_int({BOOKS}, 'b/q')",
    "int_big": "xpath_int('<a>3000000000</a>', 'a')",
    "long_big": "xpath_long('<a>1e30</a>', 'a')",
    "long": "xpath_long('<a>3000000000</a>', 'a')",
    "short_big": "xpath_short('<a>70000</a>', 'a')",
    "short_negative": "xpath_short('<a>-5.9</a>', 'a')",
    "string": f"xpath_string({BOOKS}, 'b/e')",
    "string_none": f"xpath_string({BOOKS}, 'b/q')",
    "string_function": f"xpath_string({BOOKS}, 'concat(b/t[1], \"-\", b/n[1])')",
    "string_entity": f"xpath_string({BOOKS}, 'b/t[2]')",
    "null_xml": "xpath_string(CAST(NULL AS STRING), 'a')",
    "null_path": "xpath_string('<a/>', CAST(NULL AS STRING))",
    "empty_xml": "xpath_string('', 'a')",
    "empty_path": "xpath_string('<a/>', '')",
    "broken_xml": "xpath_string('<a><b></a>', 'a')",
    "no_xml": "xpath_string('plain', 'a')",
    "broken_path": "xpath_string('<a/>', '!#$')",
    "unknown_function": "xpath_string('<a/>', 'nope(a)')",
    "namespaces": "xpath_string('<x:a xmlns:x=\"u\"><x:b>1</x:b></x:a>', 'a/b')",
    "namespace_name": "xpath_string('<x:a xmlns:x=\"u\"><x:b>1</x:b></x:a>', '*[local-name()=\"a\"]')",
    "default_namespace": "xpath_string('<a xmlns=\"u\"><b>1</b></a>', 'a/b')",
    "cdata": "xpath_string('<a><![CDATA[1 < 2]]></a>', 'a')",
    "wrong_type": "xpath_string(1, 'a')",
    "one_argument": "xpath_string('<a/>')",
    "doctype": "xpath_string('<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>', 'a')",
    "unknown_entity": "xpath_string('<a>&nbsp;</a>', 'a')",
    "two_roots": "xpath_string('<a/><b/>', 'b')",
    "declaration": "xpath_string('<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>', 'a')",
    "position": "xpath('<a><b>1</b><b>2</b><b>3</b></a>', 'a/b[position() > 1]/text()')",
    "last": "xpath_string('<a><b>1</b><b>2</b></a>', 'a/b[last()]')",
    "empty_sum": "xpath_double('<a><b>1</b><b/></a>', 'sum(a/b)')",
    "empty_plus": "xpath_double('<a/>', 'a/q + 1')",
    "point": "xpath_double('<a>5.</a>', 'a + 0')",
    "comparison_empty": "xpath_boolean('<a/>', 'a/q < 1')",
    "infinity": "xpath_double('<a/>', '1 div 0')",
    "round": "xpath_double('<a>2.5</a>', 'round(a)')",
}.items():
    CASES.value(name, text)
CASES.sql("column", "SELECT xpath_int(x, 'a/b') FROM VALUES ('<a><b>1</b></a>'), ('<a><b>2</b></a>'), (NULL) AS t(x)", ordered=False)
CASES.sql("column_path", "SELECT xpath_int('<a/>', x) FROM VALUES ('a') AS t(x)")
