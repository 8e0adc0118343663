"""AnalyzePlan of wide schemas: what a plain gRPC client waits for, which is more than the server takes."""

import os
import statistics
import tempfile
import time
import uuid

import duckdb
import grpc
import pyspark.sql.connect.proto as pb
from pyspark.sql.connect.proto import base_pb2_grpc

PORT = int(os.environ["FIRESTEEL_URL"].rsplit(":", 1)[1])
COLUMNS = 500
ROUNDS = 200


def column(name):
    return pb.Expression(unresolved_attribute=pb.Expression.UnresolvedAttribute(unparsed_identifier=name))


def plus_one(name):
    one = pb.Expression(literal=pb.Expression.Literal(integer=1))
    call = pb.Expression.UnresolvedFunction(function_name="+", arguments=[column(name), one])
    sum_ = pb.Expression(unresolved_function=call)
    return pb.Expression(alias=pb.Expression.Alias(expr=sum_, name=[name]))


def parquet(names):
    path = os.path.join(tempfile.mkdtemp(prefix="firesteel-bench-"), "wide.parquet")
    duckdb.sql(f"COPY (SELECT {', '.join(f'range AS {name}' for name in names)} FROM range(10)) TO '{path}'")
    return path


def main():
    stub = base_pb2_grpc.SparkConnectServiceStub(grpc.insecure_channel(f"127.0.0.1:{PORT}"))
    session = str(uuid.uuid4())
    names = [f"c{i}" for i in range(COLUMNS)]
    wide = pb.Relation(sql=pb.SQL(query="SELECT " + ", ".join(f"id + {i} AS c{i}" for i in range(COLUMNS)) + " FROM range(10)"))
    empty = pb.LocalRelation(schema=", ".join(f"{name} BIGINT" for name in names))
    plans = {
        "local rows": pb.Relation(local_relation=empty),
        "SQL": wide,
        "a Parquet file": pb.Relation(read=pb.Read(data_source=pb.Read.DataSource(format="parquet", paths=[parquet(names)]))),
        "a projection of the SQL": pb.Relation(project=pb.Project(input=wide, expressions=[plus_one(name) for name in names])),
    }
    for what, relation in plans.items():
        schema = pb.AnalyzePlanRequest.Schema(plan=pb.Plan(root=relation))
        request = pb.AnalyzePlanRequest(session_id=session, client_type="bench spark/4.0.4", schema=schema)
        laps = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            answer = stub.AnalyzePlan(request)
            laps.append((time.perf_counter() - start) * 1000)
        assert len(answer.schema.schema.struct.fields) == COLUMNS
        laps.sort()
        print(f"schema of {COLUMNS} columns, {what}: p50 {statistics.median(laps):.1f} ms, p95 {laps[int(ROUNDS * 0.95)]:.1f} ms   (bound 5 ms)")


main()
