// The folder around the log: the documents that the record names, the files that the manifest names, what the stations'
// data files say, and the compressed copies. Each file is read once.

import {
  ARCHIVE,
  bundlePath,
  CHECKPOINT,
  COMPRESSED,
  COSIGNED,
  documentPath,
  entryIndex,
  entryPath,
  fullTile,
  MANIFEST,
  picturePath,
  STATIONS,
  thumbnailPath,
} from "../publication/layout.ts";
import { compareText, sameBytes, toHex } from "../record/bytes.ts";
import { sha256Of } from "../record/hash.ts";
import type { Files } from "./files.ts";
import { canUnpack, unpack } from "./gzip.ts";
import { type Got, MAX_BLOB_BYTES, readBundle, readEntry, readFile } from "./logfiles.ts";
import type { FileList, Named } from "./manifest.ts";
import type { Problem, Problems } from "./problem.ts";
import { readAhead } from "./readahead.ts";
import { DataFiles } from "./station/datafiles.ts";
import { MAX_EXTENT, type Tally } from "./tally.ts";
import {
  bundleCount,
  FULL_WIDTH,
  MAX_BUNDLE_BYTES,
  parseBundle,
  parseTile,
  tileInTree,
  treePaths,
} from "./tile.ts";
import type { Remark } from "./trust.ts";

/** Files that no list names: the manifest's note, the archive that holds it, and the checkpoint, to which witnesses and
 * mirrors add signature lines. (Those of the log's tree, which fixes them, are not named either.) */
const UNNAMED: ReadonlySet<string> = new Set([MANIFEST, ARCHIVE, CHECKPOINT, COSIGNED]);

/** Those of them that may have compressed copies: a copy must hold what lies beside it. */
const COPIED: ReadonlySet<string> = new Set([MANIFEST, CHECKPOINT]);

/** How many files a remark names. */
const NAMED = 5;

/** A log that could be folded: its size, and the tally that the publication's files must agree with. */
export interface Folded {
  readonly size: number;
  readonly tally: Tally;
}

/** Told how far a part of the work is. */
export type Done = (done: number, all: number) => void;

export class FolderCheck {
  /** The paths of documents that were hashed. */
  readonly #documents = new Set<string>();
  /** The paths of the log's tiles and bundles, where it could be folded, and whether it was found whole. */
  #tree: ReadonlySet<string> = new Set();
  #whole = false;
  /** How many entries the log has, where it could be folded. */
  #entries = 0;
  /** The files of withheld documents, which may be missing. */
  #withheld: ReadonlySet<string> = new Set();

  constructor(
    readonly files: Files,
    readonly problems: Problems,
    readonly remarks: Remark[],
    readonly breathe: () => Promise<void>,
  ) {}

