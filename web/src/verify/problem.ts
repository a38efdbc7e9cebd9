// What can be wrong with a publication, as data. The codes are those of `cotejo verify --json`
// (docs/verifier.md); sentences about them are the pages' business.

/** Why a file is not as it should be. */
export const CODES = [
  /** It is not there. */
  "missing",
  /** It has more bytes than such a file may have. */
  "too_large",
  /** It is of a record whose contests reach further than tables and data files may. */
  "too_wide",
  /** It is there and cannot be read. */
  "unreadable",
  /** Its bytes are not what such a file must be. */
  "malformed",
  /** A signature of a key that must have signed does not verify. */
  "bad_signature",
  /** A key that must have signed has not. */
  "not_signed",
  /** It is a checkpoint signed by a key that was the log's at another size. */
  "checkpoint_key",
  /** It is a cosigned checkpoint of a later state than the newest one beside it. */
  "checkpoint_ahead",
  /** It is of another log. */
  "other_origin",
  /** The record names other keys than the one that the reader trusts. */
  "other_key",
  /** The policy's witnesses have not cosigned. */
  "policy",
  /** The first entry does not begin a record. */
  "not_a_record",
  /** The election's law, or its words, are missing or wrong. */
  "definition",
  /** It differs from what the signed tree holds. */
  "differs_from_tree",
  /** It and a file above or below it contradict each other, and which is wrong cannot be told. */
  "unclear",
  /** The log's files do not give the root that the checkpoint states. */
  "root_differs",
  /** A document's bytes are not those that its name says. */
  "differs_from_name",
  /** Its bytes are not those that the manifest names. */
  "differs_from_manifest",
  /** The manifest was made from a longer log than the one beside it. */
  "manifest_ahead",
  /** The manifest was made from another log: the log's root at that size is not the one that it states. */
  "manifest_root",
  /** Its figures are not those that the count done anew gives. */
  "differs_from_count",
  /** It says something else than the log's entry. */
  "differs_from_entry",
  /** An entry that it names counts for nothing: refused, or not signed by who may. */
  "entry_refused",
  /** The log shows fewer entries than this reader has seen before. */
  "shrunk",
  /** The log does not continue what this reader has seen before. */
  "rewritten",
] as const;
export type Code = (typeof CODES)[number];

/** A file that is not as it should be. */
export interface Problem {
  /** Its path in the publication. */
  readonly file: string;
  readonly code: Code;
  /** Which part of the file, such as a station's code or an entry's place. */
  readonly at?: string;
  /** What was found, and what should be there. */
  readonly found?: string;
  readonly expected?: string;
}

/** Problems as they are found: each once, at most so many. */
export class Problems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();
  /** How many more there are than are kept. */
  more = 0;

  constructor(readonly most = 10_000) {}

  add(file: string, code: Code, details: Omit<Problem, "file" | "code"> = {}): void {
    const key = JSON.stringify([file, code, details.at ?? ""]);
    if (this.#seen.has(key)) return;
    if (this.list.length >= this.most) {
      this.more++;
      return;
    }
    this.#seen.add(key);
    this.list.push({ file, code, ...details });
  }

  get none(): boolean {
    return this.list.length === 0;
  }
}
