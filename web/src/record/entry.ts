// Entries (docs/record.md, "Entries"): signed notes of two lines, the type and one JSON object.

import { toHex } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { JsonError, parseObject } from "./json.ts";
import { Members, ShapeError } from "./members.ts";
import { type Note, parseNote } from "./note.ts";
import { type Body, maxBytesOf, readBody } from "./types.ts";

/** The longest entry, in bytes: what a log's bundle has room for. */
export const MAX_ENTRY_BYTES = 65_535;
/** The most signature lines of an entry. */
export const MAX_SIGNERS = 16;
const VERSION = "cotejo/v1 ";

export interface Entry {
  readonly note: Note;
  readonly body: Body;
  /** The SHA-256 of its signed text, 64 hexadecimal digits: whoever signs it, it has this name. */
  readonly name: string;
}

/** Reads an entry; undefined where the bytes are not one. No signature is verified. */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const note = bytes.length <= MAX_ENTRY_BYTES ? parseNote(bytes, MAX_SIGNERS) : undefined;
  if (note === undefined) return undefined;
  try {
    const body = parseText(note.text);
    const most = body.type === "unknown" ? undefined : maxBytesOf(body);
    if (most !== undefined && bytes.length > most) return undefined;
    return { note, body, name: toHex(sha256(note.message)) };
  } catch (error) {
    if (error instanceof JsonError || error instanceof ShapeError) return undefined;
    throw error;
  }
}

function parseText(text: string): Body {
  const end = text.indexOf("\n");
  const header = text.slice(0, end);
  const members = (): Members => {
    const line = text.slice(end + 1);
    if (line.indexOf("\n") !== line.length - 1) throw new ShapeError("the text is not two lines");
    return new Members(parseObject(line.slice(0, -1)), header);
  };
  const known = header.startsWith(VERSION) ? readBody(header.slice(VERSION.length), members) : undefined;
  return known ?? { type: "unknown", header };
}
