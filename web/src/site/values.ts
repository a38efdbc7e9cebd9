// Typed access to the values of data files: a value of another type counts as missing, so that a malformed file breaks
// no page. Whether the values are true, the verifier checks.

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** An own value; never one that objects have by nature. */
export function own(value: unknown, key: string): unknown {
  const of = object(value);
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function maybeText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A whole number that is not negative. */
export function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function list<T>(value: unknown, read: (item: unknown) => T): T[] {
  return Array.isArray(value) ? value.map((item) => read(item)) : [];
}

/** The own keys and values of an object. */
export function entries<T>(value: unknown, read: (item: unknown) => T): [string, T][] {
  return Object.entries(object(value)).map(([key, item]) => [key, read(item)]);
}
