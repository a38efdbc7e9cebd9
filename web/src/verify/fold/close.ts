// Folds in `close` entries: nothing more is taken in.

import type { FoldEntry } from "./list.ts";

export const foldClose: FoldEntry<"close"> = (fold, { hash }) => {
  const refusal = fold.onceWhileOpen(hash);
  if (refusal === undefined) fold.closedBy = fold.entries;
  return refusal;
};
