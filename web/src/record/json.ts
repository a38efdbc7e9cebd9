// The JSON of entries, laws and words (docs/record.md, "The JSON"): RFC 8259 with less allowed, so that no
// two parsers can read a text differently.

/** A value: objects are maps. There is no `null`, and numbers are integers up to 2^53 − 1 either way. */
export type Json = string | number | boolean | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** Why a text was refused, and where. */
export class JsonError extends Error {
  constructor(
    what: string,
    readonly at: number,
  ) {
    super(`${what} at character ${at}`);
  }
}

/** Nothing that the record knows is nested more deeply. */
const MAX_DEPTH = 16;
const WORDS: Record<string, Json> = { true: true, false: false };
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Reads one object with nothing but white space around it. Throws a [`JsonError`]. */
export function parseObject(text: string): JsonObject {
  let at = 0;

  const fail = (what: string): never => {
    throw new JsonError(what, at);
  };

  function space(): void {
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      at++;
    }
  }

  function string(): string {
    at++;
    let start = at;
    let made = "";
    for (;;) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) {
        made += text.slice(start, at);
        at++;
        return made;
      }
      if (Number.isNaN(unit)) return fail("a text without end");
      if (unit < 0x20) return fail("a control character");
      if (unit !== 0x5c) {
        at++;
        continue;
      }
      made += text.slice(start, at) + unescaped();
      start = at;
    }
  }

  function unescaped(): string {
    const kind = text[at + 1] ?? "";
    if (kind !== "u") {
      const plain = ESCAPES[kind];
      if (plain === undefined) return fail("an unknown escape");
      at += 2;
      return plain;
    }
    const first = fourDigits();
    if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first);
    if (first > 0xdbff || text[at] !== "\\" || text[at + 1] !== "u") return fail("half of a pair");
    const second = fourDigits();
    if (second < 0xdc00 || second > 0xdfff) return fail("half of a pair");
    return String.fromCharCode(first, second);
  }

  function fourDigits(): number {
    const digits = text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return fail("an unknown escape");
    at += 6;
    return Number.parseInt(digits, 16);
  }

  function number(): number {
    const start = at;
    if (text[at] === "-") at++;
    while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
    const digits = text.slice(start, at);
    if (!/^(0|-?[1-9][0-9]*)$/.test(digits)) return fail("a number that is not an integer");
    if (/[.eE]/.test(text[at] ?? "")) return fail("a fraction or an exponent");
    const value = Number(digits);
    return Number.isSafeInteger(value) ? value : fail("a number over 2^53 - 1");
  }

  function value(depth: number): Json {
    if (depth > MAX_DEPTH) return fail("values nested too deeply");
    const first = text[at];
    if (first === '"') return string();
    if (first === "{") return object(depth);
    if (first === "[") return list(depth);
    if (first === "-" || (first !== undefined && first >= "0" && first <= "9")) return number();
    for (const [word, meaning] of Object.entries(WORDS)) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    return fail("no value");
  }

  function list(depth: number): Json[] {
    const values: Json[] = [];
    at++;
    space();
    if (text[at] === "]") {
      at++;
      return values;
    }
    for (;;) {
      space();
      values.push(value(depth + 1));
      space();
      const next = text[at++];
      if (next === "]") return values;
      if (next !== ",") return fail("no comma");
    }
  }

  function object(depth: number): JsonObject {
    const members: JsonObject = new Map();
    at++;
    space();
    if (text[at] === "}") {
      at++;
      return members;
    }
    for (;;) {
      space();
      if (text[at] !== '"') return fail("no key");
      const key = string();
      if (members.has(key)) return fail("a key that stands there twice");
      space();
      if (text[at] !== ":") return fail("no colon");
      at++;
      space();
      members.set(key, value(depth + 1));
      space();
      const next = text[at++];
      if (next === "}") return members;
      if (next !== ",") return fail("no comma");
    }
  }

  space();
  if (text[at] !== "{") return fail("no object");
  const found = object(1);
  space();
  return at === text.length ? found : fail("something after the object");
}
