// The manifest (docs/record.md, "Folders"): which files a publication has, signed by the operator.

import { MANIFEST, MANIFEST_LIST } from "../publication/layout.ts";
import { compareText, fromBase64, fromHex, fromUtf8, toHex, utf8Length } from "../record/bytes.ts";
import { sha256Of } from "../record/hash.ts";
import type { VerifyingKey } from "../record/key.ts";
import { decimal, hasControl } from "../record/names.ts";
import { parseNote, verifyNote } from "../record/note.ts";
import type { Code } from "./problem.ts";

const TYPE_LINE = "cotejo/v1 manifest";
const MAX_PATH_BYTES = 1_024;
const MAX_ORIGIN_BYTES = 1_024;
const MAX_FILES = 1 << 23;
/** The longest of the two files, in bytes. */
export const MAX_MANIFEST_BYTES = 1 << 30;

/** Files with their SHA-256 in hexadecimal digits, in the order of their paths. */
export type FileList = ReadonlyMap<string, string>;

/** What is wrong with a manifest. */
export interface BadManifest {
  readonly file: typeof MANIFEST | typeof MANIFEST_LIST;
  readonly code: Code;
  readonly found?: string;
  readonly expected?: string;
}

/** What a manifest says. */
export interface Manifest {
  /** The log's size when the publication was made, and its root then. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly files: FileList;
}

interface Stated extends Omit<Manifest, "files"> {
  /** The list's hash, and how many files it names. */
  readonly hash: string;
  readonly count: number;
}

/** The log's size that a manifest states, before anything of it is verified: by it one knows whose signature it needs. */
export function statedSize(note: Uint8Array): number | undefined {
  return decimal(parseNote(note)?.text.split("\n")[2] ?? "");
}

/** Checks both files: the note's signature by the operator when the log had as many entries as it states, where one is
 * known, and the list by its hash in the note. */
export async function checkManifest(
  note: Uint8Array,
  list: Uint8Array,
  operatorAt: (size: number) => VerifyingKey | undefined,
): Promise<Manifest | BadManifest> {
  const parsed = parseNote(note);
  if (parsed === undefined) return { file: MANIFEST, code: "malformed" };
  const operator = operatorAt(statedSize(note) ?? 0);
  const verdict = operator === undefined ? "good" : await verifyNote(parsed, operator);
  if (verdict !== "good") return { file: MANIFEST, code: verdict };
  const stated = readText(parsed.text);
  if (stated === undefined) return { file: MANIFEST, code: "malformed" };
  const found = toHex(await sha256Of(list));
  if (found !== stated.hash)
    return { file: MANIFEST_LIST, code: "differs_from_manifest", found, expected: stated.hash };
  const files = readList(list);
  if (files === undefined) return { file: MANIFEST_LIST, code: "malformed" };
  if (files.size !== stated.count) {
    const [count, expected] = [String(files.size), String(stated.count)];
    return { file: MANIFEST_LIST, code: "differs_from_manifest", found: count, expected };
  }
  return { size: stated.size, root: stated.root, files };
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
  return { size: entries, root: rootBytes, hash: found![1]!, count };
}

/** Reads the list alone; undefined where a line is wrong. Nobody has signed it by itself. */
export function readList(list: Uint8Array): FileList | undefined {
  const text = fromUtf8(list);
  if (text === undefined || (text !== "" && !text.endsWith("\n"))) return undefined;
  const files = new Map<string, string>();
  let before: string | undefined;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end);
    at = end + 1;
    const [hash, path] = [line.slice(0, 64), line.slice(66)];
    if (fromHex(hash)?.length !== 32 || line.slice(64, 66) !== "  " || !isPath(path)) return undefined;
    if ((before !== undefined && compareText(before, path) >= 0) || files.size === MAX_FILES)
      return undefined;
    files.set(path, hash);
    before = path;
  }
  return files;
}

/** A relative path that means the same file on every system. */
export function isPath(path: string): boolean {
  if (path === "" || utf8Length(path) > MAX_PATH_BYTES || hasControl(path) || /[\\:]/.test(path))
    return false;
  if (path === MANIFEST || path === MANIFEST_LIST) return false;
  return path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
