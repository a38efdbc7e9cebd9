// The manifest fixes the log's size and root, and not the checkpoint's bytes: a cosigned copy is right, a log that has
// gone on is right, and a manifest of another log is not. Both verifiers say so.

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { entryPath } from "../src/publication/layout.ts";
import { fromUtf8, toBase64, toUtf8 } from "../src/record/bytes.ts";
import { parseVkey } from "../src/record/key.ts";
import { Key, paths, read, remove, sizeOf, WORK, write } from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";
import { Small } from "./small.ts";

let small: Small;
/** The folder of the same election after more was taken in. */
let later: string;
beforeAll(() => {
  small = new Small("manifest");
  small.import("campaign");
  small.publish();
  small.import("council");
  later = small.publish("later");
}, 60_000);

/** A copy of the folder as it was published first. */
function copy(name: string): string {
  const folder = join(WORK, "small", name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(small.folder, folder, { recursive: true });
  return folder;
}

/** Both verifiers' report, which must be the same. */
async function bothSay(folder: string) {
  const report = await verify(folder, small.operator);
  expect(fromReport(report)).toEqual(fromRust(folder, small.operator));
  return report;
}

/** Signs the manifest anew, as the operator could, over another size and root of the log. */
function restate(folder: string, change: (size: number, root: string) => [size: number, root: string]): void {
  const [text] = fromUtf8(read(folder, "manifest"))!.split("\n\n");
  const [type, origin, size, root, sum] = text!.split("\n");
  const [otherSize, otherRoot] = change(Number(size), root!);
  const stated = `${type}\n${origin}\n${otherSize}\n${otherRoot}\n${sum}\n`;
  const operator = parseVkey(small.operator)!;
  write(folder, "manifest", Key.of(small, /^operator$/).note(stated, operator.public));
}

test("no manifest names the checkpoint, and a cosigned one is right", async () => {
  const folder = copy("cosigned");
  expect(paths(folder)).not.toContain("log/manifest.sha256");
  const checkpoint = fromUtf8(read(folder, "log/checkpoint"))!;
  const line = `\u2014 witness.example/w1 ${toBase64(new Uint8Array(76).fill(7))}\n`;
  write(folder, "log/checkpoint", toUtf8(checkpoint + line));
  const report = await bothSay(folder);
  expect(report.problems).toEqual([]);
});

test("a manifest beside a log that has gone on is right as of its own size", async () => {
  const folder = small.withLogOf(later, "gone-on");
  const [asOf, log] = [sizeOf(small.folder), sizeOf(folder)];
  expect(log).toBeGreaterThan(asOf);
  const report = await bothSay(folder);
  expect(report.problems).toEqual([]);
  expect(report.asOf).toBe(asOf);
  expect(report.remarks).toContainEqual({ code: "as_of", entries: asOf, log });
  expect(report.checked.stations).toBe(2);
  // Entries after those add nothing to the count.
  expect(report.results?.[0]?.views.map(({ account }) => account)).toEqual([undefined, "campaign"]);
});

test("a manifest that is ahead of the log is not right", async () => {
  const folder = copy("ahead");
  restate(folder, (size, root) => [size + 5, root]);
  const report = await bothSay(folder);
  expect(report.problems.map(({ file, code }) => [file, code])).toEqual([["manifest", "manifest_ahead"]]);
});

test("a manifest of another log is not right, whether the log has gone on or not", async () => {
  const other = toBase64(new Uint8Array(32).fill(1));
  for (const folder of [copy("other"), small.withLogOf(later, "other-gone-on")]) {
    restate(folder, (size) => [size, other]);
    const { problems } = await bothSay(folder);
    // Where the log has gone on, the files of before differ from the count of all of it, too.
    const own = problems.filter(({ code }) => code !== "differs_from_count");
    expect(own).toMatchObject([{ file: "manifest", code: "manifest_root", found: other }]);
  }
  // A smaller size of the same log with the root of the larger one.
  const smaller = copy("smaller");
  restate(smaller, (size, root) => [size - 1, root]);
  expect((await bothSay(smaller)).problems.map(({ code }) => code)).toContain("manifest_root");
});

test("a folder's list, and a file by it, are found wrong by both", async () => {
  const lists = ["manifest.sha256", "data/manifest.sha256", "station/manifest.sha256"];
  for (const path of lists) {
    const folder = copy("lists");
    const list = fromUtf8(read(folder, path))!;
    const [first] = list.split("\n");
    const said = async (): Promise<string[][]> =>
      (await bothSay(folder)).problems.map(({ file, code }) => [file, code]);
    for (const other of [list.replace(`${first}\n`, ""), `${list}${first}\n`, list.slice(0, -1)]) {
      write(folder, path, toUtf8(other));
      expect(await said()).toContainEqual([path, "differs_from_manifest"]);
    }
    remove(folder, path);
    expect(await said()).toEqual([[path, "missing"]]);
  }
  const folder = copy("lists");
  write(folder, "more/manifest.sha256", toUtf8(`${"0".repeat(64)}  x\n`));
  const { problems, remarks } = await bothSay(folder);
  expect(problems).toEqual([]);
  expect(remarks).toContainEqual({ code: "not_in_manifest", files: 1, some: ["more/manifest.sha256"] });
});

test("entry files are held against the log by both, and need not be there for entries after the manifest's", async () => {
  const whole = small.withLogOf(later, "entries");
  const [asOf, log] = [sizeOf(small.folder), sizeOf(whole)];
  remove(whole, entryPath(log - 1));
  expect((await bothSay(whole)).problems).toEqual([]);
  for (const index of [0, asOf - 1, asOf]) write(whole, entryPath(index), toUtf8("other"));
  remove(whole, entryPath(1));
  expect((await bothSay(whole)).problems.map(({ file, code }) => [file, code])).toEqual([
    [entryPath(0), "differs_from_tree"],
    [entryPath(1), "missing"],
    [entryPath(asOf - 1), "differs_from_tree"],
    [entryPath(asOf), "differs_from_tree"],
  ]);
});

test("the last cosigned checkpoint beside the newest is held against the log by both", async () => {
  const folder = small.withLogOf(later, "last-cosigned");
  const [asOf, log] = [sizeOf(small.folder), sizeOf(folder)];
  const kept = read(small.folder, "log/checkpoint");
  write(folder, "log/checkpoint.cosigned", kept);
  const good = await bothSay(folder);
  expect(good.problems).toEqual([]);
  expect(good.remarks).toContainEqual({ code: "cosigned", entries: asOf, log });
  const said = async (bytes: Uint8Array): Promise<string[][]> => {
    write(folder, "log/checkpoint.cosigned", bytes);
    return (await bothSay(folder)).problems.map(({ file, code }) => [file, code]);
  };
  const [origin, , root] = fromUtf8(kept)!.split("\n");
  const key = parseVkey(JSON.parse(fromUtf8(read(folder, entryPath(0)))!.split("\n")[1]!).log)!;
  const stated = (size: number, of: string): Uint8Array =>
    Key.of(small, new RegExp(`^${origin}$`)).note(`${origin}\n${size}\n${of}\n`, key.public);
  expect(await said(stated(asOf, root!))).toEqual([]);
  for (const [bytes, code] of [
    [stated(asOf, toBase64(new Uint8Array(32))), "root_differs"],
    [stated(log + 1, root!), "checkpoint_ahead"],
    [toUtf8(fromUtf8(kept)!.replace(`\n${asOf}\n`, `\n${asOf - 1}\n`)), "bad_signature"],
    [toUtf8("no checkpoint"), "malformed"],
  ] as const)
    expect(await said(bytes)).toContainEqual(["log/checkpoint.cosigned", code]);
});
