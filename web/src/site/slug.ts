// Codes as parts of files' names (docs/pages.md).

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const PLAIN = /[0-9A-Za-z-]/;
const LONGEST = 110;

/** Every byte that is not a digit, a letter of ASCII or `-` becomes `_` and two hexadecimal digits; a long one is
 * cut and goes on with its hash. */
export function slug(code: string): string {
  const bytes = utf8ToBytes(code);
  const whole = Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    return PLAIN.test(letter) ? letter : `_${byte.toString(16).padStart(2, "0")}`;
  }).join("");
  if (whole.length <= LONGEST) return whole;
  return `${whole.slice(0, 76)}__${bytesToHex(sha256(bytes).slice(0, 16))}`;
}

/** The data file in which a station stands, by its name, where names have so many digits. */
export function shardOf(station: string, digits: number): string {
  return `station/${digits === 0 ? "all" : bytesToHex(sha256(utf8ToBytes(station))).slice(0, digits)}`;
}
