// The whole record that stands in docs/record.md, read by what that page says.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documentPath } from "../src/publication/layout.ts";
import { fromUtf8, toHex, toUtf8 } from "../src/record/bytes.ts";
import { parseEntry } from "../src/record/entry.ts";
import { sha256 } from "../src/record/hash.ts";
import { parseVkey } from "../src/record/key.ts";
import { filesInMemory } from "../src/verify/files.ts";
import { verifyRecord } from "../src/verify/verify.ts";
import { logFiles } from "./publication.ts";

const page = readFileSync(new URL("../../docs/record.md", import.meta.url), "utf8");

/** The fenced texts of a kind, each with the name after it. */
function fenced(kind: string): { name: string; text: string }[] {
  const fences = page.matchAll(new RegExp(`^\`\`\`${kind}(?: (\\S+))?\\n(.*?)\\n\`\`\`$`, "gms"));
  return [...fences].map(([, name, text]) => ({ name: name ?? "", text: text! }));
}

test("the record of docs/record.md has the tally that the page states", async () => {
  const files = new Map<string, Uint8Array>();
  for (const { name, text } of fenced("blob")) {
    const digits = name.slice("sha256:".length);
    // The line break before the fence belongs to a blob where its hash says so.
    const bytes = [text, `${text}\n`].map(toUtf8).find((one) => toHex(sha256(one)) === digits);
    expect(bytes, name).toBeDefined();
    files.set(documentPath(digits), bytes!);
  }
  const entries = fenced("entry").map(({ name, text }) => {
    const bytes = toUtf8(`${text}\n`);
    expect(parseEntry(bytes)?.name).toBe(name);
    return bytes;
  });
  expect(entries.length).toBe(41);
  for (const [path, bytes] of logFiles(entries).files) files.set(path, bytes);
  files.set("log/checkpoint", toUtf8(`${fenced("checkpoint")[0]!.text}\n`));
  files.set("manifest", toUtf8(`${fenced("manifest")[0]!.text}\n`));
  const [law] = fenced("blob");
  files.set("data/law.json", toUtf8(law!.text));
  for (const { name, text } of fenced("list")) files.set(name, toUtf8(`${text}\n`));

  const key = parseVkey("operator+cbdd3f15+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs");
  const report = await verifyRecord({ files: filesInMemory(files), key });
  expect(report.problems).toEqual([]);
  expect(report.refused).toEqual({ entry_replay: 2, entry_unknown_account: 1, entry_void: 1 });
  const photograph = documentPath("081189b48ef4a453e8a74d332a0821bd2afbcb05445c764b1a12dd508b042ca1");
  expect(report.remarks).toContainEqual({ code: "withheld_shown", documents: 1, some: [photograph] });
  expect(report.election?.name).toBe("Example");
  expect(report.unknownTypes).toEqual({ "cotejo/v1 weather": 1 });
  const [mayor] = report.results!;
  expect(mayor!.states).toEqual({
    missing: 0,
    pending: 0,
    accepted: 0,
    contested: 1,
    disputed: 0,
    ruled: 1,
  });
  const { country } = mayor!.views[0]!;
  const sums = Object.fromEntries(mayor!.figures.map((name, at) => [name, country.figures[at]!.sum]));
  expect(sums).toMatchObject({ ana: 230, luis: 150, null: 4, challenged: 2 });
  expect([country.coverage.stations, country.coverage.ofStations]).toEqual([2, 2]);
  expect([country.coverage.withheldStations, country.coverage.withheldFigures]).toEqual([1, 4]);
  // Another log's key is not this record's.
  const log = parseVkey("count.example/2026+0054f630+AROY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK");
  expect((await verifyRecord({ files: filesInMemory(files), key: log })).verified).toBe(true);
  expect(fromUtf8(files.get("log/checkpoint")!)).toContain("\n41\n");
  // The withheld photograph need not be there, its covered copy must.
  files.delete(photograph);
  const without = await verifyRecord({ files: filesInMemory(files), key });
  expect([without.verified, without.remarks.some(({ code }) => code === "withheld_shown")]).toEqual([
    true,
    false,
  ]);
  const covered = fenced("blob")
    .find(({ text }) => text.includes("covered"))!
    .name.slice("sha256:".length);
  files.delete(documentPath(covered));
  const lacking = await verifyRecord({ files: filesInMemory(files), key });
  expect(lacking.problems).toEqual([{ file: documentPath(covered), code: "missing" }]);
});
