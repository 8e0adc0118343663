"""Print, as JSON, the serialized file descriptors of the client installed beside this interpreter: path -> base64.

They are read out of the generated modules as literals, so nothing of the client is imported.
"""

import ast
import base64
import importlib.util
import json
import pathlib


def folder(package, *rest):
    return pathlib.Path(importlib.util.find_spec(package).submodule_search_locations[0], *rest)


files = {}
for prefix, path in [
    ("spark/connect", folder("pyspark", "sql", "connect", "proto")),
    ("google/rpc", folder("google.rpc")),
]:
    for module in path.glob("*_pb2.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "AddSerializedFile":
                name = module.name[: -len("_pb2.py")]
                files[f"{prefix}/{name}.proto"] = base64.b64encode(ast.literal_eval(node.args[0])).decode()
print(json.dumps(files))
