// What a reader is told when a publication was tampered with: each fault turns red with the right reason and the
// two values, in the check of the whole record and in that of one station.

import { getPublicKey } from "@noble/ed25519";
import { beforeAll, describe, expect, test } from "vitest";
import { documentPath, shardDigits, stationShard } from "../src/publication/layout.ts";
import { fromUtf8, toBase64, toHex, toUtf8 } from "../src/record/bytes.ts";
import { sha256 } from "../src/record/hash.ts";
import { keyId, parseVkey } from "../src/record/key.ts";
import type { Files } from "../src/verify/files.ts";
import { findingsOf } from "../src/verify/findings.ts";
import { Fold } from "../src/verify/fold/fold.ts";
import type { ReadingRow } from "../src/verify/fold/rows.ts";
import { memoryOf } from "../src/verify/lastcheckpoint.ts";
import type { Problem } from "../src/verify/problem.ts";
import type { Station } from "../src/verify/register.ts";
import { readStart } from "../src/verify/start.ts";
import { type PlainObject, stationData } from "../src/verify/station/data.ts";
import { verifyStation } from "../src/verify/station/station.ts";
import { Tally } from "../src/verify/tally.ts";
import { verifyRecord } from "../src/verify/verify.ts";
import { filesInFolder } from "./folder.ts";
import {
  entriesOf,
  Key,
  listsOf,
  logFiles,
  type Publication,
  publication,
  read,
  sizeOf,
} from "./publication.ts";

let made: Publication;
let tally: Tally;
let digits: number;
let size: number;
/** The publication with data files of its stations, where it has none, and a manifest that names them. */
const original = new Map<string, Uint8Array>();

const script = (name: string, value: unknown): Uint8Array =>
  toUtf8(`cotejo.put(${JSON.stringify(name)},${JSON.stringify(value)});\n`);

/** Takes away the log's tiles, bundles and entry files. */
function forgetLog(files: Map<string, Uint8Array>): void {
  for (const path of [...files.keys()]) if (/^log\/(tile|entry)\//.test(path)) files.delete(path);
}

/** Signs a manifest over the files as they are, as the operator could. */
function sign(files: Map<string, Uint8Array>): void {
  const isNamed = (path: string): boolean =>
    !path.startsWith("log/") && !/^manifest$|(^|\/)manifest\.sha256$/.test(path);
  const named = [...files].filter(([path]) => isNamed(path));
  const lists = listsOf(named);
  const [origin, count, root] = fromUtf8(files.get("log/checkpoint")!)!.split("\n");
  const sum = `sha256 ${toHex(sha256(lists.get("manifest.sha256")!))} ${named.length}`;
  const text = `cotejo/v1 manifest\n${origin}\n${count}\n${root}\n${sum}\n`;
  for (const [path, list] of lists) files.set(path, list);
  files.set("manifest", Key.of(made, /^operator/).note(text, parseVkey(made.operator)!.public));
}

beforeAll(async () => {
  made = publication();
  const folder = filesInFolder(made.folder);
  for (const path of await folder.list!()) original.set(path, read(made.folder, path));
  size = sizeOf(made.folder);
  const entries = entriesOf(made.folder, size);
  const blobs = async (name: string) => original.get(documentPath(name.slice(7)));
  const start = await readStart("first", entries[0]!, blobs);
  if ("code" in start) throw new Error(start.code);
  const fold = new Fold(start, blobs);
  await fold.take(entries);
  tally = new Tally(fold);
  digits = shardDigits(tally.stations().length);
  if (![...original.keys()].some((path) => path.startsWith("station/"))) {
    for (const [name, value] of dataOf(tally)) original.set(`${name}.js`, script(name, value));
    sign(original);
  }
}, 300_000);

/** The data files of a tally's stations, by name. */
function dataOf(of: Tally): Map<string, PlainObject> {
  const shards = new Map<string, PlainObject>();
  const findings = findingsOf(of);
  for (const station of of.stations()) {
    const name = stationShard(station.code, digits);
    const shard = shards.get(name) ?? {};
    shards.set(name, shard);
    shard[station.code] = stationData(
      of,
      station,
      findings.filter(({ reading }) => reading.station === station),
    );
  }
  return shards;
}

const inMemory = (files: ReadonlyMap<string, Uint8Array>): Files => ({
  read: async (path) => files.get(path),
  list: async () => [...files.keys()],
});

async function record(change: (files: Map<string, Uint8Array>) => void, memory = memoryOf([])) {
  const files = new Map(original);
  change(files);
  return verifyRecord({ files: inMemory(files), key: parseVkey(made.operator), memory });
}

async function station(code: string, change: (files: Map<string, Uint8Array>) => void = () => {}) {
  const files = new Map(original);
  change(files);
  const key = parseVkey(made.operator);
  return verifyStation({ files: inMemory(files), key, memory: memoryOf([]), code, shards: digits });
}

/** A station with a photograph, and its readings. */
function photographed(): Station {
  return tally.stations().find(({ code }) => tally.fold.contests[0]!.captures.has(code))!;
}

const dataFile = (code: string): string => `${stationShard(code, digits)}.js`;

/** Changes a station's data file as text. */
function edit(files: Map<string, Uint8Array>, path: string, change: (text: string) => string): void {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`${path} is not there`);
  const before = fromUtf8(bytes)!;
  const after = change(before);
  expect(after).not.toBe(before);
  files.set(path, toUtf8(after));
}

