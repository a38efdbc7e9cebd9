// Reading a JSON object key by key: every value has its type, and no key is left over.

import type { Json, JsonObject } from "./json.ts";

/** A value that is not what the page asks for. */
export class ShapeError extends Error {}

const MAX = Number.MAX_SAFE_INTEGER;

const ROOM = "x";
/** The most objects and lists that may stand within each other there, its value being the first. */
const MAX_ROOM_LEVELS = 8;

/** How many objects and lists stand within each other. */
function levels(value: Json): number {
  if (!(value instanceof Map || Array.isArray(value))) return 0;
  let inside = 0;
  for (const inner of value.values()) inside = Math.max(inside, levels(inner));
  return 1 + inside;
}

/** The members of an object. Each is asked for once; what nobody asked for is refused by [`Members.end`]. */
export class Members {
  readonly #object: JsonObject;
  readonly #where: string;
  #taken = 0;

  constructor(value: Json | undefined, where: string) {
    if (!(value instanceof Map)) throw new ShapeError(`${where} is not an object`);
    this.#object = value;
    this.#where = where;
  }

  #take(key: string): Json | undefined {
    const value = this.#object.get(key);
    if (value !== undefined) this.#taken++;
    return value;
  }

  #wrong(key: string, what: string): never {
    throw new ShapeError(`${this.#where}.${key} ${what}`);
  }

  /** Refuses keys that nobody asked for. */
  end(): void {
    if (this.#taken !== this.#object.size) throw new ShapeError(`${this.#where} has an unknown key`);
  }

  /** The last key of an entry, a law or words: `x`, an object for later versions, which counts for nothing. */
  endWithRoom(): void {
    const room = this.optionalMap(ROOM);
    if (room !== undefined && levels(room) > MAX_ROOM_LEVELS) this.#wrong(ROOM, "is nested too deeply");
    this.end();
  }

  has(key: string): boolean {
    return this.#object.has(key);
  }

  optionalAny(key: string): Json | undefined {
    return this.#take(key);
  }

  /** Any text. */
  text(key: string): string {
    return this.optionalText(key) ?? this.#wrong(key, "is missing");
  }

  optionalText(key: string): string | undefined {
    const value = this.#take(key);
    if (value !== undefined && typeof value !== "string") this.#wrong(key, "is not a text");
    return value;
  }

  /** A text that `is` allows. */
  name(key: string, is: (text: string) => boolean): string {
    return this.optionalName(key, is) ?? this.#wrong(key, "is missing");
  }

  optionalName(key: string, is: (text: string) => boolean): string | undefined {
    const value = this.optionalText(key);
    if (value !== undefined && !is(value)) this.#wrong(key, "is malformed");
    return value;
  }

  /** An integer within bounds. */
  number(key: string, most = MAX, least = 0): number {
    return this.optionalNumber(key, most, least) ?? this.#wrong(key, "is missing");
  }

  optionalNumber(key: string, most = MAX, least = 0): number | undefined {
    const value = this.#take(key);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || value < least || value > most)
      this.#wrong(key, "is not a number allowed there");
    return value;
  }

  boolean(key: string): boolean {
    return this.optionalBoolean(key) ?? this.#wrong(key, "is missing");
  }

  optionalBoolean(key: string): boolean | undefined {
    const value = this.#take(key);
    if (value !== undefined && typeof value !== "boolean") this.#wrong(key, "is neither true nor false");
    return value;
  }

  list(key: string): Json[] {
    return this.optionalList(key) ?? this.#wrong(key, "is missing");
  }

  optionalList(key: string): Json[] | undefined {
    const value = this.#take(key);
    if (value !== undefined && !Array.isArray(value)) this.#wrong(key, "is not a list");
    return value;
  }

  /** A list of texts. */
  optionalTexts(key: string): string[] | undefined {
    return this.optionalList(key)?.map((value) =>
      typeof value === "string" ? value : this.#wrong(key, "is not a list of texts"),
    );
  }

  /** The texts of a list, each of which `is` allows; an empty list where there is none. */
  optionalNames(key: string, is: (text: string) => boolean): string[] {
    const names = this.optionalTexts(key) ?? [];
    return names.every(is) ? names : this.#wrong(key, "holds something malformed");
  }

  /** The objects of a list, each read to its last key; an empty list where there is none. */
  optionalListOf<T>(key: string, read: (item: Members) => T): T[] {
    return (this.optionalList(key) ?? []).map((value) => {
      const item = new Members(value, key);
      const found = read(item);
      item.end();
      return found;
    });
  }

  /** One of these texts. */
  oneOf<T extends string>(key: string, all: readonly T[]): T {
    return this.optionalOneOf(key, all) ?? this.#wrong(key, "is missing");
  }

  optionalOneOf<T extends string>(key: string, all: readonly T[]): T | undefined {
    const text = this.optionalText(key);
    const found = all.find((one) => one === text);
    if (text !== undefined && found === undefined) this.#wrong(key, `is not one of ${all.join(", ")}`);
    return found;
  }

  members(key: string): Members {
    return this.optionalMembers(key) ?? this.#wrong(key, "is missing");
  }

  optionalMembers(key: string): Members | undefined {
    const value = this.#take(key);
    return value === undefined ? undefined : new Members(value, `${this.#where}.${key}`);
  }

  map(key: string): JsonObject {
    return this.optionalMap(key) ?? this.#wrong(key, "is missing");
  }

  optionalMap(key: string): JsonObject | undefined {
    const value = this.#take(key);
    if (value !== undefined && !(value instanceof Map)) this.#wrong(key, "is not an object");
    return value;
  }
}

/** A member of that key, only where there is a value. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
}
