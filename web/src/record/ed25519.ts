// Ed25519 by the rules of ZIP 215, which all readers of a record must share: s < L, encodings of A and R
// need not be canonical, points of small order are let through, the equation is the one with the cofactor.
//
// WebCrypto checks the equation without the cofactor, most often with stricter rules for points: what it
// accepts is valid here too (if R = sB − kA then 8R = 8sB − 8kA). What it refuses is asked again.

import { hashes, verify as nobleVerify, Point } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes.ts";
import { allValid, type Signed } from "./ed25519batch.ts";

hashes.sha512 = sha512;

type Bytes = Uint8Array<ArrayBuffer>;

const imported = new Map<string, Promise<CryptoKey | undefined>>();
let native = true;

/** Whether the browser's own Ed25519 is used. Tests turn it off, as a browser without it does. */
export function useNative(use: boolean): void {
  native = use;
  imported.clear();
}

/** Whether the browser has an Ed25519 of its own; a check without it takes several times as long. */
export async function hasNative(): Promise<boolean> {
  const some = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0));
  return (await importKey(some)) !== undefined;
}

function importKey(key: Uint8Array): Promise<CryptoKey | undefined> {
  const subtle = native ? globalThis.crypto?.subtle : undefined;
  if (subtle === undefined) return Promise.resolve(undefined);
  const name = toHex(key);
  let found = imported.get(name);
  if (found === undefined) {
    found = (async () => {
      try {
        return await subtle.importKey("raw", key as Bytes, "Ed25519", false, ["verify"]);
      } catch {
        return undefined;
      }
    })();
    imported.set(name, found);
  }
  return found;
}

/** Whether these 32 bytes are a point of the curve, by ZIP 215. */
export function isPublicKey(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  try {
    Point.fromBytes(key, true);
    return true;
  } catch {
    return false;
  }
}

/** The same question answered without the browser's help. */
export function verifyHere(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return nobleVerify(signature, message, key, { zip215: true });
  } catch {
    return false;
  }
}

/** Whether `signature` (64 bytes) is `key`'s (32 bytes) over exactly `message`. */
export async function verifySignature(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  const own = await importKey(key);
  if (own !== undefined) {
    try {
      if (await crypto.subtle.verify("Ed25519", own, signature as Bytes, message as Bytes)) return true;
    } catch {
      // Asked again below.
    }
  }
  return verifyHere(key, message, signature);
}

/** From so many signatures on a batch is worth its while. */
const WORTH_A_BATCH = 4;

/** Which of these signatures are valid, in their order: as [`verifySignature`] says of each. */
export async function verifySignatures(signed: readonly Signed[]): Promise<boolean[]> {
  const own = await Promise.all(
    signed.map(async ({ key, message, signature }) =>
      (await importKey(key)) === undefined ? undefined : verifySignature(key, message, signature),
    ),
  );
  const left = signed.filter((_, at) => own[at] === undefined);
  const good = left.length >= WORTH_A_BATCH && allValid(left);
  return own.map(
    (valid, at) => valid ?? (good || verifyHere(signed[at]!.key, signed[at]!.message, signed[at]!.signature)),
  );
}
