import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { helpText, parseCommandLine } from "../../src/cli.ts";
import { settings } from "../../src/config.ts";

const parse = (args: string[], env: Record<string, string> = {}) => parseCommandLine(args, env, "1.2.3");
const configOf = async (args: string[], env: Record<string, string> = {}) => {
  const parsed = await parse(args, env);
  if (parsed.kind !== "serve") throw new Error(parsed.text);
  return parsed.config;
};
const misuseOf = async (args: string[], env: Record<string, string> = {}) => {
  const parsed = await parse(args, env);
  return parsed.kind === "misuse" ? parsed.text : `no misuse: ${parsed.kind}`;
};

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "firesteel-cli-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

describe("the command line", () => {
  test("serves by default, on the loopback address only", async () => {
    expect(await configOf([])).toMatchObject({
      host: "127.0.0.1",
      port: 15002,
      "spark-version": "4.0.4",
      conf: {},
      warehouse: resolve("spark-warehouse"),
    });
    expect(await configOf(["serve"])).toEqual(await configOf([]));
    expect((await configOf([]))["memory-limit"]).toBeUndefined();
  });

  test.each([
    [["--memory-limit", "1.5G"], { "memory-limit": 1.5 * 2 ** 30 }],
    [["--memory-limit", "4GiB"], { "memory-limit": 2 ** 32 }],
    [["--detached-timeout=90s"], { "detached-timeout": 90_000 }],
    [["--conf", "a=b=c", "--conf", "k="], { conf: { a: "b=c", k: "" } }],
    [["--log-level", "debug"], { "log-level": "debug" }],
    [["--token=--x"], { token: "--x" }],
  ])("understands %j", async (args, expected) => {
    expect(await configOf(args)).toMatchObject(expected);
  });

  test.each([
    [["--port", "x"], '--port: "x" is no whole number from 0 to 65535'],
    [["--port", "70000"], "--port"],
    [["--port"], "--port needs a value"],
    [["--port", "--host", "h"], "--port needs a value"],
    [["--help=yes"], "--help takes no value"],
    [["--memory-limit", "lots"], "--memory-limit"],
    [["--session-timeout", "5"], "--session-timeout"],
    [["--conf", "novalue"], "--conf"],
    [["--conf", "spark.connect.grpc.binding.port=1"], "it is the server's own setting --port"],
    [["--tls-cert", "c.pem"], "--tls-cert and --tls-key go together"],
    [["--bogus"], "there is no flag --bogus"],
    [["--max-querys", "3"], "did you mean --max-queries?"],
    [["dance"], "there is no command dance"],
    [["--spark-version", "4"], "--spark-version"],
    [["--log-level", "loud"], '"loud" is no word of trace, debug'],
  ])("refuses %j", async (args, message) => {
    expect(await misuseOf(args)).toContain(message);
  });

  test("helps with every setting", async () => {
    expect(await parse(["--help"])).toEqual({ kind: "print", text: helpText() });
    expect(await parse(["--version"])).toEqual({ kind: "print", text: "firesteel 1.2.3\n" });
    for (const name of Object.keys(settings)) expect(helpText()).toContain(`--${name} `);
  });
});

describe("the environment", () => {
  test("goes before defaults, and behind flags", async () => {
    const env = { FIRESTEEL_PORT: "1", FIRESTEEL_MEMORY_LIMIT: "512M" };
    expect(await configOf(["--port", "2"], env)).toMatchObject({ port: 2, "memory-limit": 512 * 2 ** 20 });
    expect((await configOf([], env)).port).toBe(1);
  });

  test("knows Spark's variable of the token", async () => {
    expect((await configOf([], { SPARK_CONNECT_AUTHENTICATE_TOKEN: "t" })).token).toBe("t");
    expect((await configOf([], { SPARK_CONNECT_AUTHENTICATE_TOKEN: "t", FIRESTEEL_TOKEN: "u" })).token).toBe("u");
  });

  test("has no variables that are no settings", async () => {
    expect(await misuseOf([], { FIRESTEEL_TOKN: "x" })).toContain(
      "there is no setting FIRESTEEL_TOKN; did you mean FIRESTEEL_TOKEN?",
    );
    expect(await misuseOf([], { FIRESTEEL_PORT: "" })).toContain("FIRESTEEL_PORT:");
  });

  test("may hold what Kubernetes says of services by our name", async () => {
    const env = {
      FIRESTEEL_SERVICE_HOST: "10.0.0.1",
      FIRESTEEL_SERVICE_PORT_GRPC: "15002",
      FIRESTEEL_PORT: "tcp://10.0.0.1:15002",
      FIRESTEEL_PORT_15002_TCP_ADDR: "10.0.0.1",
      FIRESTEEL_HTTP_PORT_80_TCP: "tcp://10.0.0.2:80",
      FIRESTEEL_HTTP_SERVICE_HOST: "10.0.0.2",
    };
    expect((await configOf([], env)).port).toBe(15002);
  });
});

