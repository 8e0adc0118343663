import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";
import { Authenticator, digestOf } from "../../src/server/authentication.ts";
import { readTokensFile } from "../../src/tokens-file.ts";
import { conditionOf, drain, reattachable, type Running, sqlPlan, startFake } from "./harness.ts";

const credentials = ["alice", "bob"].map((user) => ({ sha256: digestOf(`token of ${user}`), user }));
const headersOf = (user: string) => ({ authorization: `Bearer token of ${user}` });

describe("an authenticator", () => {
  test("tells whose a token is", () => {
    const authenticator = new Authenticator(credentials);
    expect(authenticator.admit(headersOf("bob"))).toBe("bob");
    expect(authenticator.admit({ authorization: "bearer token of alice" })).toBe("alice");
    for (const authorization of [
      undefined,
      "",
      "Bearer",
      "Bearer ",
      "token of bob",
      "Basic token of bob",
      "Bearer token of bo",
    ])
      expect(() => authenticator.admit({ authorization })).toThrow(/authentication token/);
    authenticator.replace([]);
    expect(() => authenticator.admit(headersOf("bob"))).toThrow("Invalid authentication token");
  });

  test("lets everyone in where there are no tokens", () => {
    expect(new Authenticator(undefined).admit({})).toBeUndefined();
  });
});

describe("a tokens file", () => {
  const directory = mkdtempSync(join(tmpdir(), "firesteel-tokens-"));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const read = (content: string) => {
    const path = join(mkdtempSync(join(tmpdir(), "firesteel-tokens-")), "tokens");
    writeFileSync(path, content);
    return readTokensFile(path);
  };

  test("maps tokens and their digests to users", async () => {
    expect(await read(`abc: alice\n"sha256:${digestOf("x").toUpperCase()}": bob\n007: "1"\n`)).toEqual([
      { sha256: digestOf("abc"), user: "alice" },
      { sha256: digestOf("x"), user: "bob" },
      { sha256: digestOf("007"), user: "1" },
    ]);
  });

  test.each([
    ["", "there is no token"],
    ["secret:", "the token no. 1 has no user"],
    ["secret: {a: b}", "the token no. 1 has no user"],
    ["two words: a", "the token no. 1 is not made of visible ASCII"],
    ["secret: a\nsecret: b", "duplicate key"],
    ["secret: [", "line"],
  ])("is refused without a word of it: %j", async (content, message) => {
    const error = await read(content).catch((reason: unknown) => reason);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/secret|words/);
  });
});

describe("users", () => {
  let running: Running;
  afterEach(() => running.server.close());

  test("do not reach each other's sessions and operations, whoever they say they are", async () => {
    running = await startFake({}, { credentials });
    const { caller } = running;
    const [alice, bob] = ["alice", "bob"].map((user) => running.connect({ headers: headersOf(user) }));
    if (alice === undefined || bob === undefined) throw new Error("no clients");
    const setting = { case: "set" as const, value: { pairs: [{ key: "my.key", value: "1" }] } };
    await alice.config({ ...caller, operation: { opType: setting } });
    const operationId = "00112233-4455-6677-8899-aabbccddeeff";
    const request = { ...caller, operationId, plan: sqlPlan("select 1"), requestOptions: [...reattachable] };
    await drain(alice.executePlan(request));

    const asking = { ...caller, operation: { opType: { case: "getAll" as const, value: { prefix: "my." } } } };
    expect((await alice.config(asking)).pairs).toHaveLength(1);
    expect((await bob.config(asking)).pairs).toHaveLength(0);
    const attached = await drain(bob.reattachExecute({ ...caller, operationId })).then(({ error }) => error);
    expect(attached?.rawMessage).toContain("OPERATION_NOT_FOUND");
    expect((await drain(alice.reattachExecute({ ...caller, operationId }))).responses).not.toHaveLength(0);
    expect((await bob.interrupt({ ...caller, interruptType: 1 })).interruptedIds).toEqual([]);
    await bob.releaseSession(caller);
    expect((await alice.config(asking)).pairs).toHaveLength(1);
    expect(await conditionOf(bob.config(asking))).toBe("INVALID_HANDLE.SESSION_CLOSED");
    const stranger = await running.connect().config(asking).catch(ConnectError.from);
    expect(stranger).toMatchObject({ code: 16 });
  });
});
