// Folds in `reading` entries: a station's figures, and which reading they correct.

import { brokenRules } from "../../record/rules.ts";
import type { FoldEntry } from "./list.ts";
import { append, type ReadingRow } from "./rows.ts";

/** How many readings of one station and contest one key may have written. */
const MAX_READINGS_OF_ONE_KEY = 64;

export const foldReading: FoldEntry<"reading"> = (fold, { body, hash, authorised }) => {
  const rows = fold.contestRows(body.contest);
  if (rows === undefined) return "entry_unknown_contest";
  if (fold.closedBy !== undefined) return "entry_closed";
  const signers = fold.withinArea(authorised, body.station);
  const [first] = signers;
  if (first === undefined) return "entry_wrong_area";
  const known = fold.register.stations.get(body.station);
  const others = (known && rows.readings.get(known)) ?? [];
  // A replay is found among the station's readings: the hashes of all readings are not kept a second time.
  if (others.some((other) => other.hash === hash)) return "entry_replay";
  const own = others.filter((other) => other.signers[0]!.signer === first.signer);
  if (own.length >= MAX_READINGS_OF_ONE_KEY) return "entry_too_many_readings";
  let corrected: ReadingRow | undefined;
  if (body.corrects !== undefined) {
    corrected = others.find((other) => other.hash === body.corrects);
    const may = signers.some(
      ({ signer, grant }) =>
        grant.role === "reviewer" || corrected?.signers.some((of) => of.signer === signer),
    );
    if (corrected === undefined || corrected.account !== body.account || corrected.correctedBy || !may)
      return "entry_no_such_entry";
  }
  const refusal = fold.addAccount(body.account);
  if (refusal !== undefined) return refusal;
  const { account, method, of, line, at, counts } = body;
  const row: ReadingRow = {
    entry: fold.entries,
    hash,
    station: fold.register.add(body.station),
    contest: fold.contests.indexOf(rows),
    account,
    method,
    of,
    line,
    at,
    signers,
    ...rows.pack(counts),
    broken: brokenRules(counts, rows.contest, fold.start.election.rules),
    correctedBy: undefined,
  };
  append(rows.readings, row.station, row);
  if (corrected !== undefined) corrected.correctedBy = row;
  return undefined;
};
