// Folds in `close` entries: nothing more is taken in.

import type { FoldEntry } from "./list.ts";

export const foldClose: FoldEntry<"close"> = (fold, { name }) => {
  const refusal = fold.onceWhileOpen(name);
  if (refusal === undefined) fold.closedBy = fold.entries;
  return refusal;
};
