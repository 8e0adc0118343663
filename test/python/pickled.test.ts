// What pickled functions get and return, against what a real Spark of each version made of it (`record_pickled.py`).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { type DataType, INT, STRING, type StructType } from "../../src/types/data-type.ts";
import { parseDataType } from "../../src/types/ddl.ts";
import type { Decimal, MapValue, StructValue, Value } from "../../src/types/value.ts";
import { batch, type Client, clients, commandsOf, common, rowsOf, scalar, startRuntime, stream } from "./harness.ts";
import { inputs } from "./pickled-inputs.ts";

interface Fault {
  readonly error: string;
  readonly message: string;
}
type Told = string | null | Fault;
interface Recording {
  readonly inputs: Readonly<Record<string, Told>>;
  readonly returns: Readonly<Record<string, Readonly<Record<string, Told>>>>;
}

const recordingOf = (client: Client): Recording | undefined => {
  const path = join(import.meta.dirname, "pickled", `${client.line}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Recording) : undefined;
};
const recorded = clients.flatMap((client) => {
  const recording = recordingOf(client);
  return recording === undefined ? [] : [{ name: client.name, client, recording }];
});

it.runIf(recorded.length === 0)("there is no client's environment here (scripts/clients.mjs)", () => {});

describe.each(recorded)("pickled functions of $name", ({ client, recording }) => {
  const { runtime, end } = startRuntime();
  let commands: ReadonlyMap<string, Uint8Array>;
  let keys: readonly string[] = [];
  beforeAll(() => {
    commands = commandsOf(client);
    keys = JSON.parse(new TextDecoder().decode(commands.get("keys of values"))) as string[];
  });
  afterAll(end);

  const call = async (name: string, input: StructType, rows: readonly (readonly Value[])[], result: DataType) => {
    const f = { commands: [commands.get(name) as Uint8Array], args: [{ column: 0 }], name };
    const task = scalar(client, 100, [f], [result], { ...common(client), input, keep: [] });
    return (await rowsOf(runtime.run(task, stream(batch(input, rows))))).map((row) => row[0] ?? null);
  };

  it.each(Object.entries(recording.inputs).filter(([sql]) => sql in inputs))("get %s", async (sql, told) => {
    const [type, value] = inputs[sql] as readonly [DataType, Value];
    const input: StructType = { kind: "struct", fields: [{ name: "x", type, nullable: true }] };
    expect(await call("described", input, [[value]], STRING)).toEqual([told]);
  });

  describe.each(Object.entries(recording.returns))("declared as %s", (name, answers) => {
    const type = parseDataType(name);
    const input: StructType = { kind: "struct", fields: [{ name: "i", type: INT, nullable: true }] };
    const row = (key: string): Value[] => [keys.indexOf(key)];

    it("return what Spark takes", async () => {
      const good = Object.entries(answers).filter(
        (entry): entry is [string, string | null] => !isFault(entry[1]) && !isCalendar(entry[1]),
      );
      const made = await call(
        `returns ${name}`,
        input,
        good.map(([key]) => row(key)),
        type,
      );
      expect(Object.fromEntries(good.map(([key], i) => [key, withoutAddress(shown(made[i] ?? null, type))]))).toEqual(
        Object.fromEntries(good.map(([key, told]) => [key, withoutAddress(told)])),
      );
    });

    it("refuse what only Java prints so", async () => {
      for (const [key, told] of Object.entries(answers)) {
        if (!isCalendar(told)) continue;
        await expect(call(`returns ${name}`, input, [row(key)], type)).rejects.toMatchObject({
          condition: "UNSUPPORTED_FEATURE.FIRESTEEL",
        });
      }
    });

    it("fail as in Spark", async () => {
      for (const [key, told] of Object.entries(answers)) {
        if (!isFault(told)) continue;
        const fault = await call(`returns ${name}`, input, [row(key)], type).then(
          (made) => ({ key, made }),
          (reason: unknown) => ({ key, ...faultOf(reason) }),
        );
        expect(withoutAddress(JSON.stringify(fault))).toBe(
          withoutAddress(JSON.stringify({ key, ...expectedFault(told) })),
        );
      }
    });
  });
});

const isFault = (told: Told): told is Fault => typeof told === "object" && told !== null;

const isCalendar = (told: Told): boolean => typeof told === "string" && told.includes("java.util.GregorianCalendar");

/** Java's arrays and Python's objects print where they are, which is another place each time. */
const withoutAddress = (text: string | null): string | null => text?.replace(/(@|\b0x)[0-9a-f]+/g, "$1") ?? null;

function expectedFault({ error, message }: Fault): { condition: string; message?: string } {
  const condition = /^\[([A-Z_.]+)\]/.exec(message)?.[1];
  if (error === "PickleException") return { condition: "JVM.PICKLE", message };
  if (error === "PythonException") return { condition: "PYTHON_EXCEPTION", message };
  if (error.includes("IllegalState")) return { condition: "STRUCT_ARRAY_LENGTH_MISMATCH" };
  return { condition: condition ?? error };
}

function faultOf(reason: unknown): { condition: string; message?: string } {
  if (!(reason instanceof SparkError)) throw reason;
  const { condition, params } = reason;
  if (condition === "JVM.PICKLE") return { condition, message: params["message"] ?? "" };
  if (condition === "PYTHON_EXCEPTION")
    return { condition, message: (params["traceback"] ?? "").trim().split("\n").at(-1) ?? "" };
  return { condition };
}

/** A value as the recording's query shows it. */
function shown(value: Value, type: DataType): string | null {
  if (type.kind === "array" || type.kind === "map" || type.kind === "struct")
    return value === null ? "{}" : `{"v":${json(value, type)}}`;
  if (value === null) return null;
  switch (type.kind) {
    case "float":
    case "double":
      return javaNumber(value as number);
    case "decimal":
      return decimalText(value as Decimal);
    case "binary":
      return Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase();
    case "date":
      return new Date((value as number) * 86_400_000).toISOString().slice(0, 10);
    case "timestamp":
      return instant((value as bigint) + 9n * 3_600_000_000n);
    case "timestamp_ntz":
      return instant(value as bigint);
    case "day_time_interval":
      return interval(value as bigint);
    default:
      return String(value);
  }
}

function json(value: Value, type: DataType): string {
  if (value === null) return "null";
  if (type.kind === "array") return `[${(value as readonly Value[]).map((v) => json(v, type.element)).join(",")}]`;
  if (type.kind === "map")
    return `{${(value as MapValue).entries.map(([k, v]) => `${JSON.stringify(String(k))}:${json(v, type.value)}`).join(",")}}`;
  if (type.kind === "struct")
    return `{${type.fields
      .map((f, i) => [f, (value as StructValue).fields[i] ?? null] as const)
      .filter(([, v]) => v !== null)
      .map(([f, v]) => `"${f.name}":${json(v, f.type)}`)
      .join(",")}}`;
  return type.kind === "string" ? JSON.stringify(value) : String(value);
}

function javaNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = "", exponent = ""] = Number(value.toPrecision(7)).toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

function decimalText({ unscaled, scale }: Decimal): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function instant(micros: bigint): string {
  const seconds = micros >= 0n ? micros / 1_000_000n : (micros - 999_999n) / 1_000_000n;
  const part = String(micros - seconds * 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace("T", " ");
  return part === "" ? whole : `${whole}.${part}`;
}

function interval(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const two = (n: bigint) => String(n).padStart(2, "0");
  const part = String(size % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const text = `${size / 86_400_000_000n} ${two((size / 3_600_000_000n) % 24n)}:${two((size / 60_000_000n) % 60n)}:${two((size / 1_000_000n) % 60n)}`;
  return `INTERVAL '${micros < 0n ? "-" : ""}${text}${part === "" ? "" : `.${part}`}' DAY TO SECOND`;
}
