// Folds in `source` entries: the record holds the document.

import type { FoldEntry } from "./list.ts";

export const foldSource: FoldEntry<"source"> = (fold, { body, hash }) => {
  const refusal = fold.onceWhileOpen(hash);
  if (refusal === undefined) fold.names(body.document);
  return refusal;
};
