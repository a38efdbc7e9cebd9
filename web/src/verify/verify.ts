// The whole record: every hash, signature, authorisation, tile and document, and every total again.

import { compareText, toBase64, toHex } from "./bytes.ts";
import { type Checkpoint, MAX_CHECKPOINT_BYTES, parseCheckpoint } from "./checkpoint.ts";
import { type Finding, findingsOf } from "./findings.ts";
import { Fold } from "./fold.ts";
import { leafHash, sha256Of } from "./hash.ts";
import type { VerifyingKey } from "./key.ts";
import { blobPath, type Got, LOG, MAX_BLOB_BYTES, readBundle, readFile } from "./log.ts";
import {
  checkManifest,
  type FileList,
  LIST_FILE,
  MAX_MANIFEST_BYTES,
  NOTE_FILE,
  readList,
} from "./manifest.ts";
import { type Problem, Problems } from "./problem.ts";
import { readAhead } from "./readahead.ts";
import type { Station } from "./register.ts";
import { type ContestResults, resultsOf } from "./results.ts";
import { type Blobs, readStart, type Start } from "./start.ts";
import { difference, MAX_DATA_BYTES, parseData, shardDigits, shardOf, stationData } from "./stationdata.ts";
import { Tally } from "./tally.ts";
import { bundleCount, tileCount, tileInTree } from "./tile.ts";
import { TreeCheck } from "./treecheck.ts";
import {
  CHECKPOINT,
  checkSeen,
  checkTrust,
  firstBundle,
  type Given,
  keepSeen,
  type Remark,
} from "./trust.ts";

/** The parts of the work, in their order. */
export type Stage = "log" | "documents" | "files" | "stations";

export interface Options extends Given {
  /** Told how far a part of the work is, in entries, documents, files and data files. */
  readonly progress?: (stage: Stage, done: number, all: number) => void;
  /** Lets others run, for a page that has no worker. */
  readonly breathe?: () => Promise<void>;
}

export interface Report {
  /** Whether nothing is wrong. */
  readonly verified: boolean;
  readonly problems: readonly Problem[];
  /** How many more problems there are than are listed. */
  readonly more: number;
  readonly remarks: readonly Remark[];
  readonly election: { readonly id: string; readonly name: string } | undefined;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  /** The keys that the record names, as vkeys. */
  readonly operator: string | undefined;
  readonly log: string | undefined;
  readonly checked: {
    readonly entries: number;
    readonly signatures: number;
    readonly tiles: number;
    readonly documents: number;
    readonly files: number;
    /** Stations whose data files were compared. */
    readonly stations: number;
  };
  /** Entries that count for nothing, by their codes, and how many of each unknown type there are. */
  readonly refused: Readonly<Record<string, number>>;
  readonly unknownTypes: Readonly<Record<string, number>>;
  /** The results, where the log could be folded. */
  readonly results: readonly ContestResults[] | undefined;
}

/** Verifies a publication. Whatever is wrong with it is in the report; only faults of this code throw. */
export async function verifyRecord(options: Options): Promise<Report> {
  return new RecordCheck(options).run();
}

class RecordCheck {
  readonly #problems = new Problems();
  readonly #remarks: Remark[] = [];
  #checkpoint: Checkpoint | undefined;
  #start: Start | undefined;
  #tally: Tally | undefined;
  #tiles = 0;
  #documents = new Map<string, string>();
  #files: FileList = new Map();
  #stations = 0;

  constructor(readonly options: Options) {}

  async run(): Promise<Report> {
    await this.#log();
    if (this.#tally !== undefined) await this.#checkDocuments(this.#tally);
    await this.#manifest(this.#start?.operator ?? this.options.key);
    if (this.#tally !== undefined) await this.#stationData(this.#tally);
    return this.#report();
  }

  #progress(stage: Stage, done: number, all: number): void {
    this.options.progress?.(stage, done, all);
  }

  async #breathe(): Promise<void> {
    await this.options.breathe?.();
  }

