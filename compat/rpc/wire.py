"""Calls of Spark Connect's service as bytes on the wire, and their outcomes as JSON that two servers can be compared by."""

import json
import re
import time
import uuid

import grpc
import pyspark
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from pyspark.sql.connect.proto import base_pb2 as pb
from pyspark.sql.connect.proto import base_pb2_grpc
from pyspark.sql.connect.proto import relations_pb2 as rel

VERSION = tuple(int(part) for part in pyspark.__version__.split(".")[:2])
ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Question:
    """A named function of a peer; `since` is the first version whose protocol has what it needs."""

    def __init__(self, run, since):
        self.name = run.__name__
        self.run = run
        self.since = since


class Questions(list):
    def ask(self, since=(3, 5)):
        def add(run):
            assert all(known.name != run.__name__ for known in self), run.__name__
            self.append(Question(run, since))
            return run

        return add


class Peer:
    """One session of one user, spoken for without a client library. Ids in outcomes are replaced by the names given to them."""

    def __init__(self, channel, session_id=None, user="rpc"):
        self.stub = base_pb2_grpc.SparkConnectServiceStub(channel)
        self.channel = channel
        self.names = {}
        self.user = user
        self.session_id = self.id("session") if session_id is None else session_id
        self.observed = None

    def id(self, name):
        """A new UUID that outcomes call by a name."""
        made = str(uuid.uuid4())
        self.names[made] = f"<{name}>"
        return made

    def other(self, session_id=None, user="rpc"):
        """Another session over the same connection; its ids are named in this one's outcomes too."""
        peer = Peer(self.channel, session_id, user)
        self.names.update(peer.names)
        peer.names = self.names
        return peer

    def request(self, kind, **fields):
        fields = {"session_id": self.session_id, "client_type": f"rpc spark/{pyspark.__version__}", **fields}
        if self.observed is not None:
            fields.setdefault("client_observed_server_side_session_id", self.observed)
        known = {field.name for field in kind.DESCRIPTOR.fields}
        made = kind(**{name: value for name, value in fields.items() if name in known})
        if "user_context" not in fields:
            made.user_context.user_id = self.user
        return made

    # ---- calls ----

    def config(self, **operation):
        return self.answer(
            lambda: config_answer(self.stub.Config(self.request(pb.ConfigRequest, operation=pb.ConfigRequest.Operation(**operation))))
        )

    def set(self, **pairs):
        """Sets keys whose dots are written as double underscores."""
        values = [pb.KeyValue(key=key.replace("__", "."), value=value) for key, value in pairs.items()]
        self.stub.Config(self.request(pb.ConfigRequest, operation=pb.ConfigRequest.Operation(set=pb.ConfigRequest.Set(pairs=values))))

    def analyze(self, read=lambda response: response.WhichOneof("result"), **fields):
        return self.answer(lambda: read(self.stub.AnalyzePlan(self.request(pb.AnalyzePlanRequest, **fields))))

    def execute(self, plan, operation_id=None, reattachable=True, options=(), **fields):
        """Begins a plan; the responses come as they are read."""
        options = list(options)
        if reattachable:
            options.append(pb.ExecutePlanRequest.RequestOption(reattach_options=pb.ReattachOptions(reattachable=True)))
        if operation_id is not None:
            fields["operation_id"] = operation_id
        return self.stub.ExecutePlan(self.request(pb.ExecutePlanRequest, plan=plan, request_options=options, **fields))

    def reattach(self, operation_id, last=None):
        more = {} if last is None else {"last_response_id": last}
        return self.stub.ReattachExecute(self.request(pb.ReattachExecuteRequest, operation_id=operation_id, **more))

    def release(self, operation_id, until=None, nothing=False):
        kind = pb.ReleaseExecuteRequest
        what = {"release_all": kind.ReleaseAll()} if until is None else {"release_until": kind.ReleaseUntil(response_id=until)}
        request = self.request(kind, operation_id=operation_id, **({} if nothing else what))

        def read(response):
            return {"operation": self.named(response.operation_id) if response.HasField("operation_id") else None}

        return self.answer(lambda: read(self.stub.ReleaseExecute(request)))

    def interrupt(self, kind, **what):
        request = self.request(pb.InterruptRequest, interrupt_type=kind, **what)
        return self.answer(lambda: sorted(self.named(i) for i in self.stub.Interrupt(request).interrupted_ids))

    def release_session(self, **fields):
        request = self.request(pb.ReleaseSessionRequest, **fields)

        def read(response):
            return {"session": self.named(response.session_id), "server": bool(response.server_side_session_id)}

        return self.answer(lambda: read(self.stub.ReleaseSession(request)))

    def add_artifacts(self, *payloads, observed=None):
        more = {} if observed is None else {"client_observed_server_side_session_id": observed}
        requests = [self.request(pb.AddArtifactsRequest, **payload, **more) for payload in payloads]

        def read(response):
            return [[summary.name, summary.is_crc_successful] for summary in response.artifacts]

        return self.answer(lambda: read(self.stub.AddArtifacts(iter(requests))))

    def has_artifacts(self, *names):
        request = self.request(pb.ArtifactStatusesRequest, names=list(names))

        def read(response):
            return {name: response.statuses[name].exists for name in sorted(response.statuses)}

        return self.answer(lambda: read(self.stub.ArtifactStatus(request)))

    # ---- outcomes ----

    def answer(self, call):
        """What a call gives, or its error."""
        try:
            return call()
        except grpc.RpcError as error:
            return self.failure(error)

    def all(self, stream):
        """What the responses of a stream hold, in order, and the error behind them where there is one."""
        kinds = []
        try:
            for response in stream:
                kinds.extend(kinds_of(response))
        except grpc.RpcError as error:
            # A schema of no rows tells nothing; it may come before the error or not.
            return [*(kind for kind in kinds if kind != "schema"), self.failure(error)]
        return kinds

    def named(self, text):
        return ID.sub(lambda match: self.names.get(match.group().lower(), "<unknown>"), text)

    def failure(self, error):
        status = rpc_status.from_call(error)
        if status is None:
            return {"code": error.code().name, "details": False}
        info = error_details_pb2.ErrorInfo()
        for detail in status.details:
            if detail.Is(info.DESCRIPTOR):
                detail.Unpack(info)
        # Clients know the two by the same name.
        name = info.reason.replace(".catalyst.ExtendedAnalysisException", ".AnalysisException")
        found = {"code": error.code().name, "class": name}
        if VERSION < (4, 0):
            # Servers before 4.0 name a condition in the text only.
            named = re.match(r"\[([A-Z_.0-9]+)\]", status.message)
            if named is not None:
                found["condition"] = named.group(1)
            return found
        if info.metadata.get("errorClass"):
            found["condition"] = info.metadata["errorClass"]
            parameters = json.loads(info.metadata.get("messageParameters", "{}"))
            if "confOptions" in parameters:
                parameters["confOptions"] = ", ".join(sorted(parameters["confOptions"].split(", ")))
            if found["condition"] == "INVALID_CURSOR.POSITION_NOT_AVAILABLE":
                # Of responses that are gone Spark knows no ids.
                del parameters["responseId"]
            found["parameters"] = {key: self.named(value) for key, value in sorted(parameters.items())}
        if "sqlState" in info.metadata:
            found["sqlState"] = info.metadata["sqlState"]
        return found


