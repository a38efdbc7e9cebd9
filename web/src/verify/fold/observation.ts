// Folds in `observation` entries: they count where the observer may report from the station.

import type { FoldEntry } from "./list.ts";

export const foldObservation: FoldEntry<"observation"> = (fold, { body, name, authorised }) => {
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  return fold.withinArea(authorised, body.station).length === 0 ? "entry_wrong_area" : undefined;
};
