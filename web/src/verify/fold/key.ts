// Folds in `key` entries: a key has one more role from the next entry on.

import type { FoldEntry } from "./list.ts";

export const foldKey: FoldEntry<"key"> = (fold, { body, name, authorised }) =>
  fold.once(name) ?? fold.keys.give(fold.entries, body, authorised);
