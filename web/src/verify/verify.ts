// The whole record: every hash, signature, authorisation, tile and document, and every total again.

import {
  ARCHIVE,
  CHECKPOINT,
  COMPRESSED,
  documentPath,
  MANIFEST,
  MANIFEST_LIST,
  STATIONS,
  TILES,
} from "../publication/layout.ts";
import { compareText, toBase64, toHex } from "../record/bytes.ts";
import { leafHash, sha256Of } from "../record/hash.ts";
import type { VerifyingKey } from "../record/key.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { Fold } from "./fold/fold.ts";
import { canUnpack, unpack } from "./gzip.ts";
import { type Got, MAX_BLOB_BYTES, readBundle, readFile } from "./logfiles.ts";
import { checkManifest, type FileList, MAX_MANIFEST_BYTES, readList } from "./manifest.ts";
import { blobsOf, openRecord } from "./open.ts";
import { type Problem, Problems } from "./problem.ts";
import { readAhead } from "./readahead.ts";
import { type ContestResults, resultsOf } from "./results.ts";
import type { Start } from "./start.ts";
import { DataFiles } from "./station/datafiles.ts";
import { Tally } from "./tally.ts";
import { bundleCount, tileCount, tileInTree } from "./tile.ts";
import { TreeCheck } from "./treecheck.ts";
import { type Given, keepSeen, type Remark } from "./trust.ts";

/** The manifest and what holds it: no manifest names them. */
const OWN: ReadonlySet<string> = new Set([MANIFEST, MANIFEST_LIST, ARCHIVE]);

/** The parts of the work, in their order. */
export const STAGES = ["log", "documents", "files", "copies"] as const;
export type Stage = (typeof STAGES)[number];

export interface Options extends Given {
  /** Told how far a part of the work is, in entries, documents and files. */
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
    /** Compressed copies of files, where the folder's files can be listed. */
    readonly compressed: number;
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
  #compressed = 0;
  #stations = 0;

  constructor(readonly options: Options) {}

  async run(): Promise<Report> {
    await this.#log();
    if (this.#tally !== undefined) await this.#checkDocuments(this.#tally);
    const named = await this.#manifest(this.#start?.operator ?? this.options.key);
    await this.#checkFiles(named);
    await this.#checkUnnamed(named);
    return this.#report(named.size);
  }

  #progress(stage: Stage, done: number, all: number): void {
    this.options.progress?.(stage, done, all);
  }

