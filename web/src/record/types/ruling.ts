// `ruling`: this reading stands for a station and contest, or none does, because of this reason.

import { anyOf, entryType } from "../entrytype.ts";
import { given } from "../members.ts";
import { isId, isReadingName, isStationCode } from "../names.ts";

export const ruling = entryType({
  name: "ruling",
  read: (m) => ({
    station: m.name("station", isStationCode),
    contest: m.name("contest", isId),
    /** The name of the reading that stands; none where none does. */
    ...given("stands", m.optionalName("stands", isReadingName)),
    reason: m.text("reason"),
  }),
  mayWrite: anyOf("reviewer"),
  station: ({ station }) => station,
});
