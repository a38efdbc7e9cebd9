// The manifest (docs/record.md, "Folders"): which files a publication has, signed by the operator. Each folder's list names
// its files and the lists of the folders in it; the hash of the topmost list stands in the signed note.

import { MANIFEST, MANIFEST_LIST } from "../publication/layout.ts";
import { compareText, fromBase64, fromHex, fromUtf8, toHex, utf8Length } from "../record/bytes.ts";
import { sha256Of } from "../record/hash.ts";
import type { VerifyingKey } from "../record/key.ts";
import { decimal, hasControl } from "../record/names.ts";
import { parseNote, verifyNote } from "../record/note.ts";
import type { Files } from "./files.ts";
import { type Got, readFile } from "./logfiles.ts";
import type { Code, Problems } from "./problem.ts";
import { readAhead } from "./readahead.ts";

const TYPE_LINE = "cotejo/v1 manifest";
const MAX_PATH_BYTES = 1_024;
const MAX_ORIGIN_BYTES = 1_024;
const MAX_NOTE_BYTES = 1 << 16;
/** The longest list, in bytes, and the most lines of one and of all. */
const MAX_LIST_BYTES = 1 << 25;
const MAX_LINES = 1 << 17;
const MAX_FILES = 1 << 23;

/** Files with their SHA-256 in hexadecimal digits, by their paths. */
export type FileList = ReadonlyMap<string, string>;

/** What a manifest's note states. */
export interface Stated {
  /** The log's size when the publication was made, and its root then. */
  readonly size: number;
  readonly root: Uint8Array;
  /** The topmost list's hash, and how many files there are. */
  readonly list: string;
  readonly count: number;
}

/** What a manifest's lists name. */
export interface Named {
  /** In the order of their paths. */
  readonly files: FileList;
  /** The lists themselves, with the hashes of their bytes. */
  readonly lists: FileList;
}

/** The log's size that a manifest states, before anything of it is verified: by it one knows whose signature it needs. */
export function statedSize(note: Uint8Array): number | undefined {
  return decimal(parseNote(note)?.text.split("\n")[2] ?? "");
}

/** The manifest's note, of which nothing is verified yet. */
export async function readNote(files: Files, problems: Problems): Promise<Uint8Array | undefined> {
  const { value, code } = await readFile(files, MANIFEST, MAX_NOTE_BYTES);
  if (code !== undefined) problems.add(MANIFEST, code);
  return value;
}

/** Checks a manifest: the note's signature by the operator when the log had as many entries as it states, where one is
 * known, and the lists from the topmost one down. What is wrong is among the problems; what is named is given either way:
 * unsigned, it still helps to find which file is wrong. */
export async function checkManifest(
  files: Files,
  note: Uint8Array | undefined,
  operatorAt: (size: number) => VerifyingKey | undefined,
  problems: Problems,
): Promise<{ readonly stated: Stated | undefined; readonly named: Named }> {
  const checked = note && (await checkNote(note, operatorAt));
  const stated = typeof checked === "string" ? undefined : checked;
  if (typeof checked === "string") problems.add(MANIFEST, checked);
  const lists = new Lists(files, problems);
  const named = await lists.read(stated?.list);
  if (stated === undefined || lists.wrong) return { stated: undefined, named };
  if (named.files.size === stated.count) return { stated, named };
  const [found, expected] = [String(named.files.size), String(stated.count)];
  problems.add(MANIFEST_LIST, "differs_from_manifest", { found, expected });
  return { stated: undefined, named };
}

async function checkNote(
  note: Uint8Array,
  operatorAt: (size: number) => VerifyingKey | undefined,
): Promise<Stated | Code> {
  const parsed = parseNote(note);
  if (parsed === undefined) return "malformed";
  const operator = operatorAt(statedSize(note) ?? 0);
  const verdict = operator === undefined ? "good" : await verifyNote(parsed, operator);
  return verdict === "good" ? (readText(parsed.text) ?? "malformed") : verdict;
}

