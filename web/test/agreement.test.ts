// Both verifiers say the same of damaged copies: the verdict, the files, the reasons, the entries refused.
//
// COTEJO_COPIES sets how many seeded copies are tried, COTEJO_SEED the seed.

import { rmSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { toBase64, toUtf8 } from "../src/record/bytes.ts";
import { parseVkey } from "../src/record/key.ts";
import {
  copyOf,
  draws,
  entriesOf,
  Key,
  logFiles,
  type Publication,
  paths,
  publication,
  read,
  remove,
  sizeOf,
  write,
} from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";

const COPIES = Number(process.env.COTEJO_COPIES ?? 60);
const SEED = Number(process.env.COTEJO_SEED ?? 20_240_728);

/** Damages a copy and says how. */
function damage(folder: string, made: Publication, below: (n: number) => number): string {
  const all = paths(folder);
  const pick = (): string => {
    // Often a file of the log, of which there are few.
    const entries = all.filter((path) => path.startsWith("log/entry/"));
    const log = all.filter((path) => /^(log\/(?!entry\/)|manifest)/.test(path));
    const list = [log, log, entries, all, all][below(5)]!;
    return list[below(list.length)]!;
  };
  const file = pick();
  const bytes = read(folder, file);
  switch (below(8)) {
    case 0: {
      const bit = below(Math.max(bytes.length, 1) * 8);
      if (bytes.length > 0) bytes[bit >> 3]! ^= 1 << (bit & 7);
      write(folder, file, bytes);
      return `bit ${bit} of ${file} flipped`;
    }
    case 1: {
      const length = below(Math.max(bytes.length, 1));
      write(folder, file, bytes.slice(0, length));
      return `${file} cut to ${length} bytes`;
    }
    case 2: {
      const other = pick();
      const otherBytes = read(folder, other);
      write(folder, file, otherBytes);
      write(folder, other, bytes);
      return `${file} and ${other} swapped`;
    }
    case 3:
      remove(folder, file);
      return `${file} removed`;
    case 4: {
      const at = below(bytes.length + 1);
      write(folder, file, new Uint8Array([...bytes.slice(0, at), 10, ...bytes.slice(at)]));
      return `a newline put into ${file} at ${at}`;
    }
    default:
      return rewritten(folder, made, below);
  }
}

/** Puts other entries into the log and makes bundles and tiles anew; as somebody without the log's key could, or
 * with it. */
function rewritten(folder: string, made: Publication, below: (n: number) => number): string {
  const before = entriesOf(folder, sizeOf(folder));
  const entries = [...before];
  const at = below(entries.length);
  const text = (entry: Uint8Array): string => new TextDecoder().decode(entry).split("\n\n")[0]!;
  const checkpointLines = new TextDecoder().decode(read(folder, "log/checkpoint")).split("\n");
  const start = JSON.parse(text(entries[0]!).split("\n")[1]!) as { log: string; operator: string };
  const operator = parseVkey(start.operator)!;
  let what: string;
  switch (below(6)) {
    case 0:
      entries[at] = entries[below(entries.length)]!;
      what = `entry ${at} replaced by another one`;
      break;
    case 1:
      entries[at] = new Key("importer-campaign", new Uint8Array(32).fill(3)).note(
        `${text(entries[at]!)}\n`,
        operator.public,
      );
      what = `entry ${at} signed by a stranger`;
      break;
    case 2: {
      const signed = Key.of(made, /operator/).note(`${text(entries[at]!)}\n`, operator.public);
      entries[at] = signed;
      what = `entry ${at} signed by the operator`;
      break;
    }
    case 3:
      entries.splice(at, 1);
      what = `entry ${at} dropped`;
      break;
    case 4: {
      const digit = text(entries[at]!).replace(
        /:([0-9])/,
        (_, found: string) => `:${(Number(found) + 1) % 10}`,
      );
      entries[at] = toUtf8(
        `${digit}${new TextDecoder().decode(entries[at]!).slice(text(entries[at]!).length)}`,
      );
      what = `a figure of entry ${at} changed`;
      break;
    }
    default:
      entries.length = Math.max(1, at);
      what = `the log cut to ${entries.length} entries`;
  }
  const { files, root } = logFiles(entries);
  for (const path of paths(folder).filter((path) => /^log\/(tile|entry)\//.test(path)))
    if (!files.has(path)) remove(folder, path);
  for (const [path, bytes] of files) write(folder, path, bytes);
  const log = parseVkey(start.log)!;
  const stated = `${checkpointLines[0]}\n${entries.length}\n${toBase64(root)}\n`;
  switch (below(3)) {
    case 0:
      return what;
    case 1:
      write(folder, "log/checkpoint", new Key(log.name, new Uint8Array(32).fill(9)).note(stated, log.public));
      return `${what}, the checkpoint forged`;
    default:
      write(folder, "log/checkpoint", Key.of(made, new RegExp(`^${log.name}$`)).note(stated, log.public));
      return `${what}, the checkpoint signed by the log`;
  }
}

let made: Publication;
beforeAll(() => {
  made = publication();
}, 300_000);

test("the publication as it was made agrees, for both", async () => {
  const report = await verify(made.folder, made.operator);
  expect(report.problems).toEqual([]);
  expect(fromReport(report)).toEqual(fromRust(made.folder, made.operator));
  expect(report.checked.documents).toBeGreaterThan(8);
}, 60_000);

test("both say the same of compressed copies that do not hold their files", async () => {
  const folder = copyOf(made, "packed");
  const page = read(folder, "en/index.html");
  const good = read(folder, "en/index.html.gz");
  const header = good.slice();
  header[4] = 1;
  const copies: Record<string, Uint8Array> = {
    "en/verify.html.gz": good,
    "en/search.html.gz": page,
    "en/index.html.gz": new Uint8Array([...good, ...good]),
    "es/index.html.gz": new Uint8Array([...read(folder, "es/index.html.gz"), 0]),
    "index.html.gz": header,
    "site.js.gz": new Uint8Array(),
    // A file of which there was no copy.
    "log/checkpoint.gz": good,
  };
  for (const [path, bytes] of Object.entries(copies)) write(folder, path, bytes);
  write(folder, "nowhere.html.gz", good);
  remove(folder, "pt/index.html.gz");
  const report = await verify(folder, made.operator);
  expect(fromReport(report)).toEqual(fromRust(folder, made.operator));
  expect(report.problems.map(({ file, code }) => [file, code])).toEqual(
    Object.keys(copies)
      .sort()
      .map((path) => [path, "differs_from_manifest"]),
  );
  expect(report.remarks).toContainEqual({ code: "not_in_manifest", files: 1, some: ["nowhere.html.gz"] });
  rmSync(folder, { recursive: true });
});

test(`both say the same of ${COPIES} damaged copies`, { timeout: 60_000 + COPIES * 20_000 }, async () => {
  const below = draws(SEED);
  const codes = new Map<string, number>();
  let [tried, refusing] = [0, 0];
  while (tried < COPIES) {
    const folder = copyOf(made, "copy");
    const what = damage(folder, made, below);
    const rust = fromRust(folder, made.operator);
    const report = await verify(folder, made.operator);
    const own = fromReport(report);
    if (rust.verified && own.verified) continue; // Two equal files were swapped.
    tried++;
    expect({ what, ...own }).toEqual({ what, ...rust });
    expect(own.verified).toBe(false);
    for (const { code } of report.problems) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (Object.keys(own.refused).length > 0) refusing++;
    rmSync(folder, { recursive: true });
  }
  const counts = [...codes].sort().map(([code, count]) => `${code} ${count}`);
  console.log(
    `${tried} damaged copies (seed ${SEED}), both verifiers agree on all; ${refusing} with refused entries`,
  );
  console.log(`reasons: ${counts.join(", ")}`);
});
