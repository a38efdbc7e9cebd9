// `election`: the first entry of a record. It names the definition, the operator's key and the log's.

import { entryType } from "../entrytype.ts";
import { isBlobName } from "../names.ts";

export const election = entryType({
  name: "election",
  read: (m) => ({
    definition: m.name("definition", isBlobName),
    operator: m.text("operator"),
    log: m.text("log"),
  }),
  // The first entry is signed by the operator that it names; no role allows another one.
  mayWrite: () => false,
});