/** The five lines of a manifest's text. */
function readText(text: string): Stated | undefined {
  const lines = text.slice(0, -1).split("\n");
  if (lines.length !== 5) return undefined;
  const [type, origin, size, root, sum] = lines as [string, string, string, string, string];
  const found = /^sha256 ([0-9a-f]{64}) ([0-9]+)$/.exec(sum);
  const count = decimal(found?.[2] ?? "");
  const isOrigin = origin !== "" && utf8Length(origin) <= MAX_ORIGIN_BYTES && !hasControl(origin);
  const [entries, rootBytes] = [decimal(size), fromBase64(root)];
  if (type !== TYPE_LINE || !isOrigin || entries === undefined || rootBytes?.length !== 32) return undefined;
  if (count === undefined || count > MAX_FILES) return undefined;
  return { size: entries, root: rootBytes, list: found![1]!, count };
}

/** A list that is named. */
interface ToRead {
  /** The folder that it is of, which is empty or ends in `/`. */
  readonly folder: string;
  readonly expected: string | undefined;
}

/** The tree of lists, read from the topmost one down. */
class Lists {
  readonly #files: [path: string, hash: string][] = [];
  readonly #lists = new Map<string, string>();
  /** Whether one of them is not as it should be. */
  wrong = false;

  constructor(
    readonly files: Files,
    readonly problems: Problems,
  ) {}

  async read(expected: string | undefined): Promise<Named> {
    let level: ToRead[] = [{ folder: "", expected }];
    while (level.length > 0) {
      const [now, below]: [ToRead[], ToRead[]] = [level, []];
      const read = (at: number): Promise<Got<Uint8Array>> =>
        readFile(this.files, now[at]!.folder + MANIFEST_LIST, MAX_LIST_BYTES);
      let done = 0;
      for await (const { value, code } of readAhead(now.length, read)) {
        const list = now[done++]!;
        if (value === undefined) this.#bad(list, code);
        else below.push(...(await this.#take(list, value)));
      }
      level = below;
    }
    this.#files.sort(([a], [b]) => compareText(a, b));
    return { files: new Map(this.#files), lists: this.#lists };
  }

  /** Takes in a list; gives those that it names. One that is not the one that is named is gone through all the same. */
  async #take(list: ToRead, bytes: Uint8Array): Promise<ToRead[]> {
    const { folder, expected } = list;
    const found = toHex(await sha256Of(bytes));
    this.#lists.set(folder + MANIFEST_LIST, found);
    const differs = expected !== undefined && found !== expected;
    if (differs) this.#bad(list, "differs_from_manifest", { found, expected });
    const lines = readList(folder, bytes);
    if (lines === undefined || this.#files.length + this.#lists.size + lines.length > MAX_FILES) {
      if (!differs) this.#bad(list, "malformed");
      return [];
    }
    const below: ToRead[] = [];
    for (const [name, hash] of lines)
      if (name.includes("/"))
        below.push({ folder: folder + name.slice(0, -MANIFEST_LIST.length), expected: hash });
      else this.#files.push([folder + name, hash]);
    return below;
  }

  #bad({ folder }: ToRead, code: Code, details: { found?: string; expected?: string } = {}): void {
    this.wrong = true;
    this.problems.add(folder + MANIFEST_LIST, code, details);
  }
}

/** The names in the list of a folder, with their hashes; undefined where a line is wrong. */
function readList(folder: string, list: Uint8Array): [name: string, hash: string][] | undefined {
  const text = fromUtf8(list);
  if (text === undefined || (text !== "" && !text.endsWith("\n"))) return undefined;
  const lines: [name: string, hash: string][] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end);
    at = end + 1;
    const [hash, name] = [line.slice(0, 64), line.slice(66)];
    if (fromHex(hash)?.length !== 32 || line.slice(64, 66) !== "  " || !isName(folder, name))
      return undefined;
    const before = lines.at(-1)?.[0];
    if ((before !== undefined && compareText(before, name) >= 0) || lines.length === MAX_LINES)
      return undefined;
    lines.push([name, hash]);
  }
  return lines.length === 0 && folder !== "" ? undefined : lines;
}

/** Whether a name may stand in the list of a folder: that of a file, or that of the list of a folder in it. */
function isName(folder: string, name: string): boolean {
  if (utf8Length(folder + name) > MAX_PATH_BYTES || (folder === "" && name === MANIFEST)) return false;
  const below = name.endsWith(`/${MANIFEST_LIST}`) ? name.slice(0, -MANIFEST_LIST.length - 1) : name;
  return isSegment(below);
}

/** A part of a path that means the same on every system, and no list. */
function isSegment(segment: string): boolean {
  if (["", ".", "..", MANIFEST_LIST].includes(segment)) return false;
  return !hasControl(segment) && !/[\\:/]/.test(segment);
}
