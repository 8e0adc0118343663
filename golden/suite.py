"""Spark's SQL golden suite as files: which queries an input holds, and what Spark answers (SQLQueryTestSuite)."""

import pathlib
import re
from dataclasses import dataclass, field

COMMENT = "--"
DELIMITER = "--QUERY-DELIMITER"
# Java's String.trim.
BLANK = "".join(map(chr, range(0x21)))


@dataclass(frozen=True)
class Expected:
    """What a golden file holds for one query: its text, the schema's string, the output, and that of Java 21."""

    sql: str
    schema: str
    output: str
    newer_output: str

    @property
    def error(self):
        """The error's class and the rest of the output, where Spark fails."""
        if self.schema != "struct<>" or not self.output:
            return None
        first, _, rest = self.output.partition("\n")
        return (first, rest) if re.fullmatch(r"(?:org|java)\.[\w.$]+", first) else None


@dataclass(frozen=True)
class Case:
    """One golden file: its settings, its queries and their answers."""

    name: str
    settings: tuple = ()
    expected: tuple = field(default=(), repr=False)

    @property
    def kind(self):
        """The folder that decides how the suite runs a file."""
        first = self.name.split("/", 1)[0]
        return first if first in ("udf", "udaf", "udtf", "postgreSQL", "nonansi", "timestampNTZ") else "regular"


def text_of(path):
    """A file's text with its line ends as they are: some answers hold carriage returns."""
    return path.read_bytes().decode("utf-8")


def is_comment(line):
    text = line.strip(BLANK)
    return text.startswith(COMMENT) and not text.startswith(DELIMITER)


def read_input(inputs, name):
    """The settings and the query texts of `inputs/<name>`."""
    lines = text_of(inputs / name).split("\n")
    comments = [line for line in lines if is_comment(line)]
    code = [line for line in lines if not is_comment(line)]
    for line in reversed([line for line in comments if line.startswith("--IMPORT ")]):
        imported = text_of(inputs / line.removeprefix("--IMPORT ").strip(BLANK)).split("\n")
        code = [line for line in imported if not is_comment(line)] + code
    settings = []
    for line in comments:
        if line.startswith("--SET "):
            for pair in line.removeprefix("--SET ").split(","):
                key, _, value = pair.partition("=")
                settings.append((key.strip(BLANK), value.strip(BLANK)))
    return tuple(settings), queries_of(code)


def queries_of(code):
    """Query texts: pieces between semicolons, and whole ones between delimiter lines."""
    if not any(line.strip(BLANK).startswith(DELIMITER) for line in code):
        pieces = split_statements(code)
    else:
        pieces, pending, verbatim = [], [], None
        for line in code:
            text = line.strip(BLANK)
            if text.startswith(DELIMITER + "-START"):
                pieces += split_statements(pending)
                pending, verbatim = [], []
            elif text.startswith(DELIMITER + "-END"):
                whole = "\n" + "\n".join(verbatim or [])
                pieces.append(whole.removesuffix(";"))
                verbatim = None
            elif verbatim is not None:
                verbatim.append(line)
            else:
                pending.append(line)
        pieces += split_statements(pending)
    cleaned = (without_comment_lines(piece.strip(BLANK)) for piece in pieces)
    return tuple(text for text in cleaned if text)


def split_statements(lines):
    return re.split(r"(?<=[^\\]);", "\n".join(lines))


def without_comment_lines(piece):
    return "\n".join(line for line in piece.split("\n") if not line.startswith(COMMENT)).strip(BLANK)


def read_results(path):
    """The expected answers of a golden file, in order."""
    parts = re.split(r"-- !query.*\n", text_of(path))[1:]
    groups = [parts[i : i + 3] for i in range(0, len(parts) - 2, 3)]
    return [(sql.strip(BLANK), schema.strip(BLANK), re.sub(r"\s+\Z", "", output)) for sql, schema, output in groups]


def read_cases(root):
    """All golden files under a directory with `inputs/` and `results/`, sorted by name."""
    root = pathlib.Path(root)
    inputs, results = root / "inputs", root / "results"
    cases = []
    for path in sorted(inputs.rglob("*.sql")):
        name = path.relative_to(inputs).as_posix()
        golden = results / f"{name}.out"
        if not golden.exists():
            continue
        settings, queries = read_input(inputs, name)
        answers = read_results(golden)
        if tuple(sql for sql, _, _ in answers) != queries:
            raise ValueError(f"{name}: the queries of the input are not those of its golden file")
        # Newer Java prints some numbers and dates otherwise.
        newer = results / f"{name}.out.java21"
        others = read_results(newer) if newer.exists() else answers
        expected = tuple(Expected(*answer, other[2]) for answer, other in zip(answers, others))
        cases.append(Case(name, settings, expected))
    return cases
