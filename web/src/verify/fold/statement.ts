// Folds in `statement` entries: they count where their signers may write of the station, and follow one that counts.

import type { FoldEntry } from "./list.ts";

export const foldStatement: FoldEntry<"statement"> = (fold, { body, name, authorised }) => {
  const replay = body.kind === "observation" ? fold.onceWhileOpen(name) : fold.once(name);
  if (replay !== undefined) return replay;
  const { station, follows, document } = body;
  if (station !== undefined && fold.withinArea(authorised, station).length === 0) return "entry_wrong_area";
  if (follows !== undefined && !fold.statements.has(follows)) return "entry_no_such_entry";
  if (document !== undefined) fold.names(document);
  fold.statements.add(name);
  return undefined;
};
