"""Result rows as Spark's golden files print them: cells of Arrow columns by their Spark types (HiveResult.toHiveString)."""

import datetime
import math
import zoneinfo

import numpy
import pyarrow as pa
from pyspark.sql import types as t

NULL, NESTED_NULL = "NULL", "null"
MICROS = 1_000_000
DAY = 86_400 * MICROS


def schema_text(schema):
    """A schema as the golden files hold it: `struct<name:type,…>`."""
    return f"struct<{','.join(f'{f.name}:{f.dataType.simpleString()}' for f in schema.fields)}>"


def type_texts(schema):
    """The schema's types without its top-level names."""
    return [f.dataType.simpleString() for f in schema.fields]


def rows_of(table, schema, settings):
    """Every row as a list of cells. `settings` has the session's zone and how it prints binary values."""
    columns = []
    for field, column in zip(schema.fields, table.columns):
        cells = []
        for chunk in column.chunks:
            cells += Renderer(settings).column(chunk, field.dataType, nested=False)
        columns.append(cells)
    return [[NULL if cell is None else cell for cell in row] for row in zip(*columns)]


class Renderer:
    def __init__(self, settings):
        self.zone = settings.get("spark.sql.session.timeZone", "America/Los_Angeles")
        self.binary_style = settings.get("spark.sql.binaryOutputStyle", "").upper() or "UTF-8"

    def column(self, array, type_, nested):
        """One text a value; None for a missing one."""
        if isinstance(type_, t.NullType):
            return [None] * len(array)
        if isinstance(type_, t.UserDefinedType):
            return self.column(array, type_.sqlType(), nested)
        if isinstance(type_, t.ArrayType):
            items = self.column(array.values, type_.elementType, True)
            return [
                None if span is None else f"[{','.join(NESTED_NULL if i is None else i for i in items[span])}]"
                for span in spans(array)
            ]
        if isinstance(type_, t.MapType):
            keys = self.column(array.keys, type_.keyType, True)
            values = self.column(array.items, type_.valueType, True)
            pairs = [f"{k}:{NESTED_NULL if v is None else v}" for k, v in zip(keys, values)]
            return [None if span is None else f"{{{','.join(sorted(pairs[span]))}}}" for span in spans(array)]
        if isinstance(type_, t.StructType):
            parts = [self.column(array.field(i), f.dataType, True) for i, f in enumerate(type_.fields)]
            names = [f.name for f in type_.fields]
            texts = []
            for i, valid in enumerate(validity(array)):
                cells = [f'"{n}":{NESTED_NULL if p[i] is None else p[i]}' for n, p in zip(names, parts)]
                texts.append(f"{{{','.join(cells)}}}" if valid else None)
            return texts
        if isinstance(type_, t.VariantType):
            value, metadata = array.field("value").to_pylist(), array.field("metadata").to_pylist()
            return [
                str(t.VariantVal(v, m)) if valid else None for v, m, valid in zip(value, metadata, validity(array))
            ]
        text = self.scalar(type_, nested)
        return [None if value is None else text(value) for value in plain_values(array, type_)]

    def scalar(self, type_, nested):
        """How a value of a type without parts is printed."""
        if isinstance(type_, t.BooleanType):
            return lambda v: "true" if v else "false"
        if isinstance(type_, t.FloatType):
            return lambda v: java_double(v, str(numpy.float32(v)))
        if isinstance(type_, t.DoubleType):
            return lambda v: java_double(v, repr(v))
        if isinstance(type_, t.DecimalType):
            return lambda v: format(v, "f")
        if isinstance(type_, t.BinaryType):
            return self.binary
        if isinstance(type_, t.DateType):
            return lambda v: date_text(v)
        if isinstance(type_, t.TimestampType):
            return lambda v: timestamp_text(v + zone_offset(v, self.zone))
        if isinstance(type_, t.TimestampNTZType):
            return timestamp_text
        if isinstance(type_, t.DayTimeIntervalType):
            # The rows of the golden files went through Java's durations, which are cut to the type's last field.
            unit = (DAY, 3600 * MICROS, 60 * MICROS, 1)[type_.endField]
            return lambda v: day_time_text(v - (v % unit if v >= 0 else -(-v % unit)))
        if isinstance(type_, t.YearMonthIntervalType):
            return lambda v: f"{'-' if v < 0 else ''}{abs(v) // 12}-{abs(v) % 12}"
        if isinstance(type_, t.CalendarIntervalType):
            return calendar_interval_text
        if isinstance(type_, (t.StringType, t.CharType, t.VarcharType)):
            return (lambda v: f'"{v}"') if nested else str
        return str

    def binary(self, value):
        import base64

        match self.binary_style:
            case "HEX":
                return value.hex().upper()
            case "HEX_DISCRETE":
                return f"[{' '.join(f'{b:02X}' for b in value)}]"
            case "BASE64":
                return base64.b64encode(value).decode().rstrip("=")
            case "BASIC":
                return f"[{', '.join(str(b - 256 if b > 127 else b) for b in value)}]"
            case _:
                return value.decode("utf-8", "replace")


