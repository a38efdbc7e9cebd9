// Folds in `capture` entries: a photograph of a sheet.

import type { FoldEntry } from "./list.ts";
import { append } from "./rows.ts";

export const foldCapture: FoldEntry<"capture"> = (fold, { body, name, authorised }) => {
  const replay = fold.onceWhileOpen(name);
  if (replay !== undefined) return replay;
  const [first] = body.station === undefined ? authorised : fold.withinArea(authorised, body.station);
  if (first === undefined) return "entry_wrong_area";
  if (!fold.accounts.has(body.account)) return "entry_unknown_account";
  fold.names(body.image);
  const { account, image, media, at } = body;
  const rows = fold.contestRows(body.contest);
  if (rows !== undefined) {
    const row = { entry: fold.entries, account, image, media, at, signer: first.signer.key.name };
    fold.evidence.addImage(image, body.contest, body.station);
    if (body.station === undefined) append(rows.capturesOfNoStation, image, row);
    else append(rows.captures, body.station, row);
  }
  return undefined;
};
