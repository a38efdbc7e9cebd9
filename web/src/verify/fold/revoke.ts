// Folds in `revoke` entries: a key has no role any more from the next entry on.

import type { FoldEntry } from "./list.ts";

export const foldRevoke: FoldEntry<"revoke"> = (fold, { body, name }) =>
  fold.once(name) ?? fold.keys.revoke(fold.entries, body);
