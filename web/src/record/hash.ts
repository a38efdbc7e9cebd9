// SHA-256, and the hashes of the log's tree (RFC 6962 §2.1).

import { sha256 } from "@noble/hashes/sha2.js";

/** From so many bytes on the browser's own SHA-256 is worth a promise. */
const WORTH_A_PROMISE = 4096;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export { sha256 };

/** SHA-256 of a file's bytes: by WebCrypto, which pages over plain http do not have, or else here. */
export async function sha256Of(bytes: Uint8Array): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined || bytes.length < WORTH_A_PROMISE) return sha256(bytes);
  return new Uint8Array(await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}

/** An entry's leaf hash: SHA-256(00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(LEAF).update(entry).digest();
}

/** The hash of two neighbours: SHA-256(01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/** The root of the empty tree. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());
