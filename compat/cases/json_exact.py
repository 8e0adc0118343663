"""Values of JSON files that are no strings, read as strings: their text as it is written."""

import tempfile

from case import Cases

CASES = Cases()


def read(text, schema="a string, b string", **options):
    def run(spark):
        with tempfile.TemporaryDirectory() as directory:
            with open(f"{directory}/x.json", "w", newline="") as file:
                file.write(text)
            return spark.read.options(**options).schema(schema).json(directory).collect()

    return run


FILES = {
    "nan": ('{"a": NaN, "b": -Infinity}', {}),
    "plus": ('{"a": +Infinity, "b": Infinity}', {}),
    "inf": ('{"a": +INF, "b": -INF}', {}),
    "zeros": ('{"a": 007, "b": -0012}', {"allowNumericLeadingZeros": "true"}),
    "exponents": ('{"a": 1E5, "b": -1.50e+10}', {}),
    "long": ('{"a": 123456789012345678901234567890.1230, "b": 1e400}', {}),
    "beyond_ascii": ('{"é😀": 1, "a": 1.50, "b": {"x": "é😀" ,  "y": [1 , 2.0 ]}}', {}),
    "many_lines": ('[{"a": 1.50,\n "b": [ 1,\n 2 ]},\n {"a": {"q" : null}, "b": true}]', {"multiLine": "true"}),
    "single_quotes": ("{'a': {'x' : 'y'}, 'b': [ 'z' ]}", {}),
    "comments": ('{"a": /* c */ 1.50, "b": [1, /* d */ 2]}', {"allowComments": "true"}),
    "unquoted": ("{a: {x : 1.0}, b: 2.50}", {"allowUnquotedFieldNames": "true"}),
    "empty": ('{"a": [[ ]], "b": {}}', {}),
    "escapes": ('{"a": {"k": "\\u0041\\n\\""}, "b": ["\\/"]}', {}),
    "tabs": ('{"a":\t1.50\t,\t"b":\t{ }\t}', {}),
    "primitives": ('{"a": 1.50, "b": [1 ,2]}', {"primitivesAsString": "true"}),
    "twice": ('{"a": 1.50, "a": 2.50}', {}),
}
for name, (text, options) in FILES.items():
    CASES.add(name, read(text, **options))
CASES.add("nested", read('{"a": {"b": 1.50}, "b": [1.50]}', "a struct<b: string>, b array<string>"))
CASES.add("in_map", read('{"a": {"k": 1.50, "z": {"q" : 1}}}', "a map<string, string>"))
