// Folds in `seal` entries: figures that were typed and are shown later.

import type { FoldEntry } from "./list.ts";

export const foldSeal: FoldEntry<"seal"> = (fold, { body, name, authorised }) => {
  const refusal = fold.onceWhileOpen(name);
  if (refusal !== undefined) return refusal;
  const { contest, image, reading } = body;
  if (fold.contestRows(contest) === undefined) return "entry_unknown_contest";
  // Or one key could type a photograph many times over, and open whichever others agree with.
  const first = fold.evidence.addSeal(fold.entries, reading, contest, image, authorised);
  return first ? undefined : "entry_second_seal";
};
