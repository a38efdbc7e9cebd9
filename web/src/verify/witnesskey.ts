// Witnesses' keys (C2SP tlog-cosignature): of Ed25519 (type 04), which sign the text of a checkpoint, or of ML-DSA-44 (type
// 06, FIPS 204), which sign what it states. They cosign checkpoints and nothing else.

import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js";
import { toUtf8, utf8Length } from "../record/bytes.ts";
import { verifySignature } from "../record/ed25519.ts";
import { parseVkey, splitVkey } from "../record/key.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** The longest text of such a key: a name of 255 bytes, eight digits, and 1,313 bytes in base64. */
const MAX_WITNESS_KEY_BYTES = 2_017;
const ML_DSA_44 = 6;
const PUBLIC_BYTES = 1_312;
const SIGNATURE_BYTES = 2_420;
const TIME_BYTES = 8;
const LABEL = toUtf8("subtree/v1\n\0");

export interface WitnessKey {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly id: string;
  readonly kind: "cosignature" | "ml-dsa-44";
  readonly public: Uint8Array;
}

/** A witness's key from its text; undefined where it is not one, whatever the reason. */
export function parseWitnessKey(text: string): WitnessKey | undefined {
  if (utf8Length(text) > MAX_WITNESS_KEY_BYTES) return undefined;
  const { name, id, type, key } = splitVkey(text) ?? {};
  if (type === ML_DSA_44 && key!.length === PUBLIC_BYTES)
    return { name: name!, id: id!, kind: "ml-dsa-44", public: key! };
  const found = parseVkey(text);
  return found?.kind === "cosignature" ? { ...found, kind: "cosignature" } : undefined;
}

/** Whether the bytes are a witness's cosignature of a checkpoint: eight of time, then the signature. */
export async function verifyCosignature(
  checkpoint: Checkpoint,
  key: WitnessKey,
  bytes: Uint8Array,
): Promise<boolean> {
  if (bytes.length < TIME_BYTES) return false;
  const time = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0);
  const signature = bytes.slice(TIME_BYTES);
  if (time > 0x7fffffffffffffffn) return false;
  if (key.kind === "cosignature") {
    const message = toUtf8(`cosignature/v1\ntime ${time}\n${checkpoint.note.text}`);
    return signature.length === 64 && verifySignature(key.public, message, signature);
  }
  const message = messageOf(checkpoint, key.name, time);
  if (message === undefined || signature.length !== SIGNATURE_BYTES) return false;
  return ml_dsa44.verify(signature, message, key.public);
}

/** What a key of ML-DSA-44 signs of a checkpoint: the subtree of all entries from the first one on. */
function messageOf({ note, origin, root }: Checkpoint, name: string, time: bigint): Uint8Array | undefined {
  if (utf8Length(origin) > 255) return undefined;
  // The size as it is written: numbers hold no more than 2^53.
  const size = BigInt(note.text.split("\n")[1]!);
  return concat([LABEL, text8(name), uint64(time), text8(origin), uint64(0n), uint64(size), root]);
}

const concat = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

function text8(text: string): Uint8Array {
  const bytes = toUtf8(text);
  return concat([Uint8Array.of(bytes.length), bytes]);
}

function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
