"""What is inferred of JSON with options."""

import tempfile

from case import Cases

CASES = Cases()

TEXTS = {
    "nulls": '{"a": null, "b": {"c": null}, "d": [], "e": [null], "f": [{"g": null}], "h": 1, "i": ""}',
    "texts": '{"a": "1.5", "b": "x", "c": 2.5, "d": "2024-01-01T00:00:00Z", "e": true}',
}
OPTIONS = {"dropped": "dropFieldIfAllNull", "decimals": "prefersDecimal", "primitives": "primitivesAsString"}


def read(text, option):
    def run(spark):
        with tempfile.TemporaryDirectory() as directory:
            with open(f"{directory}/x.json", "w") as file:
                file.write(text + "\n")
            frame = spark.read.option(option, "true").json(directory)
            return [frame.schema.simpleString(), [list(map(str, row)) for row in frame.collect()]]

    return run


for rows, text in TEXTS.items():
    for name, option in OPTIONS.items():
        CASES.add(f"{rows}.{name}.file", read(text, option))
        CASES.value(f"{rows}.{name}.text", f"schema_of_json('{text}', map('{option}', 'true'))")
CASES.value("all_null", "schema_of_json('{\"a\": null}', map('dropFieldIfAllNull', 'true'))")
CASES.value("array_of_null", "schema_of_json('[null]', map('dropFieldIfAllNull', 'true'))")
CASES.value("array_of_structs", "schema_of_json('[{\"a\": null}]', map('dropFieldIfAllNull', 'true'))")
