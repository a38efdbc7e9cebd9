// Names and values of the record (docs/record.md, "Names and values"): ids, dates, hours, hashes, numbers.

import { utf8Length } from "./bytes.ts";

/** Unicode's White_Space, which is not JavaScript's `\s`. */
const SPACE = "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const HAS_SPACE = new RegExp(`[${SPACE}]`, "u");
const SPACE_AT_AN_END = new RegExp(`^[${SPACE}]|[${SPACE}]$`, "u");
/** Unicode's category Cc. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HAS_CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const PLAIN = /^[!-~]*$/;

function isName(text: string, limit: number): boolean {
  if (text === "") return false;
  if (PLAIN.test(text)) return text.length <= limit;
  return utf8Length(text) <= limit && !HAS_CONTROL.test(text) && !SPACE_AT_AN_END.test(text);
}

/** An id of an election, contest, option, account, stage, level, figure or claim; a kind of statement, a question, an
 * answer, a way to win or a formula. */
export const isId = (text: string): boolean => isName(text, 64);
export const isStationCode = (text: string): boolean => isName(text, 100);
export const isAreaCode = (text: string): boolean => isName(text, 300);

export const hasSpace = (text: string): boolean => HAS_SPACE.test(text);
export const hasControl = (text: string): boolean => HAS_CONTROL.test(text);

/** A language tag (BCP 47). */
export const isLanguage = (text: string): boolean =>
  /^[0-9A-Za-z-]{1,35}$/.test(text) && !text.endsWith("\n");

/** A mask that a station's code fits: any text of 1 to 100 bytes. */
export const isMask = (text: string): boolean => text !== "" && utf8Length(text) <= 100;

/** `YYYY-MM-DD`, a day of the Gregorian calendar. */
export function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found || text.length !== 10) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** `YYYY-MM-DDTHHZ` in UTC. The order of such texts is that in time. */
export function isHour(text: string): boolean {
  return text.length === 14 && /^T([01]\d|2[0-3])Z$/.test(text.slice(10)) && isDate(text.slice(0, 10));
}

/** `YYYY-MM-DDTHH:MMZ` in UTC. The order of such texts is that in time. */
export function isMinute(text: string): boolean {
  return text.length === 17 && /^:[0-5]\dZ$/.test(text.slice(13)) && isHour(`${text.slice(0, 13)}Z`);
}

/** `sha256:` and 64 lower-case hexadecimal digits. */
export const isBlobName = (text: string): boolean => text.length === 71 && /^sha256:[0-9a-f]{64}$/.test(text);

/** 64 lower-case hexadecimal digits. */
export const isEntryName = (text: string): boolean => text.length === 64 && /^[0-9a-f]{64}$/.test(text);

/** A commitment: SHA-256 of a secret salt and of what is not shown. */
export const isCommitment = isEntryName;

/** An entry's name; of a row of a `readings`, that, `/` and the row's number from 0 to 255. */
export function isReadingName(text: string): boolean {
  if (!isEntryName(text.slice(0, 64))) return false;
  const row = text.slice(64);
  return (
    row === "" || (/^\/(0|[1-9]\d{0,2})$/.test(row) && !row.endsWith("\n") && Number(row.slice(1)) <= 255)
  );
}

/** One to three digits, or those, a point and one to four digits; at most 100. */
export function isPercentage(text: string): boolean {
  const found = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text);
  if (!found || text.endsWith("\n")) return false;
  const whole = Number(found[1]);
  return whole < 100 || (whole === 100 && /^0*$/.test(found[2] ?? ""));
}

/** A decimal number without leading zeros, as sizes are written; undefined for anything else. Sizes over
 * 2^53 − 1 are let through as `Infinity`: no log that can be read is so large. */
export function decimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]*)$/.test(text) || text.length > 20 || text.endsWith("\n")) return undefined;
  if (BigInt(text) > 0xffffffffffffffffn) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}

export const MAX_U32 = 0xffffffff;
