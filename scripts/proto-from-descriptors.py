#!/usr/bin/env python3
"""Write .proto files from the descriptors that Spark Connect clients carry.

usage: proto-from-descriptors.py OUT_DIR PROTO_DIR [PROTO_DIR ...]

Each PROTO_DIR is the pyspark/sql/connect/proto folder of one client, newest first. The first one
gives the order; every message, field, oneof, enum value or method that only a later one has is
added to it, and a disagreement (same name or number, different meaning) ends the run; whether a
scalar field knows that it was set may differ, and then ours knows. Nothing is imported from the clients: the serialized descriptors are read out of their *_pb2.py as literals,
so any interpreter that has the protobuf package will do.
"""

import ast
import pathlib
import sys

from google.protobuf import descriptor_pb2 as d

HEADERS = {
    "base": "The service, its requests and responses.",
    "catalog": "Catalog calls, each of them a relation.",
    "commands": "What a client asks to be done rather than read.",
    "common": "Small messages that the other files share.",
    "expressions": "What is computed from a row.",
    "ml": "Commands of machine learning.",
    "ml_common": "Parameters and operators of machine learning.",
    "pipelines": "Declarative pipelines.",
    "relations": "What yields rows.",
    "types": "Spark's data types.",
}
F = d.FieldDescriptorProto
SCALARS = {
    getattr(F, "TYPE_" + name.upper()): name
    for name in (
        "double float int64 uint64 int32 fixed64 fixed32 bool string bytes uint32 sfixed32 sfixed64 sint32 sint64"
    ).split()
}