describe("the file", () => {
  const yaml = "port: 0007\nmax-queries: 3\nconf:\n  a: yes\n  b: 1.0\nlog-level: warn # quiet\n";

  test("goes behind flags and the environment", async () => {
    const path = file("a.yaml", yaml);
    expect(await configOf(["--config", path])).toMatchObject({ port: 7, "max-queries": 3, "log-level": "warn" });
    expect(await configOf(["--port=8"], { FIRESTEEL_CONFIG: path, FIRESTEEL_MAX_QUERIES: "4" })).toMatchObject({
      port: 8,
      "max-queries": 4,
    });
  });

  test("adds to Spark's settings key by key, as they are written", async () => {
    const path = file("b.yaml", yaml);
    const { conf } = await configOf(["--config", path, "--conf", "c=3"], { FIRESTEEL_CONF: "b=2\nc=2" });
    expect(conf).toEqual({ a: "yes", b: "2", c: "3" });
  });

  test("may be JSON, and may be empty", async () => {
    const path = file("a.json", '{\n\t"port": 9,\n\t"conf": {"a": true}\n}');
    expect(await configOf(["--config", path])).toMatchObject({ port: 9, conf: { a: "true" } });
    expect(await configOf(["--config", file("empty.yaml", "# nothing\n")])).toEqual(await configOf([]));
  });

  test.each([
    ["prot: 1", "there is no setting prot; did you mean port?"],
    ["config: x", "there is no setting config"],
    ["port: x", '"x" is no whole number'],
    ["port: [1]", "port must be"],
    ["port: {a: 1}", "it must be one value"],
    ["conf: a=1", "it must be a mapping"],
    ["port: 1\nport: 2", "line 2, column 1: duplicate key"],
    ["- a", "must be a mapping of names"],
    ["a: &a [x]\nb: *c", "aliases cannot be resolved"],
    ["port: !!js/function 1", "tag resolve failed"],
    ["port: 'open", "missing char"],
  ])("is refused: %j", async (content, message) => {
    const text = await misuseOf(["--config", file("wrong.yaml", content)]);
    expect(text).toContain(message);
    expect(text).toContain("wrong.yaml");
  });

  test("must be there", async () => {
    expect(await misuseOf(["--config", join(directory, "missing")])).toContain("cannot be read (ENOENT)");
    expect(await misuseOf(["--config", file("large.yaml", "#".repeat(2 ** 20 + 1))])).toContain("larger than");
  });
});

describe("secrets", () => {
  test("come back in no message", async () => {
    const secret = "väry-secret";
    for (const text of [
      await misuseOf(["--token", secret]),
      await misuseOf(["--token", ""]),
      await misuseOf([], { FIRESTEEL_TOKEN: secret }),
      await misuseOf(["--config", file("secret.yaml", `token: "${secret}"`)]),
      await misuseOf(["--config", file("secret2.yaml", `token: "${secret}`)]),
    ]) {
      expect(text).toMatch(/token|missing char/i);
      expect(text).not.toContain("secret\n");
      expect(text).not.toContain("väry");
    }
  });

  test("are not printed", async () => {
    const args = ["config", "--token", "abc", "--tls-key", "/k", "--tls-cert", "/c", "--conf", "fs.secret.key=abc"];
    const shown = await parse(args, { FIRESTEEL_PORT: "1" });
    if (shown.kind !== "print") throw new Error(shown.kind);
    expect(shown.text).not.toContain("abc");
    expect(JSON.parse(shown.text)).toMatchObject({
      token: { value: "(set)", from: "flag" },
      "tls-key": { value: "(set)", from: "flag" },
      "tls-cert": { value: "/c", from: "flag" },
      port: { value: 1, from: "environment" },
      host: { value: "127.0.0.1", from: "default" },
      conf: { value: { "fs.secret.key": "(set)" }, from: "flag" },
    });
  });
});