  async #log(): Promise<void> {
    const { files } = this.options;
    const got = await readFile(files, CHECKPOINT, MAX_CHECKPOINT_BYTES);
    const checkpoint = got.value && parseCheckpoint(got.value);
    if (checkpoint === undefined || checkpoint.size === 0 || !Number.isFinite(checkpoint.size)) {
      this.#problems.add(CHECKPOINT, got.code ?? (checkpoint?.size === 0 ? "not_a_record" : "malformed"));
      return;
    }
    this.#checkpoint = checkpoint;
    this.#remarks.push(...(await checkSeen(this.options, checkpoint, this.#problems)));
    const width = tileInTree(0, 0, checkpoint.size)!.width;
    const first = await readBundle(files, 0, width);
    if (first.value === undefined) {
      this.#problems.add(firstBundle(checkpoint.size), first.code);
      return;
    }
    const start = await readStart(firstBundle(checkpoint.size), first.value[0]!, this.#blobs);
    if ("code" in start) {
      this.#problems.add(start.file, start.code);
      return;
    }
    this.#start = start;
    this.#remarks.push(...(await checkTrust(this.options, start, checkpoint, this.#problems)));
    this.#remarks.push(...keepSeen(this.options, checkpoint, this.#problems));
    await this.#replay(start, checkpoint);
  }

