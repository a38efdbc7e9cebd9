// Folds in `key` entries: a key has one more role from the next entry on.

import type { FoldEntry } from "./list.ts";

export const foldKey: FoldEntry<"key"> = (fold, { body, hash, authorised }) =>
  fold.once(hash) ?? fold.keys.give(fold.entries, body, authorised);