const find = (problems: readonly Problem[], file: string, code: string): Problem | undefined =>
  problems.find((problem) => problem.file === file && problem.code === code);

test("the record and its stations are found to agree", async () => {
  const report = await record(() => {});
  expect(report.problems).toEqual([]);
  expect(report.checked.stations).toBe(tally.stations().length);
  for (const { code } of [photographed(), ...tally.stations().slice(0, 20)]) {
    const own = await station(code);
    expect(own.problems).toEqual([]);
  }
  const { steps } = await station(photographed().code);
  for (const what of ["checkpoint", "entry", "grant", "photograph"])
    expect(steps.some((step) => step.what === what)).toBe(true);
});

describe("a further voice of a reading", () => {
  /** A row that the council's file gave, and its text. */
  function ofCouncil(): { row: ReadingRow; text: string } {
    const rows = [...tally.fold.contests[0]!.readings.values()].flat();
    const row = rows.find(({ account, row }) => account === "council" && row === 1)!;
    const entry = fromUtf8(entriesOf(made.folder, size)[row.entry]!)!;
    return { row, text: `${entry.split("\n\n")[0]!}\n` };
  }

  /** The publication after another importer has signed the same text, in an entry of its own. */
  async function withVoice(files: Map<string, Uint8Array>): Promise<void> {
    const { operator, log } = tally.fold.start;
    const second = new Key("second-importer", new Uint8Array(32).fill(5));
    const publicKey = getPublicKey(second.seed);
    const id = toHex(keyId(second.name, "ed25519", publicKey));
    const vkey = `${second.name}+${id}+${toBase64(new Uint8Array([1, ...publicKey]))}`;
    const { id: election } = tally.law;
    const grant = `cotejo/v1 key\n${JSON.stringify({ election, key: vkey, role: "importer", at: "2026-05-10T22Z" })}\n`;
    const entries = [
      ...entriesOf(made.folder, size),
      Key.of(made, /^operator/).note(grant, operator.public),
      second.note(ofCouncil().text, publicKey),
    ];
    forgetLog(files);
    const { files: tiles, root } = logFiles(entries);
    for (const [path, bytes] of tiles) files.set(path, bytes);
    const key = Key.of(made, new RegExp(`^${log.name.replaceAll(".", "\\.")}$`));
    const stated = `${log.name}\n${entries.length}\n${toBase64(root)}\n`;
    files.set("log/checkpoint", key.note(stated, log.public));
    const fold = new Fold(tally.fold.start, async (name) => original.get(documentPath(name.slice(7))));
    await fold.take(entries);
    for (const [name, value] of dataOf(new Tally(fold))) files.set(`${name}.js`, script(name, value));
    sign(files);
  }

  test("is found by both checks, and a data file that names it wrongly by both", async () => {
    const files = new Map(original);
    await withVoice(files);
    const { row } = ofCouncil();
    const { code } = row.station;
    const key = parseVkey(made.operator);
    const whole = (changed: Map<string, Uint8Array>) =>
      verifyRecord({ files: inMemory(changed), key, memory: memoryOf([]) });
    const own = (changed: Map<string, Uint8Array>) =>
      verifyStation({ files: inMemory(changed), key, memory: memoryOf([]), code, shards: digits });
    expect(fromUtf8(files.get(dataFile(code))!)).toContain(`"voices":[{"entry":${size + 1},`);
    expect((await whole(files)).problems).toEqual([]);
    expect((await own(files)).problems).toEqual([]);

    const elsewhere = new Map(files);
    edit(elsewhere, dataFile(code), (text) =>
      text.replaceAll(`"voices":[{"entry":${size + 1},`, `"voices":[{"entry":${row.entry + 1},`),
    );
    const report = await whole(elsewhere);
    expect(find(report.problems, dataFile(code), "differs_from_count")?.at).toMatch(/voices\[0\]\.entry$/);
    expect((await own(elsewhere)).verified).toBe(false);
  });

  test("in the data file under another row is found", async () => {
    const { row } = ofCouncil();
    const { code } = row.station;
    const change = (files: Map<string, Uint8Array>): void =>
      edit(files, dataFile(code), (text) => {
        const from = text.indexOf(JSON.stringify(code));
        return text.slice(0, from) + text.slice(from).replace('"row":1,', '"row":2,');
      });
    const { problems } = await station(code, change);
    expect(find(problems, dataFile(code), "differs_from_entry")?.at).toBe(`entry ${row.entry}/2.station`);
  });
});