  /** Checks every document that the record names, and of those that are withheld the ones that are there. */
  async documents({ fold }: Tally, progress: Done): Promise<void> {
    const digitsOf = (names: Iterable<string>): string[] =>
      [...names].map((name) => name.slice("sha256:".length)).sort();
    const withheld = new Set(digitsOf(fold.withheld.keys()));
    this.#withheld = new Set(
      [...withheld].flatMap((one) => [documentPath(one), picturePath(one), thumbnailPath(one)]),
    );
    const digits = [...digitsOf(fold.blobs()), ...withheld];
    const shown: string[] = [];
    let done = 0;
    const hash = (at: number): Promise<Got<string>> => this.#hash(documentPath(digits[at]!));
    for await (const { value: found, code } of readAhead(digits.length, hash, 4)) {
      const expected = digits[done++]!;
      const path = documentPath(expected);
      if (found === undefined) {
        if (code !== "missing" || !withheld.has(expected)) this.problems.add(path, code);
      } else {
        if (withheld.has(expected)) shown.push(path);
        if (found !== expected) this.problems.add(path, "differs_from_name", { found, expected });
        this.#documents.add(path);
      }
      progress(done, digits.length);
      await this.breathe();
    }
    if (shown.length > 0)
      this.remarks.push({ code: "withheld_shown", documents: shown.length, some: shown.slice(0, NAMED) });
  }

  async #hash(path: string): Promise<Got<string>> {
    const { value, code } = await readFile(this.files, path, MAX_BLOB_BYTES);
    return value === undefined ? { code } : { value: toHex(await sha256Of(value)) };
  }

  /** Checks the files that the lists name, and what the stations' data files say; gives how many stations were
   * compared. */
  async named({ files: named }: Named, folded: Folded | undefined, progress: Done): Promise<number> {
    const data = this.#dataFiles(named, folded?.tally);
    if (folded !== undefined) this.#tree = new Set(treePaths(folded.size));
    this.#whole = this.problems.none;
    const paths = [...named.keys()];
    paths.push(...(data?.paths() ?? []).filter((path) => !named.has(path)));
    let done = 0;
    const read = async (at: number): Promise<Got<{ hash: string; bytes?: Uint8Array }>> => {
      const path = paths[at]!;
      const { value: bytes, code } = await readFile(this.files, path, MAX_BLOB_BYTES);
      if (bytes === undefined) return { code };
      const hash = toHex(await sha256Of(bytes));
      return { value: data?.has(path) ? { hash, bytes } : { hash } };
    };
    for await (const { value, code } of readAhead(paths.length, read)) {
      const path = paths[done++]!;
      if (value !== undefined) {
        const { hash: found, bytes } = value;
        const expected = named.get(path) ?? found;
        if (found !== expected) this.problems.add(path, "differs_from_manifest", { found, expected });
        if (bytes !== undefined) data?.compare(path, bytes, found === expected, this.problems);
        // A manifest of before may name what is withheld since.
      } else if (code !== "missing" || !this.#withheld.has(path)) this.problems.add(path, code);
      progress(done, paths.length);
      await this.breathe();
    }
    return data?.compared ?? 0;
  }

  /** Checks the entry files of a log of `size` entries against the bundles in which nothing was found wrong. Those of the
   * entries up to the manifest's size, `published`, must be there; the log beside it may have gone on without them, and a log
   * without a manifest is no publication. */
  async entries(size: number, published: number, progress: Done): Promise<void> {
    this.#entries = size;
    const atFault = new Set(this.problems.list.map(({ file }) => file));
    let done = 0;
    for (let index = 0; index < bundleCount(size); index++) {
      const { width } = tileInTree(0, index, size)!;
      const bundle = atFault.has(bundlePath(index, width))
        ? undefined
        : await readBundle(this.files, index, width);
      const entries = bundle?.value ?? [];
      const read = (at: number): Promise<Got<Uint8Array>> => readEntry(this.files, done + at);
      let at = 0;
      for await (const { value, code } of readAhead(entries.length, read)) {
        const [place, entry] = [done + at, entries[at]!];
        at++;
        if (value === undefined) {
          if (code !== "missing" || place < published) this.problems.add(entryPath(place), code);
        } else if (!sameBytes(value, entry)) this.problems.add(entryPath(place), "differs_from_tree");
      }
      done += width;
      progress(done, size);
      await this.breathe();
    }
  }

  /** What the stations' data files must say, where there are some and the log could be folded. */
  #dataFiles(named: FileList, tally: Tally | undefined): DataFiles | undefined {
    if (tally === undefined) return undefined;
    if (tally.extent() > MAX_EXTENT) {
      // Data files would have a part for each contest of each station.
      const [found, expected] = [String(tally.extent()), `at most ${MAX_EXTENT}`];
      this.problems.add(CHECKPOINT, "too_wide", { found, expected });
      return undefined;
    }
    if ([...named.keys()].some((path) => path.startsWith(STATIONS))) return new DataFiles(tally);
    this.remarks.push({ code: "no_station_data" });
    return undefined;
  }

  /** Checks what the folder holds besides, where its files can be listed: compressed copies, and partial tiles of sizes
   * that the log had before. Gives how many copies there are. */
  async unnamed({ files, lists }: Named, progress: Done): Promise<number> {
    const listed = await this.files.list?.();
    if (listed === undefined) return 0;
    const named: FileList = new Map([...files, ...lists]);
    const known = (path: string): boolean =>
      named.has(path) ||
      UNNAMED.has(path) ||
      this.#documents.has(path) ||
      this.#tree.has(path) ||
      (entryIndex(path) ?? Number.POSITIVE_INFINITY) < this.#entries;
    const unnamed = listed.filter((path) => !known(path));
    const copies = unnamed.filter((path) => canUnpack() && this.#original(path, named) !== undefined);
    let done = 0;
    for await (const problem of readAhead(copies.length, (at) => this.#copy(copies[at]!, named))) {
      if (problem !== undefined) this.problems.add(copies[done]!, "differs_from_manifest", problem);
      done++;
      progress(done, copies.length);
      await this.breathe();
    }
    const isCopy = new Set(copies);
    const extra: string[] = [];
    for (const path of unnamed)
      if (!isCopy.has(path) && !(await this.#earlierPartial(path))) extra.push(path);
    if (extra.length > 0) {
      extra.sort(compareText);
      this.remarks.push({ code: "not_in_manifest", files: extra.length, some: extra.slice(0, NAMED) });
    }
    return copies.length;
  }

  /** The file of which a path is the compressed copy. */
  #original(path: string, named: FileList): string | undefined {
    const original = path.endsWith(COMPRESSED) ? path.slice(0, -COMPRESSED.length) : "";
    return named.has(original) || COPIED.has(original) ? original : undefined;
  }

  /** How a compressed copy differs from what it must hold: what the manifest names, or what lies beside it. */
  async #copy(path: string, named: FileList): Promise<Pick<Problem, "found" | "expected"> | undefined> {
    const original = this.#original(path, named)!;
    const expected = named.get(original) ?? (await this.#hash(original)).value;
    const { value } = await readFile(this.files, path, MAX_BLOB_BYTES);
    const bytes = value && (await unpack(value));
    const found = bytes && toHex(await sha256Of(bytes));
    if (found !== undefined && found === expected) return undefined;
    return { ...(found !== undefined && { found }), ...(expected !== undefined && { expected }) };
  }

  /** Checks a partial tile or bundle of a size that the log had before: the present one must begin with it. Gives whether
   * the path is one. */
  async #earlierPartial(path: string): Promise<boolean> {
    const full = fullTile(path);
    const tree = this.#tree;
    const width = Number(/\.p\/([0-9]{1,3})$/.exec(path)?.[1] ?? Number.NaN);
    if (full === undefined || !this.#whole || Number.isNaN(width)) return false;
    const partials = Array.from({ length: FULL_WIDTH }, (_, at) => `${full}.p/${at}`);
    const present = [full, ...partials].find((one) => tree.has(one));
    if (present === undefined) return false;
    const [here, now] = [
      await readFile(this.files, path, MAX_BUNDLE_BYTES),
      await readFile(this.files, present, MAX_BUNDLE_BYTES),
    ];
    if (here.value === undefined || now.value === undefined) return false;
    const bundle = path.startsWith(bundlePath(0, FULL_WIDTH).slice(0, -"000".length));
    const whole = bundle ? parseBundle(here.value, width) : parseTile(here.value, width);
    if (whole === undefined || !sameBytes(here.value, now.value.subarray(0, here.value.length)))
      this.problems.add(path, "differs_from_tree");
    return true;
  }
}
