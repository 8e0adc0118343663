"""How far an answer equals the golden one."""

import json
import re

# What each level adds, the weakest first. An error reaches `rows` with its condition and SQLSTATE, `types` with its
# parameters, `names` with its query context.
LEVELS = ("ran", "rows", "types", "names")
NOT_INCLUDED = "[not included in comparison]"
SUITE = r"org\.apache\.spark\.sql\.SQLQueryTestSuite"
MASKS = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"#\d+", "#x"),
        (r"plan_id=\d+", "plan_id=x"),
        (rf"Location.*{SUITE}/", f"Location {NOT_INCLUDED}/{{warehouse_dir}}/"),
        (rf"file:[^\s,]*{SUITE}", f"file:{NOT_INCLUDED}/{{warehouse_dir}}"),
        (r"Created By.*", f"Created By {NOT_INCLUDED}"),
        (r"Created Time.*", f"Created Time {NOT_INCLUDED}"),
        (r"Last Access.*", f"Last Access {NOT_INCLUDED}"),
        (r"Owner\t.*", f"Owner\t{NOT_INCLUDED}"),
        (r"Partition Statistics\t\d+", f"Partition Statistics\t{NOT_INCLUDED}"),
        (r"CTERelationDef \d+,", "CTERelationDef xxxx,"),
        (r"CTERelationRef \d+,", "CTERelationRef xxxx,"),
        (r"cterelationdef \d+,", "cterelationdef xxxx,"),
        (r"cterelationref \d+,", "cterelationref xxxx,"),
        (r"@\w*,", "@xxxxxxxx,"),
        (r"\*\(\d+\) ", "*"),
        (rf'"location":.*?{SUITE}/', f'"location": "{NOT_INCLUDED}/{{warehouse_dir}}/'),
        *(
            (rf'"{key}":".*?"', f'"{key} {NOT_INCLUDED}":"None"')
            for key in ("created_by", "created_time", "last_access", "owner")
        ),
        (r'"partition_statistics":"\d+"', f'"partition_statistics {NOT_INCLUDED}":"None"'),
        (r"transient_lastDdlTime=\d+", f"transient_lastDdlTime={NOT_INCLUDED}"),
        (r'"transient_lastDdlTime":"\d+"', f'"transient_lastDdlTime {NOT_INCLUDED}":"None"'),
    )
)


def masked(text):
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


def output_text(lines):
    return re.sub(r"\s+\Z", "", "\n".join(masked(line) for line in lines))


DESCRIBE = "struct<col_name:string,data_type:string,comment:string>"
SHOW_NAMES = re.compile(r"struct<namespace:string,(?:table|view)Name:string,isTemporary:boolean>")


def lines_of(sql, schema, rows):
    """Rows as lines; DESCRIBE pads its cells, SHOW TABLES and SHOW VIEWS give names alone."""
    if schema == DESCRIBE and re.match(r"\s*desc", sql, re.IGNORECASE):
        return ["\t".join(("" if c == "NULL" else c).ljust(20) for c in row) for row in rows]
    if SHOW_NAMES.fullmatch(schema) and re.match(r"\s*show\s", sql, re.IGNORECASE):
        return [row[1] for row in rows]
    return ["\t".join(row) for row in rows]


def keeps_order(sql):
    """Whether a query ends in an ORDER BY of its own: its rows are compared as they come."""
    depth, last = 0, ""
    for token in re.finditer(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|[()]|\w+", sql, re.DOTALL):
        text = token.group()
        if text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
        elif depth == 0:
            if last == "order" and text.lower() == "by":
                return "|>" not in sql
            last = text.lower()
    return False


def success_level(expected, sql, schema, types, rows):
    """The level of an answer where Spark gives rows; None where not even the error is right."""
    if expected.error is not None:
        return None
    lines = lines_of(sql, schema, rows)
    given = {output_text(lines)}
    if not keeps_order(sql):
        given.add(output_text(sorted(lines, key=lambda line: line.encode("utf-16-be", "surrogatepass"))))
    if given.isdisjoint((expected.output, expected.newer_output)):
        return "ran"
    if types_of(expected.schema, types) is False:
        return "rows"
    return "names" if schema == expected.schema else "types"


def types_of(schema, types):
    """Whether a golden schema has these types in this order, whatever its names hold."""
    pattern = ",".join(f".*?:{re.escape(text)}" for text in types)
    return re.fullmatch(f"struct<{pattern}>", schema, re.DOTALL) is not None


def without_frames(message):
    """A message without the frames of Python's tracebacks, which the suite does not print."""
    return re.sub(r"^Traceback \(most recent call last\):\n(?:  .*\n)+", "", message, flags=re.MULTILINE)


def error_level(expected, actual):
    """The level of an error; None where Spark gives rows."""
    if expected.error is None:
        return None
    name, body = expected.error
    if not body.startswith("{"):
        text = body.strip()
        given = [actual] if actual["cause"] is None else [actual, actual["cause"]]
        fits = any(
            e["message"] is not None and text in without_frames(masked(e["message"])) and name in e["classes"] for e in given
        )
        return "names" if fits else "ran"
    wanted = json.loads(body)
    if (wanted["errorClass"], wanted.get("sqlState")) != (actual["errorClass"], actual["sqlState"]):
        return "ran"
    parameters = {key: masked(value) for key, value in actual["messageParameters"].items()}
    if {k: masked(v) for k, v in wanted.get("messageParameters", {}).items()} != parameters:
        return "rows"
    return "names" if wanted.get("queryContext", []) == actual["queryContext"] else "types"
