// Folds in `claim` entries: their account must be one of the record's. What is claimed is not computed here.

import type { FoldEntry } from "./list.ts";

export const foldClaim: FoldEntry<"claim"> = (fold, { body, name }) =>
  fold.onceWhileOpen(name) ?? (fold.accounts.has(body.account) ? undefined : "entry_unknown_account");
