// Names and keys (C2SP signed-note, "Verifier keys"; docs/record.md, *vkey*).

import { fromBase64, fromHex, sameBytes, toUtf8, utf8Length } from "./bytes.ts";
import { isPublicKey } from "./ed25519.ts";
import { sha256 } from "./hash.ts";
import { hasSpace } from "./names.ts";

/** What a key signs: the text of a note, or a checkpoint with a time (tlog-cosignature). */
export type KeyKind = "ed25519" | "cosignature";

const KIND_BYTES: Record<KeyKind, number> = { ed25519: 1, cosignature: 4 };
const MAX_VKEY_BYTES = 512;
const MAX_NAME_BYTES = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_IN_A_NAME = /[+\u0000-\u001f]/;

export interface VerifyingKey {
  /** `<name>+<key id>+<base64>`. */
  readonly vkey: string;
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly id: string;
  readonly kind: KeyKind;
  /** 32 bytes. */
  readonly public: Uint8Array;
}

/** Whether a text is the name of a key: 1 to 255 bytes without white space, `+` or control characters
 * below 0x20. */
export function isKeyName(name: string): boolean {
  return name !== "" && utf8Length(name) <= MAX_NAME_BYTES && !NOT_IN_A_NAME.test(name) && !hasSpace(name);
}

/** SHA-256(name ‖ 0A ‖ type ‖ public key)[:4]. */
export const keyId = (name: string, kind: KeyKind, publicKey: Uint8Array): Uint8Array =>
  keyIdOf(name, KIND_BYTES[kind], publicKey);

function keyIdOf(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  const hash = sha256.create().update(toUtf8(name)).update(Uint8Array.of(10, type));
  return hash.update(publicKey).digest().slice(0, 4);
}

/** The parts of a key's text, whatever its type and length; undefined where the key id is not the right one. */
export function splitVkey(
  text: string,
):
  | { readonly name: string; readonly id: string; readonly type: number; readonly key: Uint8Array }
  | undefined {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 0 || second < 0) return undefined;
  const [name, id, base64] = [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
  const [idBytes, body] = [fromHex(id), fromBase64(base64)];
  if (!isKeyName(name) || idBytes?.length !== 4 || body === undefined || body.length === 0) return undefined;
  const [type, key] = [body[0]!, body.slice(1)];
  return sameBytes(keyIdOf(name, type, key), idBytes) ? { name, id, type, key } : undefined;
}

/** A key from its text; undefined where it is not one, whatever the reason. */
export function parseVkey(text: string): VerifyingKey | undefined {
  if (utf8Length(text) > MAX_VKEY_BYTES) return undefined;
  const parts = splitVkey(text);
  if (parts === undefined || parts.key.length !== 32) return undefined;
  const { name, id, type, key } = parts;
  const kind = type === 1 ? "ed25519" : type === 4 ? "cosignature" : undefined;
  return kind !== undefined && isPublicKey(key) ? { vkey: text, name, id, kind, public: key } : undefined;
}