  async #breathe(): Promise<void> {
    await this.options.breathe?.();
  }

  async #log(): Promise<void> {
    const { checkpoint, start, remarks } = await openRecord(this.options, this.#problems);
    this.#checkpoint = checkpoint;
    this.#start = start;
    this.#remarks.push(...remarks);
    if (checkpoint === undefined || start === undefined) return;
    this.#remarks.push(...keepSeen(this.options, checkpoint, this.#problems));
    await this.#replay(start, checkpoint);
  }

  /** Folds the log while its tree is checked. */
  async #replay(start: Start, { size, root }: Checkpoint): Promise<void> {
    const { files } = this.options;
    const fold = new Fold(start, blobsOf(files), () => this.#breathe());
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
    for (const { path, code, ...values } of report.bad) this.#problems.add(path, code, values);
    this.#tiles = tileCount(size);
    this.#tally = new Tally(fold);
  }

  /** Checks every document that the record names. */
  async #checkDocuments(tally: Tally): Promise<void> {
    const digits = [...tally.fold.blobs].map((name) => name.slice("sha256:".length)).sort();
    let done = 0;
    const hash = (at: number): Promise<Got<string>> => this.#hash(documentPath(digits[at]!));
    for await (const { value: found, code } of readAhead(digits.length, hash, 4)) {
      const expected = digits[done++]!;
      const path = documentPath(expected);
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

  /** Checks the manifest, and gives the files that it names. */
  async #manifest(operator: VerifyingKey | undefined): Promise<FileList> {
    const read = async (file: string): Promise<Uint8Array> => {
      const { value, code } = await readFile(this.options.files, file, MAX_MANIFEST_BYTES);
      if (code !== undefined) this.#problems.add(file, code);
      return value ?? new Uint8Array();
    };
    const [note, list] = [await read(MANIFEST), await read(MANIFEST_LIST)];
    const checked = await checkManifest(note, list, operator);
    if ("files" in checked) return checked.files;
    const { file, code, ...details } = checked;
    this.#problems.add(file, code, details);
    // Unsigned, a list still helps to find which file is wrong.
    return readList(list) ?? new Map();
  }

  /** Checks the files that the manifest names, and what the stations' data files say: each is read once. Where the log
   * was found whole, its tiles are not hashed again: the tree fixes every byte of them. */
  async #checkFiles(named: FileList): Promise<void> {
    const data = this.#dataFiles(named);
    const whole = this.#problems.none && this.#tally !== undefined;
    const paths = [...named.keys()].filter((path) => !(whole && path.startsWith(TILES)));
    paths.push(...(data?.paths() ?? []).filter((path) => !named.has(path)));
    let done = 0;
    const read = async (at: number): Promise<Got<{ hash: string; bytes?: Uint8Array }>> => {
      const path = paths[at]!;
      const known = this.#documents.get(path);
      if (known !== undefined) return { value: { hash: known } };
      const { value: bytes, code } = await readFile(this.options.files, path, MAX_BLOB_BYTES);
      if (bytes === undefined) return { code };
      const hash = toHex(await sha256Of(bytes));
      return { value: data?.has(path) ? { hash, bytes } : { hash } };
    };
    for await (const { value, code } of readAhead(paths.length, read)) {
      const path = paths[done++]!;
      if (value === undefined) this.#problems.add(path, code);
      else {
        const { hash: found, bytes } = value;
        const expected = named.get(path) ?? found;
        if (found !== expected) this.#problems.add(path, "differs_from_manifest", { found, expected });
        if (bytes !== undefined) data?.compare(path, bytes, found === expected, this.#problems);
      }
      this.#progress("files", done, paths.length);
      await this.#breathe();
    }
    this.#stations = data?.compared ?? 0;
  }

  /** What the stations' data files must say, where there are some and the log could be folded. */
  #dataFiles(named: FileList): DataFiles | undefined {
    if (this.#tally === undefined) return undefined;
    if ([...named.keys()].some((path) => path.startsWith(STATIONS))) return new DataFiles(this.#tally);
    this.#remarks.push({ code: "no_station_data" });
    return undefined;
  }

  /** Checks what the folder holds besides, where that can be told: compressed copies of files that the manifest
   * names. */
  async #checkUnnamed(named: FileList): Promise<void> {
    const listed = await this.options.files.list?.();
    if (listed === undefined) return;
    const unnamed = listed.filter((path) => !named.has(path) && !OWN.has(path));
    const copied = (path: string): string | undefined =>
      path.endsWith(COMPRESSED) && canUnpack() ? named.get(path.slice(0, -COMPRESSED.length)) : undefined;
    const copies = unnamed.filter((path) => copied(path) !== undefined);
    let done = 0;
    const unpacked = async (at: number): Promise<string | undefined> => {
      const { value } = await readFile(this.options.files, copies[at]!, MAX_BLOB_BYTES);
      const bytes = value && (await unpack(value));
      return bytes && toHex(await sha256Of(bytes));
    };
    for await (const found of readAhead(copies.length, unpacked)) {
      const path = copies[done++]!;
      const expected = copied(path)!;
      if (found !== expected)
        this.#problems.add(path, "differs_from_manifest", { ...(found && { found }), expected });
      this.#progress("copies", done, copies.length);
      await this.#breathe();
    }
    this.#compressed = copies.length;
    const extra = unnamed.filter((path) => copied(path) === undefined).sort(compareText);
    if (extra.length > 0)
      this.#remarks.push({ code: "not_in_manifest", files: extra.length, some: extra.slice(0, 5) });
  }

  #report(files: number): Report {
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
        files,
        compressed: this.#compressed,
        stations: this.#stations,
      },
      refused: Object.fromEntries(fold?.refusedByCode ?? []),
      unknownTypes: Object.fromEntries(fold?.unknownTypes ?? []),
      results: this.#tally && resultsOf(this.#tally),
    };
  }
}
