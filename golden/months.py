"""Year-month intervals of Arrow, which PyArrow carries but cannot look at, as 32-bit integers."""

import ctypes

import pyarrow as pa


class ArrowSchema(ctypes.Structure):
    """The C data interface's schema, as far as it is needed."""


ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
MONTHS, INT32 = b"tiM", b"i"
ARRAY_BYTES = 80


def months_as_integers(table):
    """The table with every column of months, also nested ones, as integers."""
    batches = []
    for batch in table.to_batches():
        array, schema = ctypes.create_string_buffer(ARRAY_BYTES), ArrowSchema()
        batch._export_to_c(ctypes.addressof(array), ctypes.addressof(schema))
        retype(schema)
        batches.append(pa.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema)))
    return pa.Table.from_batches(batches) if batches else table


def retype(schema):
    if schema.format == MONTHS:
        schema.format = INT32
    for i in range(schema.n_children):
        retype(schema.children[i].contents)
