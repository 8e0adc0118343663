import { totalmem } from "node:os";
import { describe, expect, test } from "vitest";
import { availableMemory, shareMemory } from "../../src/memory.ts";

const GIB = 2 ** 30;
const reading = (files: Readonly<Record<string, string>>) => (path: string) => {
  const text = files[path];
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
};

describe("the memory that a process may use", () => {
  test.each([
    ["a container of version 2", { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "1073741824\n" }],
    [
      "a service of version 2, limited by its slice",
      {
        "/proc/self/cgroup": "0::/system.slice/firesteel.service\n",
        "/sys/fs/cgroup/system.slice/firesteel.service/memory.max": "max\n",
        "/sys/fs/cgroup/system.slice/memory.max": "1073741824\n",
      },
    ],
    [
      "a service that is slowed down",
      {
        "/proc/self/cgroup": "0::/a\n",
        "/sys/fs/cgroup/a/memory.max": "2147483648\n",
        "/sys/fs/cgroup/a/memory.high": "1073741824\n",
      },
    ],
    [
      "a container of version 1 that sees the host's path",
      {
        "/proc/self/cgroup": "4:cpu,cpuacct:/x\n3:memory:/docker/abc\n0::/\n",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes": "1073741824\n",
      },
    ],
    [
      "a group of version 1",
      {
        "/proc/self/cgroup": "3:hugetlb,memory:/a/b\n",
        "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes": "9223372036854771712\n",
        "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "1073741824\n",
      },
    ],
  ])("%s", (_, files) => {
    expect(availableMemory(reading(files))).toBe(GIB);
  });

  test("is the machine's where nothing limits it", () => {
    expect(availableMemory(reading({}))).toBe(totalmem());
    const unlimited = { "/proc/self/cgroup": "0::/a\n", "/sys/fs/cgroup/a/memory.max": "max\n" };
    expect(availableMemory(reading(unlimited))).toBe(totalmem());
    expect(availableMemory()).toBeLessThanOrEqual(totalmem());
  });
});

test("shares leave room for the process itself", () => {
  for (const total of [0.25, 0.5, 1, 2, 16, 256].map((n) => n * GIB)) {
    const { engine, results, requests } = shareMemory(total);
    expect(engine).toBeGreaterThan(results);
    expect(results).toBeGreaterThanOrEqual(requests);
    const own = total - engine - results - requests;
    expect(own).toBeGreaterThanOrEqual(total * 0.14);
    if (total >= GIB) expect(own).toBeGreaterThanOrEqual(199 * 2 ** 20);
  }
});
