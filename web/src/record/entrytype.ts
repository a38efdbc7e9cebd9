// What an entry type says of itself: how its members are read, who may write it, what it speaks of.

import type { Members } from "./members.ts";

/** What a key may be, by the `key` entry that gave it the role. */
export const ROLES = [
  "operator",
  "registrar",
  "importer",
  "agent",
  "gateway",
  "typist",
  "reviewer",
  "observer",
] as const;
export type Role = (typeof ROLES)[number];
/** What a registrar may be let give. */
export const GIVEN_BY_REGISTRARS = ["importer", "agent", "typist", "observer"] as const;

/** One type of entry. `Fields` are its members besides `election` and `at`, which every entry has. */
export interface EntryType<Name extends string, Fields> {
  /** Its name, which stands after `cotejo/v1 ` in an entry's first line. */
  readonly name: Name;
  /** The most bytes of an entry of it, where they are fewer than those of others. */
  readonly maxBytes?: number;
  /** Reads its members. Throws a ShapeError where one is missing or malformed. */
  readonly read: (members: Members) => Fields;
  /** Whether a key in this role may write such an entry (docs/record.md, "Who may write what"). */
  readonly mayWrite: (role: Role, fields: Fields) => boolean;
  /** The account that it is written for, where it is for one: a key bound to another account may not write it. */
  readonly account?: (fields: Fields) => string;
  /** The one station that it is about, where it is about one: a key bound to an area without it may not write it. */
  readonly station?: (fields: Fields) => string | undefined;
}

/** Declares an entry type; its fields are those that `read` gives. */
export function entryType<const Name extends string, Fields>(
  type: EntryType<Name, Fields>,
): EntryType<Name, Fields> {
  return type;
}

/** Whoever has one of these roles, whatever the entry says. */
export const anyOf =
  (...roles: readonly Role[]) =>
  (role: Role): boolean =>
    roles.includes(role);