def kinds_of(response):
    """What a response holds; servers may put several things into one."""
    kind = response.WhichOneof("response_type")
    return [
        *(["schema"] if response.HasField("schema") else []),
        *([] if kind in (None, "execution_progress", "result_complete") else [kind]),
        *(["metrics"] if response.HasField("metrics") else []),
        *(["observed_metrics"] if response.observed_metrics else []),
        *(["result_complete"] if kind == "result_complete" else []),
    ]


def config_answer(response):
    pairs = [[pair.key, pair.value if pair.HasField("value") else None] for pair in response.pairs]
    return {"pairs": pairs, "warnings": [warning_told(warning) for warning in response.warnings]}


def warning_told(text):
    """What a warning says, without the sentence it says it by."""
    deprecated = re.match(r"The SQL config '([\w.]+)' .*deprecated", text)
    return f"deprecated {deprecated.group(1)}" if deprecated is not None else text.split(" due to ")[0]


# ---- plans ----


def root(**relation):
    return pb.Plan(root=rel.Relation(**relation))


def range_of(end, partitions=1):
    return rel.Relation(range=rel.Range(start=0, end=end, step=1, num_partitions=partitions))


def filtered(relation, condition):
    from pyspark.sql.connect.proto import expressions_pb2 as ex

    text = ex.Expression(expression_string=ex.Expression.ExpressionString(expression=condition))
    return rel.Relation(filter=rel.Filter(input=relation, condition=text))


def numbers(end=3):
    return pb.Plan(root=range_of(end))


def endless():
    """Runs until it is stopped, and gives no row."""
    return pb.Plan(root=filtered(range_of(10**13), "sqrt(id * 7.0D) = -1"))


def failing():
    return pb.Plan(root=filtered(range_of(3), "double(raise_error('no')) > id"))


def sql(text):
    return root(sql=rel.SQL(query=text))


def sql_command(text):
    from pyspark.sql.connect.proto import commands_pb2 as commands

    if VERSION < (4, 0):
        return pb.Plan(command=commands.Command(sql_command=commands.SqlCommand(sql=text)))
    return pb.Plan(command=commands.Command(sql_command=commands.SqlCommand(input=rel.Relation(sql=rel.SQL(query=text)))))


# ---- waiting ----


# How long an operation that was just begun is given to be known and to run; a JVM takes longer.
PATIENCE = 0.25


def started(peer, patience=1):
    time.sleep(PATIENCE * patience)


def error_id(peer, plan):
    """The id under which a plan's failure can be asked about."""
    try:
        list(peer.execute(plan))
    except grpc.RpcError as error:
        info = error_details_pb2.ErrorInfo()
        rpc_status.from_call(error).details[0].Unpack(info)
        return info.metadata["errorId"]
    raise AssertionError("the plan does not fail")
