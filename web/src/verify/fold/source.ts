// Folds in `source` entries: the record holds the document.

import type { FoldEntry } from "./list.ts";

export const foldSource: FoldEntry<"source"> = (fold, { body, name }) => {
  const refusal = fold.onceWhileOpen(name);
  if (refusal === undefined) {
    fold.names(body.document);
    fold.evidence.addSource(body.document);
  }
  return refusal;
};
