// The first entry and the definition that it names: what makes a log the record of an election.

import { documentPath } from "../publication/layout.ts";
import { type Election, parseElection } from "../record/definition.ts";
import { parseEntry } from "../record/entry.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import { verifyNote } from "../record/note.ts";
import type { Recovery } from "../record/types/election.ts";

/** Reads a blob by its name, `sha256:…`, checked against it; undefined where it is missing or wrong. */
export type Blobs = (name: string) => Promise<Uint8Array | undefined>;

export interface Start {
  readonly election: Election;
  readonly operator: VerifyingKey;
  readonly log: VerifyingKey;
  /** The keys by which the two can be replaced. */
  readonly recovery: Recovery | undefined;
  /** The definition's blob. */
  readonly definition: string;
}

/** Why a log begins no record, and in which file. */
export interface NoStart {
  readonly file: string;
  readonly code: "not_a_record" | "not_signed" | "definition";
}

/** Reads the first entry, from the bundle or the file at `file`, and the definition that it names. */
export async function readStart(file: string, first: Uint8Array, blobs: Blobs): Promise<Start | NoStart> {
  const entry = parseEntry(first);
  if (entry?.body.type !== "election") return { file, code: "not_a_record" };
  const { body, note } = entry;
  const [operator, log] = [parseVkey(body.operator), parseVkey(body.log)];
  if (operator === undefined || log === undefined) return { file, code: "not_a_record" };
  // A cosigner's key signs no notes.
  if (operator.kind !== "ed25519" || (await verifyNote(note, operator)) !== "good")
    return { file, code: "not_signed" };
  const definition = documentPath(body.definition.slice("sha256:".length));
  const blob = await blobs(body.definition);
  const election = blob === undefined ? undefined : parseElection(blob);
  if (election === undefined || election.id !== body.election || election.origin !== log.name)
    return { file: definition, code: "definition" };
  return { election, operator, log, recovery: body.recovery, definition: body.definition };
}
