// Checkpoints (C2SP tlog-checkpoint): the signed statement of a log's size and root.

import { fromBase64, sameBytes } from "../record/bytes.ts";
import { emptyRoot } from "../record/hash.ts";
import { decimal } from "../record/names.ts";
import { type Note, parseNote } from "../record/note.ts";

/** The longest checkpoint with its cosignatures: enough for 64 of ML-DSA-44. */
export const MAX_CHECKPOINT_BYTES = 256 << 10;

export interface Checkpoint {
  readonly origin: string;
  /** Entries. A size over 2^53 − 1 is `Infinity`. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  readonly note: Note;
}

/** Reads a checkpoint: three lines, no extension lines. Undefined where the bytes are none. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint | undefined {
  const note = bytes.length <= MAX_CHECKPOINT_BYTES ? parseNote(bytes) : undefined;
  const lines = note?.text.split("\n");
  // The last line's newline leaves an empty fourth part.
  if (note === undefined || lines?.length !== 4) return undefined;
  const [origin, sizeText, rootText] = lines as [string, string, string, string];
  const [size, root] = [decimal(sizeText), fromBase64(rootText)];
  if (origin === "" || size === undefined || root?.length !== 32) return undefined;
  if (size === Number.POSITIVE_INFINITY && BigInt(sizeText) > 0x7fffffffffffffffn) return undefined;
  if (size === 0 && !sameBytes(root, emptyRoot())) return undefined;
  return { origin, size, root, note };
}
