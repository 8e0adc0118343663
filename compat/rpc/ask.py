"""Asks a server the questions of this package."""

import importlib
import json
import pkgutil

import rpc
from rpc.wire import VERSION, Peer


def modules():
    """The modules with questions, by name."""
    for info in sorted(pkgutil.iter_modules(rpc.__path__), key=lambda m: m.name):
        found = getattr(importlib.import_module(f"rpc.{info.name}"), "QUESTIONS", None)
        if found is not None:
            yield info.name, found


def channel_of(spark):
    """A connection of its own to a session's server."""
    return spark.client._builder.toChannel()


def answer(question, channel):
    """What a question gives, as JSON has it."""
    return json.loads(json.dumps(question.run(Peer(channel))))


def answers(questions, spark):
    channel = channel_of(spark)
    return {question.name: answer(question, channel) for question in questions if VERSION >= question.since}