def validity(array):
    return array.is_valid().to_pylist()


def spans(array):
    """The slice of the child values of each list or map; None for a missing one."""
    offsets = array.offsets.to_pylist()
    return [slice(offsets[i], offsets[i + 1]) if ok else None for i, ok in enumerate(validity(array))]


def plain_values(array, type_):
    """Python values that lose nothing: datetimes as numbers, intervals as (months, days, nanoseconds)."""
    if isinstance(type_, t.DateType):
        return array.cast(pa.int32()).to_pylist()
    if isinstance(type_, (t.TimestampType, t.TimestampNTZType, t.DayTimeIntervalType)):
        return array.cast(pa.int64()).to_pylist()
    return array.to_pylist()


def java_double(value, shortest):
    """`Double.toString` of Java 19 and later, from the shortest digits that read back as the same number."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    if value == 0:
        return f"{sign}0.0"
    mantissa, _, exponent = shortest.lstrip("-").lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    if 1e-3 <= abs(value) < 1e7:
        if point <= 0:
            return f"{sign}0.{'0' * -point}{digits}"
        return f"{sign}{digits[:point].ljust(point, '0')}.{digits[point:] or '0'}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{point - 1}"


def date_text(days):
    """ISO date of days since 1970-01-01 in the proleptic Gregorian calendar, for any year."""
    z = days + 719_468
    era, rest = divmod(z, 146_097)
    year = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    day = rest - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    year += era * 400 + (1 if month >= 10 else 0)
    sign = "+" if year > 9999 else "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{(month + 2) % 12 + 1:02}-{day - (153 * month + 2) // 5 + 1:02}"


def timestamp_text(micros):
    days, rest = divmod(micros, DAY)
    seconds, fraction = divmod(rest, MICROS)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    return f"{date_text(days)} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{tail}"


def zone_offset(micros, zone):
    """Microseconds that a zone is ahead of UTC at an instant."""
    if zone.upper() in ("UTC", "Z"):
        return 0
    if zone[0] in "+-" or zone[:3] in ("UTC", "GMT"):
        text = zone.removeprefix("UTC").removeprefix("GMT")
        parts = [int(p) for p in text[1:].split(":")] + [0, 0]
        return (-1 if text[0] == "-" else 1) * (parts[0] * 3600 + parts[1] * 60 + parts[2]) * MICROS
    # Rules repeat with the calendar, every 400 years; before Python's first year there is local mean time only.
    while micros > 253_402_300_799 * MICROS - 2 * DAY:
        micros -= 146_097 * DAY
    inside = max(micros, -62_135_596_800 * MICROS + 2 * DAY)
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=inside)
    return int(moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset().total_seconds()) * MICROS


def day_time_text(micros):
    sign, rest = ("-", -micros) if micros < 0 else ("", micros)
    days, rest = divmod(rest, DAY)
    seconds, fraction = divmod(rest, MICROS)
    return f"{sign}{days} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction:06}000"


def calendar_interval_text(value):
    months, days, nanos = value.months, value.days, value.nanoseconds
    micros = abs(nanos) // 1000 * (-1 if nanos < 0 else 1)
    parts = []

    def unit(amount, name):
        if amount != 0:
            parts.append(f"{amount} {name}")

    def truncated(amount, by):
        return abs(amount) // by * (-1 if amount < 0 else 1)

    years = truncated(months, 12)
    unit(years, "years")
    unit(months - years * 12, "months")
    unit(days, "days")
    hours = truncated(micros, 3600 * MICROS)
    micros -= hours * 3600 * MICROS
    unit(hours, "hours")
    minutes = truncated(micros, 60 * MICROS)
    micros -= minutes * 60 * MICROS
    unit(minutes, "minutes")
    if micros != 0:
        whole, fraction = divmod(abs(micros), MICROS)
        tail = f".{fraction:06}".rstrip("0") if fraction else ""
        parts.append(f"{'-' if micros < 0 else ''}{whole}{tail} seconds")
    return " ".join(parts) or "0 seconds"
