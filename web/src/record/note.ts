// Signed notes (C2SP signed-note, "Format"): a text and signature lines. Parsing verifies nothing.

import { fromBase64, fromUtf8, toHex } from "./bytes.ts";
import { verifySignature } from "./ed25519.ts";
import { isKeyName, type VerifyingKey } from "./key.ts";

/** The longest note that is read, in bytes. */
export const MAX_NOTE_BYTES = 1 << 20;
/** The most signature lines that a note may have; an entry may have 16. */
export const MAX_SIGNATURES = 64;
const MAX_SIGNATURE_BASE64 = 16 << 10;
const NEWLINE = 10;

export interface Signature {
  readonly name: string;
  /** The key's id, eight lower-case hexadecimal digits. */
  readonly id: string;
  /** What follows the key's id: 64 bytes for Ed25519. */
  readonly bytes: Uint8Array;
}

export interface Note {
  /** The text that is signed, with its last newline. */
  readonly text: string;
  /** The same in bytes. */
  readonly message: Uint8Array;
  readonly signatures: readonly Signature[];
}

/** Reads a note; undefined where the bytes are none. */
export function parseNote(bytes: Uint8Array, mostSignatures = MAX_SIGNATURES): Note | undefined {
  if (bytes.length > MAX_NOTE_BYTES) return undefined;
  let blank = -1;
  for (let at = bytes.length - 1; at > 0; at--) {
    if (bytes[at] === NEWLINE && bytes[at - 1] === NEWLINE) {
      blank = at;
      break;
    }
  }
  if (blank < 0) return undefined;
  for (const byte of bytes) if (byte < 0x20 && byte !== NEWLINE) return undefined;
  const message = bytes.subarray(0, blank);
  const [text, lines] = [fromUtf8(message), fromUtf8(bytes.subarray(blank + 1))];
  if (text === undefined || lines === undefined || !lines.endsWith("\n")) return undefined;
  const signatures: Signature[] = [];
  for (const line of lines.slice(0, -1).split("\n")) {
    const signature = signatures.length < mostSignatures ? parseLine(line) : undefined;
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text, message, signatures };
}

/** `— <name> <base64(key id ‖ signature)>`. */
function parseLine(line: string): Signature | undefined {
  if (!line.startsWith("\u2014 ")) return undefined;
  const space = line.indexOf(" ", 2);
  if (space < 0) return undefined;
  const [name, base64] = [line.slice(2, space), line.slice(space + 1)];
  if (!isKeyName(name) || base64.length > MAX_SIGNATURE_BASE64) return undefined;
  const body = fromBase64(base64);
  if (body === undefined || body.length < 5) return undefined;
  return { name, id: toHex(body.subarray(0, 4)), bytes: body.subarray(4) };
}

/** What a check of a note by one key gives. */
export type Verdict = "good" | "bad_signature" | "not_signed";

/** Whether `key` has signed: all of its lines must verify, and there must be one. Lines of others are
 * ignored. */
export async function verifyNote(note: Note, key: VerifyingKey): Promise<Verdict> {
  let signed: Verdict = "not_signed";
  for (const signature of note.signatures) {
    if (signature.name !== key.name || signature.id !== key.id) continue;
    if (!(await verifySignature(key.public, note.message, signature.bytes))) return "bad_signature";
    signed = "good";
  }
  return signed;
}