def read(folder):
    """File name -> FileDescriptorProto of one client."""
    files = {}
    for path in sorted(pathlib.Path(folder).glob("*_pb2.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "AddSerializedFile":
                files[path.name[: -len("_pb2.py")]] = d.FileDescriptorProto.FromString(ast.literal_eval(node.args[0]))
    return files


def merge(new, old, where, added):
    """Add to `new` what only `old` has; both are messages or files."""

    def by_name(kind):
        return {x.name: x for x in getattr(new, kind)} if hasattr(new, kind) else {}

    def complain(what):
        sys.exit(f"{where}: {what}")

    for kind in ("message_type", "nested_type"):
        known = by_name(kind)
        for m in getattr(old, kind, ()):
            if m.name in known:
                merge(known[m.name], m, f"{where}.{m.name}", added)
            else:
                getattr(new, kind).append(m)
                added.append(f"message {where}.{m.name}")
    known = by_name("enum_type")
    for e in old.enum_type:
        if e.name not in known:
            new.enum_type.append(e)
            added.append(f"enum {where}.{e.name}")
            continue
        values = {v.name: v.number for v in known[e.name].value}
        for v in e.value:
            if v.name not in values:
                known[e.name].value.append(v)
                added.append(f"value {where}.{e.name}.{v.name}")
            elif values[v.name] != v.number:
                complain(f"{e.name}.{v.name} is {v.number} and {values[v.name]}")
    known = by_name("service")
    for s in getattr(old, "service", ()):
        if s.name not in known:
            new.service.append(s)
            continue
        methods = {m.name for m in known[s.name].method}
        known[s.name].method.extend(m for m in s.method if m.name not in methods)
    if not isinstance(new, d.DescriptorProto):
        return
    names = {f.name: f for f in new.field}
    numbers = {f.number: f for f in new.field}
    oneofs = [o.name for o in new.oneof_decl]
    for f in old.field:
        oneof = old.oneof_decl[f.oneof_index].name if f.HasField("oneof_index") else None
        mine = names.get(f.name)
        if mine is None:
            if f.number in numbers:
                complain(f"number {f.number} is {f.name} and {numbers[f.number].name}")
            copy = new.field.add()
            copy.CopyFrom(f)
            if oneof is not None:
                if oneof not in oneofs:
                    oneofs.append(oneof)
                    new.oneof_decl.add().name = oneof
                copy.oneof_index = oneofs.index(oneof)
            added.append(f"field {where}.{f.name} = {f.number}")
            continue
        theirs = new.oneof_decl[mine.oneof_index].name if mine.HasField("oneof_index") else None
        for what, a, b in [
            ("number", mine.number, f.number),
            ("type", (mine.type, mine.type_name), (f.type, f.type_name)),
            ("label", mine.label, f.label),
            ("oneof", None if mine.proto3_optional else theirs, None if f.proto3_optional else oneof),
        ]:
            if a != b:
                complain(f"{what} of {f.name} is {a} and {b}")
        if f.proto3_optional and not mine.proto3_optional:
            complain(f"{f.name} has lost its presence")
        if mine.proto3_optional and not f.proto3_optional:
            added.append(f"presence {where}.{f.name}")


class Printer:
    def __init__(self, files):
        self.known = set()
        for f in files.values():
            for m in f.message_type:
                self.learn("." + f.package, m)
            for e in f.enum_type:
                self.known.add(f".{f.package}.{e.name}")

    def learn(self, scope, message):
        name = f"{scope}.{message.name}"
        self.known.add(name)
        for m in message.nested_type:
            self.learn(name, m)
        for e in message.enum_type:
            self.known.add(f"{name}.{e.name}")

    def reference(self, scope, full):
        """The shortest name of type `full` that means it inside `scope` under protobuf's scoping."""
        if full.startswith(".google."):
            return full[1:]
        parts = full.split(".")[1:]
        for start in range(len(parts) - 1, -1, -1):
            name, outer = parts[start:], scope
            while outer and f"{outer}.{name[0]}" not in self.known:
                outer = outer.rpartition(".")[0]
            if outer and f"{outer}.{'.'.join(name)}" == full:
                return ".".join(name)
        return full

    def kind(self, scope, f):
        return SCALARS.get(f.type) or self.reference(scope, f.type_name)

    def field(self, scope, f, maps, pad):
        deprecated = " [deprecated = true]" if f.options.deprecated else ""
        entry = maps.get(f.type_name) if f.type == F.TYPE_MESSAGE else None
        if entry is not None:
            shape = f"map<{self.kind(scope, entry.field[0])}, {self.kind(scope, entry.field[1])}>"
        else:
            label = "repeated " if f.label == F.LABEL_REPEATED else "optional " if f.proto3_optional else ""
            shape = label + self.kind(scope, f)
        return f"{pad}{shape} {f.name} = {f.number}{deprecated};"

    def enum(self, e, pad):
        yield f"{pad}enum {e.name} {{"
        if e.options.allow_alias:
            yield f"{pad}  option allow_alias = true;"
        for v in sorted(e.value, key=lambda v: v.number):
            yield f"{pad}  {v.name} = {v.number};"
        yield f"{pad}}}"

    def message(self, scope, m, pad=""):
        scope = f"{scope}.{m.name}"
        maps = {f"{scope}.{n.name}": n for n in m.nested_type if n.options.map_entry}
        yield f"{pad}message {m.name} {{"
        seen = set()
        for f in m.field:
            if f.HasField("oneof_index") and not f.proto3_optional:
                if f.oneof_index in seen:
                    continue
                seen.add(f.oneof_index)
                yield f"{pad}  oneof {m.oneof_decl[f.oneof_index].name} {{"
                for member in m.field:
                    if member.HasField("oneof_index") and member.oneof_index == f.oneof_index:
                        yield self.field(scope, member, maps, pad + "    ")
                yield f"{pad}  }}"
            else:
                yield self.field(scope, f, maps, pad + "  ")
        reserved = [f"{r.start}" if r.end == r.start + 1 else f"{r.start} to {r.end - 1}" for r in m.reserved_range]
        if reserved:
            yield f"{pad}  reserved {', '.join(reserved)};"
        if m.reserved_name:
            yield f"{pad}  reserved {', '.join(chr(34) + n + chr(34) for n in m.reserved_name)};"
        for e in m.enum_type:
            yield ""
            yield from self.enum(e, pad + "  ")
        for n in m.nested_type:
            if not n.options.map_entry:
                yield ""
                yield from self.message(scope, n, pad + "  ")
        yield f"{pad}}}"

    def service(self, scope, s):
        yield f"service {s.name} {{"
        for m in s.method:
            asked = ("stream " if m.client_streaming else "") + self.reference(scope, m.input_type)
            given = ("stream " if m.server_streaming else "") + self.reference(scope, m.output_type)
            yield f"  rpc {m.name}({asked}) returns ({given});"
        yield "}"

    def file(self, name, f):
        scope = "." + f.package
        yield f"// {HEADERS[name]}"
        yield 'syntax = "proto3";'
        yield ""
        yield f"package {f.package};"
        if f.dependency:
            yield ""
        for dependency in sorted(f.dependency):
            yield f'import "{dependency}";'
        for s in f.service:
            yield ""
            yield from self.service(scope, s)
        for e in f.enum_type:
            yield ""
            yield from self.enum(e, "")
        for m in f.message_type:
            yield ""
            yield from self.message(scope, m)


def main(out, folders):
    newest, *older = [read(folder) for folder in folders]
    files = {name: newest[name] for name in HEADERS}
    for folder, client in zip(folders[1:], older):
        added = []
        for name, old in client.items():
            if name in files:
                merge(files[name], old, old.package, added)
        print(f"{folder}: {len(added)} added", *added, sep="\n  ")
    for f in files.values():
        assert f.syntax == "proto3" and not f.extension, f.name
    printer = Printer(files)
    for name, f in files.items():
        path = pathlib.Path(out) / f.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(printer.file(name, f)) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