  readonly #blobs: Blobs = async (name) => {
    const digits = name.slice("sha256:".length);
    const { value } = await readFile(this.options.files, LOG + blobPath(digits), MAX_BLOB_BYTES);
    return value !== undefined && toHex(await sha256Of(value)) === digits ? value : undefined;
  };

  /** Folds the log while its tree is checked. */
  async #replay(start: Start, { size, root }: Checkpoint): Promise<void> {
    const { files } = this.options;
    const fold = new Fold(start, this.#blobs, () => this.#breathe());
    const tree = new TreeCheck(files, size, root);
    // A bundle that cannot be read ends the fold, not the check of the tree.
    let broken = false;
    const read = (index: number): Promise<Got<Uint8Array[]>> =>
      readBundle(files, index, tileInTree(0, index, size)!.width);
    let done = 0;
    for await (const { value: entries, code } of readAhead(bundleCount(size), read)) {
      if (entries === undefined) {
        broken = true;
        await tree.pushUnreadable(code);
        continue;
      }
      const hashes = entries.map(leafHash);
      if (!broken) await fold.take(entries, hashes);
      await tree.push(hashes);
      done += entries.length;
      this.#progress("log", done, size);
    }
    const report = await tree.finish();
    if (!report.rootAgrees)
      this.#problems.add(CHECKPOINT, "root_differs", {
        found: toBase64(root),
        expected: toBase64(report.root),
      });
    for (const { path, code, ...values } of report.bad) this.#problems.add(LOG + path, code, values);
    this.#tiles = tileCount(size);
    this.#tally = new Tally(fold);
  }

  /** Checks every document that the record names. */
  async #checkDocuments(tally: Tally): Promise<void> {
    const digits = [...tally.fold.blobs].map((name) => name.slice("sha256:".length)).sort();
    let done = 0;
    const hash = (at: number): Promise<Got<string>> => this.#hash(LOG + blobPath(digits[at]!));
    for await (const { value: found, code } of readAhead(digits.length, hash, 4)) {
      const expected = digits[done++]!;
      const path = LOG + blobPath(expected);
      if (found === undefined) this.#problems.add(path, code);
      else {
        if (found !== expected) this.#problems.add(path, "differs_from_name", { found, expected });
        this.#documents.set(path, found);
      }
      this.#progress("documents", done, digits.length);
      await this.#breathe();
    }
  }

  async #hash(path: string): Promise<Got<string>> {
    const { value, code } = await readFile(this.options.files, path, MAX_BLOB_BYTES);
    return value === undefined ? { code } : { value: toHex(await sha256Of(value)) };
  }

  /** Checks the manifest and the files that it names. Where the log was found whole, its tiles are not hashed
   * again: the tree fixes every byte of them. */
  async #manifest(operator: VerifyingKey | undefined): Promise<void> {
    const read = async (file: string): Promise<Uint8Array> => {
      const { value, code } = await readFile(this.options.files, file, MAX_MANIFEST_BYTES);
      if (code !== undefined) this.#problems.add(file, code);
      return value ?? new Uint8Array();
    };
    const [note, list] = [await read(NOTE_FILE), await read(LIST_FILE)];
    const checked = await checkManifest(note, list, operator);
    if ("code" in checked) {
      const { file, code, ...details } = checked;
      this.#problems.add(file, code, details);
    }
    // Unsigned, a list still helps to find which file is wrong.
    this.#files = "files" in checked ? checked.files : (readList(list) ?? new Map());
    const whole = this.#problems.none && this.#tally !== undefined;
    const paths = [...this.#files.keys()].filter((path) => !(whole && path.startsWith("log/tile/")));
    let done = 0;
    const hash = async (at: number): Promise<Got<string>> => {
      const known = this.#documents.get(paths[at]!);
      return known === undefined ? this.#hash(paths[at]!) : { value: known };
    };
    for await (const { value: found, code } of readAhead(paths.length, hash, 4)) {
      const path = paths[done++]!;
      const expected = this.#files.get(path)!;
      if (found === undefined) this.#problems.add(path, code);
      else if (found !== expected) this.#problems.add(path, "differs_from_manifest", { found, expected });
      this.#progress("files", done, paths.length);
      await this.#breathe();
    }
    const extra = (await this.options.files.list?.())?.filter(
      (path) => !this.#files.has(path) && path !== NOTE_FILE && path !== LIST_FILE,
    );
    if (extra !== undefined && extra.length > 0) {
      const some = extra.sort(compareText).slice(0, 5);
      this.#remarks.push({ code: "not_in_manifest", files: extra.length, some });
    }
  }

  /** Compares the stations' data files with the count done anew. */
  async #stationData(tally: Tally): Promise<void> {
    if (![...this.#files.keys()].some((path) => path.startsWith("station/"))) {
      this.#remarks.push({ code: "no_station_data" });
      return;
    }
    const findings = new Map<Station, Finding[]>();
    for (const finding of findingsOf(tally)) {
      const { station } = finding.reading;
      const own = findings.get(station);
      if (own === undefined) findings.set(station, [finding]);
      else own.push(finding);
    }
    const stations = tally.stations();
    const digits = shardDigits(stations.length);
    const shards = new Map<string, Station[]>();
    for (const station of stations) {
      const name = shardOf(station.code, digits);
      shards.set(name, [...(shards.get(name) ?? []), station]);
    }
    const names = [...shards.keys()].sort();
    let done = 0;
    const read = (at: number): Promise<Got<Uint8Array>> =>
      readFile(this.options.files, `${names[at]}.js`, MAX_DATA_BYTES);
    for await (const { value, code } of readAhead(names.length, read)) {
      const name = names[done++]!;
      const file = `${name}.js`;
      const data = value && parseData(value, name);
      if (data === undefined) this.#problems.add(file, code ?? "malformed");
      else {
        const own = shards.get(name)!;
        for (const station of own) {
          const given = Object.hasOwn(data, station.code) ? data[station.code] : undefined;
          const expected = stationData(tally, station, findings.get(station) ?? [], { data: given });
          const differs = difference(given, expected, station.code);
          if (differs !== undefined) this.#problems.add(file, "differs_from_count", { ...differs });
          this.#stations++;
        }
        const known = new Set(own.map((station) => station.code));
        for (const code of Object.keys(data).filter((station) => !known.has(station)))
          this.#problems.add(file, "differs_from_count", {
            at: code,
            found: "a station",
            expected: "nothing",
          });
      }
      this.#progress("stations", done, names.length);
      await this.#breathe();
    }
  }

  #report(): Report {
    const fold = this.#tally?.fold;
    const sorted = this.#problems.list.sort((a, b) => compareText(a.file, b.file));
    return {
      verified: this.#problems.none,
      problems: sorted,
      more: this.#problems.more,
      remarks: this.#remarks,
      election: this.#start && { id: this.#start.election.id, name: this.#start.election.name },
      checkpoint: this.#checkpoint && {
        origin: this.#checkpoint.origin,
        size: this.#checkpoint.size,
        root: toBase64(this.#checkpoint.root),
      },
      operator: this.#start?.operator.vkey,
      log: this.#start?.log.vkey,
      checked: {
        entries: fold?.entries ?? 0,
        signatures: fold?.signatures ?? 0,
        tiles: this.#tiles,
        documents: this.#tally?.fold.blobs.size ?? 0,
        files: this.#files.size,
        stations: this.#stations,
      },
      refused: Object.fromEntries(fold?.refusedByCode ?? []),
      unknownTypes: Object.fromEntries(fold?.unknownTypes ?? []),
      results: this.#tally && resultsOf(this.#tally),
    };
  }
}
