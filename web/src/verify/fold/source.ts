// Folds in `source` entries: the record holds the document.

import type { FoldEntry } from "./list.ts";

export const foldSource: FoldEntry<"source"> = (fold, { body, name }) => {
  const replay = fold.once(name);
  if (replay === undefined) fold.blobs.add(body.document);
  return replay;
};
