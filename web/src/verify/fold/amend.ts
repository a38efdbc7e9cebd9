// Folds in `amend` entries: other words, which stand in the place of those before as a whole.

import { parseWords } from "../../record/words.ts";
import type { FoldEntry } from "./list.ts";

export const foldAmend: FoldEntry<"amend"> = async (fold, { body, name }) => {
  const blob = await fold.readBlob(body.words);
  const words = blob && parseWords(blob);
  if (words === undefined) return "entry_blob";
  // Who has not the bytes of a withheld document would show another election than who has.
  if ([body.words, words.map ?? ""].some((needed) => fold.withheld.has(needed))) return "entry_blob";
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  fold.amend(body.words, words);
  return undefined;
};
