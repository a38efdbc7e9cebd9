// Folds in `ruling` entries: which reading stands for a station and contest, or that none does.

import type { FoldEntry } from "./list.ts";
import { append } from "./rows.ts";

export const foldRuling: FoldEntry<"ruling"> = (fold, { body, name, authorised }) => {
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  const [first] = fold.withinArea(authorised, body.station);
  if (first === undefined) return "entry_wrong_area";
  const rows = fold.contestRows(body.contest);
  if (rows === undefined) return "entry_unknown_contest";
  const station = fold.register.stations.get(body.station);
  const stands = body.stands === undefined ? undefined : station && rows.find(station, body.stands);
  if (body.stands !== undefined && stands === undefined) return "entry_no_such_entry";
  const { at, reason } = body;
  const row = { entry: fold.entries, at, signer: first.signer.key.name, reason, stands };
  append(rows.rulings, fold.register.add(body.station), row);
  return undefined;
};