describe("tampering turns it red", () => {
  test("a changed figure in a station's data file, by somebody", async () => {
    const { code } = photographed();
    const change = (files: Map<string, Uint8Array>): void =>
      edit(files, dataFile(code), (text) => {
        const from = text.indexOf(JSON.stringify(code));
        const at = text.indexOf('"valid":', from) + '"valid":'.length;
        return `${text.slice(0, at)}9${text.slice(at)}`;
      });
    const report = await record(change);
    const problem = find(report.problems, dataFile(code), "differs_from_manifest")!;
    expect(problem.found).not.toBe(problem.expected);
    const figures = find(report.problems, dataFile(code), "differs_from_count")!;
    expect(figures.found).toBe(`9${figures.expected}`);
    expect(figures.at).toMatch(/counts\.valid$/);
    const own = find((await station(code, change)).problems, dataFile(code), "differs_from_entry")!;
    expect(own.found).toBe(`9${own.expected}`);
    expect(own.at).toMatch(/counts\.valid$/);
  });

  test("a changed figure, by the operator, who signs the manifest anew", async () => {
    const { code } = photographed();
    const report = await record((files) => {
      edit(files, dataFile(code), (text) => text.replace(/"valid":(\d)/, '"valid":1$1'));
      sign(files);
    });
    expect(report.problems.map((problem) => problem.code)).toEqual(["differs_from_count"]);
  });

  test("a changed figure, where the data file no longer says who gave the signer its role", async () => {
    const { code } = photographed();
    const without = (files: Map<string, Uint8Array>): void =>
      edit(files, dataFile(code), (text) => text.replace(/,"grant":\d+/g, ""));
    const silent = await station(code, without);
    expect(silent.problems).toEqual([]);
    expect(silent.remarks).toContainEqual(expect.objectContaining({ code: "signers_not_known" }));
    const changed = await station(code, (files) => {
      without(files);
      edit(files, dataFile(code), (text) => text.replace(/"valid":(\d)/g, '"valid":1$1'));
    });
    expect(find(changed.problems, dataFile(code), "differs_from_entry")?.at).toMatch(/counts\.valid$/);
  });

  test("a changed state, and a station that is left out", async () => {
    const { code } = photographed();
    const changed = (files: Map<string, Uint8Array>): void =>
      edit(files, dataFile(code), (text) =>
        text
          .replaceAll('"state":"accepted"', '"state":"pending"')
          .replaceAll('"state":"contested"', '"state":"pending"')
          .replaceAll('"state":"disputed"', '"state":"pending"'),
      );
    expect(find((await station(code, changed)).problems, dataFile(code), "differs_from_entry")?.at).toMatch(
      /state$/,
    );
    const name = stationShard(code, digits);
    const report = await record((files) => {
      const text = fromUtf8(files.get(dataFile(code))!)!;
      const data = JSON.parse(text.slice(`cotejo.put("${name}",`.length, -3)) as PlainObject;
      delete data[code];
      files.set(dataFile(code), script(name, data));
      sign(files);
    });
    expect(report.problems).toMatchObject([{ code: "differs_from_count", at: code, found: "nothing" }]);
  });

  test("a changed table", async () => {
    const report = await record((files) =>
      edit(files, "data/totals_president.csv", (text) => `${text.slice(0, -3)}9${text.slice(-2)}`),
    );
    const problem = find(report.problems, "data/totals_president.csv", "differs_from_manifest")!;
    expect(problem.found).toMatch(/^[0-9a-f]{64}$/);
    expect(problem.found).not.toBe(problem.expected);
  });

  test("a changed image", async () => {
    const { code } = photographed();
    const [capture] = tally.fold.contests[0]!.captures.get(code)!;
    const path = documentPath(capture!.image.slice(7));
    const change = (files: Map<string, Uint8Array>): void => {
      const bytes = files.get(path)!.slice();
      bytes[bytes.length >> 1]! ^= 1;
      files.set(path, bytes);
    };
    for (const { problems } of [await record(change), await station(code, change)]) {
      const problem = find(problems, path, "differs_from_name")!;
      expect(problem.expected).toBe(capture!.image.slice(7));
      expect(problem.found).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  const without = (entry: number) => (files: Map<string, Uint8Array>) => {
    const entries = entriesOf(made.folder, size);
    entries.splice(entry, 1);
    forgetLog(files);
    for (const [path, bytes] of logFiles(entries).files) files.set(path, bytes);
    return entries;
  };

  test("a dropped entry", async () => {
    const { code } = photographed();
    const row = tally.readings(0, tally.fold.register.stations.get(code)!)[0]!;
    const report = await record((files) => {
      without(row.entry)(files);
    });
    expect(report.verified).toBe(false);
    const bundles = report.problems.filter(({ file }) => file.startsWith("log/tile/entries/"));
    expect(bundles.length).toBeGreaterThan(0);
    const own = await station(code, (files) => {
      without(row.entry)(files);
    });
    expect(own.verified).toBe(false);
  });

  test("a forged checkpoint", async () => {
    const { code } = photographed();
    const forge = (files: Map<string, Uint8Array>): void => {
      const [origin] = fromUtf8(files.get("log/checkpoint")!)!.split("\n");
      const entries = without(5)(files);
      const root = Buffer.from(logFiles(entries).root).toString("base64");
      const log = tally.fold.start.log;
      const forged = new Key(log.name, new Uint8Array(32).fill(7)).note(
        `${origin}\n${entries.length}\n${root}\n`,
        log.public,
      );
      files.set("log/checkpoint", forged);
    };
    for (const { problems } of [await record(forge), await station(code, forge)])
      expect(find(problems, "log/checkpoint", "bad_signature")?.expected).toBe(tally.fold.start.log.vkey);
  });

  test("a log shown smaller than before, or rewritten, by who holds its key", async () => {
    const log = tally.fold.start.log;
    const key = Key.of(made, new RegExp(`^${log.name.replaceAll(".", "\\.")}$`));
    const shown = (change: (entries: Uint8Array[]) => void) => (files: Map<string, Uint8Array>) => {
      const entries = entriesOf(made.folder, size);
      change(entries);
      forgetLog(files);
      const { files: tiles, root } = logFiles(entries);
      for (const [path, bytes] of tiles) files.set(path, bytes);
      const text = `${log.name}\n${entries.length}\n${Buffer.from(root).toString("base64")}\n`;
      files.set("log/checkpoint", key.note(text, log.public));
      sign(files);
    };
    const memory = memoryOf([]);
    expect((await record(() => {}, memory)).remarks).not.toContainEqual(
      expect.objectContaining({ code: "continues" }),
    );
    expect((await record(() => {}, memory)).remarks).toContainEqual({ code: "continues", size });

    const smaller = await record(
      shown((entries) => entries.splice(size - 9)),
      memory,
    );
    expect(find(smaller.problems, "log/checkpoint", "shrunk")).toMatchObject({
      found: String(size - 9),
      expected: String(size),
    });

    const rewritten = await record(
      shown((entries) => {
        [entries[size - 3], entries[size - 2]] = [entries[size - 2]!, entries[size - 3]!];
        entries.push(entries[size - 1]!);
      }),
      memory,
    );
    const problem = find(rewritten.problems, "log/checkpoint", "rewritten")!;
    expect(problem.found).toMatch(new RegExp(`^${size + 1} `));
    expect(problem.expected).toMatch(new RegExp(`^${size} `));

    const grown = await record(
      shown((entries) => entries.push(entries[size - 1]!)),
      memory,
    );
    expect(grown.problems.filter(({ file }) => file === "log/checkpoint")).toEqual([]);
    expect(grown.remarks).toContainEqual({ code: "continues", size });
  });

  test("another key than the one that the reader trusts", async () => {
    const stranger = parseVkey("stranger+687fbc1b+AQvu9anmeeaj4TT+J4N7/zLHy19dROoJvLDlQrrWpMDM")!;
    const report = await verifyRecord({ files: inMemory(original), key: stranger });
    expect(report.problems).toMatchObject([
      { code: "other_key", found: made.operator, expected: stranger.vkey },
    ]);
  });
});
