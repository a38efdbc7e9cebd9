// The compressed copies `<path>.gz` that a publication's folder holds (docs/record.md, "Folders"): a server gives them
// in place of the files themselves.

import { readAll } from "../record/bytes.ts";

/** The header of a copy, which says nothing. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** The checksum and the length, at the end. */
const TRAILER_BYTES = 8;
/** What a copy may hold, in bytes. */
const MOST = (1 << 28) - 1;

/** Whether this browser can unpack them. */
export const canUnpack = (): boolean => typeof DecompressionStream !== "undefined";

/** What a copy holds: one gzip member (RFC 1952) with nothing after it; undefined for anything else, and for what is
 * too long. */
export async function unpack(copy: Uint8Array): Promise<Uint8Array | undefined> {
  if (copy.length < HEADER.length + TRAILER_BYTES) return undefined;
  if (HEADER.some((byte, at) => copy[at] !== byte)) return undefined;
  const length = new DataView(copy.buffer, copy.byteOffset).getUint32(copy.length - 4, true);
  if (length > MOST) return undefined;
  const packed = new Blob([copy as Uint8Array<ArrayBuffer>]).stream();
  try {
    const bytes = await readAll(packed.pipeThrough(new DecompressionStream("gzip")), length);
    return bytes?.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
