// Folds in `source` entries: the record holds the document.

import type { FoldEntry } from "./list.ts";

export const foldSource: FoldEntry<"source"> = (fold, { body, hash }) => {
  const replay = fold.once(hash);
  if (replay === undefined) fold.blobs.add(body.document);
  return replay;
};
