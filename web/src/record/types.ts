// The list of entry types, one file each in `types/`. Parsing, roles and what an entry speaks of follow from it.

import type { EntryType, Role } from "./entrytype.ts";
import type { Members } from "./members.ts";
import { isHour, isId } from "./names.ts";
import { account } from "./types/account.ts";
import { amend } from "./types/amend.ts";
import { capture } from "./types/capture.ts";
import { claim } from "./types/claim.ts";
import { close } from "./types/close.ts";
import { election } from "./types/election.ts";
import { key } from "./types/key.ts";
import { reading } from "./types/reading.ts";
import { readings } from "./types/readings.ts";
import { recover } from "./types/recover.ts";
import { register } from "./types/register.ts";
import { revoke } from "./types/revoke.ts";
import { ruling } from "./types/ruling.ts";
import { seal } from "./types/seal.ts";
import { source } from "./types/source.ts";
import { statement } from "./types/statement.ts";
import { withhold } from "./types/withhold.ts";

export const TYPES = [
  election,
  account,
  amend,
  register,
  key,
  revoke,
  recover,
  source,
  capture,
  seal,
  reading,
  readings,
  claim,
  ruling,
  statement,
  withhold,
  close,
] as const;

/** What every entry says: the election's id and the hour at which it was written. */
export interface Common {
  readonly election: string;
  readonly at: string;
}

type BodyOf<T> =
  T extends EntryType<infer Name, infer Fields> ? Common & { readonly type: Name } & Fields : never;

/** What an entry of a known type says. */
export type KnownBody = BodyOf<(typeof TYPES)[number]>;
/** The name of a known type. */
export type TypeName = KnownBody["type"];
/** What an entry of this type says. */
export type BodyNamed<Name extends TypeName> = Extract<KnownBody, { readonly type: Name }>;
/** What an entry says; of a type that is not known, only its first line. */
export type Body = KnownBody | { readonly type: "unknown"; readonly header: string };

type AnyType = EntryType<TypeName, KnownBody>;

const BY_NAME = new Map(TYPES.map((type) => [type.name, type as unknown as AnyType]));

/** Reads the members of an entry of that type; undefined where no type has this name. */
export function readBody(name: string, members: () => Members): KnownBody | undefined {
  const type = BY_NAME.get(name as TypeName);
  if (type === undefined) return undefined;
  const m = members();
  const common = { election: m.name("election", isId), at: m.name("at", isHour) };
  const body = { ...common, ...type.read(m), type: type.name };
  m.endWithRoom();
  return body as KnownBody;
}

const typeOf = (body: KnownBody): AnyType => BY_NAME.get(body.type)!;

/** Whether a key in this role may write such an entry. */
export const mayWrite = (role: Role, body: KnownBody): boolean => typeOf(body).mayWrite(role, body);

/** The account that an entry is written for, where it is for one. */
export const accountOf = (body: KnownBody): string | undefined => typeOf(body).account?.(body);

/** Of entries of readings alone: the stage of the account that they are of, if they name one. */
export const stageOf = (body: KnownBody): { readonly stage: string | undefined } | undefined =>
  body.type === "reading" || body.type === "readings" ? { stage: body.stage } : undefined;

/** The most bytes of an entry of this type, where it has a bound of its own. */
export const maxBytesOf = (body: KnownBody): number | undefined => typeOf(body).maxBytes;

/** The station that an entry is about, where it is about one alone. */
export const stationOf = (body: KnownBody): string | undefined => typeOf(body).station?.(body);
