// Ids that could be taken for something else (docs/record.md, "Misleading names"): for a word of the record's own, for
// another id, or for a file that not every system can hold.

/** The words that stand beside ids, so that no id may be one of them in any case. */
export const RESERVED = [
  "accepted",
  "ruled",
  "pending",
  "disputed",
  "missing",
  "contested",
  "all",
  "none",
  "others",
  "total",
  "country",
  "registered",
  "ballots",
  "valid",
  "blank",
  "null",
  "options",
  "turnout",
  "stations",
  "station",
  "contest",
  "area",
  "line",
  "of",
  "as_of",
  "entry",
  "row",
] as const;

const WORDS = new Set<string>(RESERVED);
/** The names of devices, which Windows has in every folder, whatever follows a point. */
const DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9]) *(\.|$)/;

/** A text with the capitals of ASCII made small, and no other letters. */
const small = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether an id by itself could be taken for something else. */
export function isMisleading(id: string): boolean {
  const lower = small(id);
  return WORDS.has(lower) || /^\.|[. ]$|[/\\:*?"<>|]/.test(id) || DEVICE.test(lower);
}

/** The ids of one list, none of which could be taken for another. */
export class Names {
  readonly #bySmall = new Map<string, string>();

  /** Whether an id may stand in the list, or stands there. */
  allows(id: string): boolean {
    return !isMisleading(id) && (this.#bySmall.get(small(id)) ?? id) === id;
  }

  /** Adds an id that the list allows. False where it stands there already. */
  add(id: string): boolean {
    const known = this.#bySmall.has(small(id));
    this.#bySmall.set(small(id), id);
    return !known;
  }
}
