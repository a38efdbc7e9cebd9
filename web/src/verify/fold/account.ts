// Folds in `account` entries: from here on the account may be written for, in these stages.

import type { FoldEntry } from "./list.ts";

export const foldAccount: FoldEntry<"account"> = (fold, { body, name }) =>
  fold.once(name) ?? fold.accounts.declare(body.account, body.stages);
