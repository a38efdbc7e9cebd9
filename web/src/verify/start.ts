// The first entry, and the law and the words that it names: what makes a log the record of an election.

import { documentPath } from "../publication/layout.ts";
import { parseEntry } from "../record/entry.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import { type Law, parseLaw } from "../record/law.ts";
import { verifyNote } from "../record/note.ts";
import type { Recovery } from "../record/types/election.ts";
import { parseWords, type Words } from "../record/words.ts";

/** Reads a blob by its name, `sha256:…`, checked against it; undefined where it is missing or wrong. */
export type Blobs = (name: string) => Promise<Uint8Array | undefined>;

export interface Start {
  readonly law: Law;
  /** Until an `amend` entry names others. */
  readonly words: Words;
  readonly operator: VerifyingKey;
  readonly log: VerifyingKey;
  /** The keys by which the two can be replaced. */
  readonly recovery: Recovery | undefined;
}

/** Why a log begins no record, and in which file. */
export interface NoStart {
  readonly file: string;
  readonly code: "not_a_record" | "not_signed" | "definition";
}

/** Reads the first entry, from the bundle or the file at `file`, and the law and the words that it names. */
export async function readStart(file: string, first: Uint8Array, blobs: Blobs): Promise<Start | NoStart> {
  const entry = parseEntry(first);
  if (entry?.body.type !== "election") return { file, code: "not_a_record" };
  const { body, note } = entry;
  const [operator, log] = [parseVkey(body.operator), parseVkey(body.log)];
  if (operator === undefined || log === undefined) return { file, code: "not_a_record" };
  // A cosigner's key signs no notes.
  if (operator.kind !== "ed25519" || (await verifyNote(note, operator)) !== "good")
    return { file, code: "not_signed" };
  const wrong = (name: string): NoStart => ({
    file: documentPath(name.slice("sha256:".length)),
    code: "definition",
  });
  const lawBlob = await blobs(body.law);
  const law = lawBlob && parseLaw(lawBlob);
  if (law === undefined || law.id !== body.election || law.origin !== log.name) return wrong(body.law);
  const wordsBlob = await blobs(body.words);
  const words = wordsBlob && parseWords(wordsBlob);
  if (words === undefined) return wrong(body.words);
  return { law, words, operator, log, recovery: body.recovery };
}
