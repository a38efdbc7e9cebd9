// Folds in `withhold` entries: whose bytes are not passed on, by the last word of an operator and a reviewer together.

import type { Role } from "../../record/entrytype.ts";
import { given } from "../../record/members.ts";
import type { Authorised } from "../keys.ts";
import type { FoldEntry } from "./list.ts";

export const foldWithhold: FoldEntry<"withhold"> = (fold, { body, name, authorised }) => {
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  if (!haveBoth(authorised)) return "entry_needs_two";
  const { document, withheld, instead } = body;
  if (!fold.documents.has(document) || fold.needed.has(document)) return "entry_no_such_document";
  if (withheld) fold.withheld.set(document, { entry: fold.entries, ...given("instead", instead) });
  else fold.withheld.delete(document);
  return undefined;
};

/** Whether an operator and a reviewer are among the signers, by keys of their own. */
function haveBoth(signers: readonly Authorised[]): boolean {
  const having = (role: Role): Authorised[] => signers.filter(({ grant }) => grant.role === role);
  const reviewers = having("reviewer");
  return having("operator").some((operator) =>
    reviewers.some((reviewer) => reviewer.signer !== operator.signer),
  );
}
