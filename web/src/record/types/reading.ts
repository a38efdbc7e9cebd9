// `reading`: a station's sheet, or the row of a file, reads so.

import { entryType } from "../entrytype.ts";
import { readCounts } from "../figure.ts";
import { given } from "../members.ts";
import { isBlobName, isId, isMinute, isReadingName, MAX_U32 } from "../names.ts";
import { METHODS, readSheet } from "../sheet.ts";

export const reading = entryType({
  name: "reading",
  read: (m) => {
    const corrects = m.optionalMembers("corrects");
    const corrected = corrects?.name("reading", isReadingName);
    corrects?.text("reason");
    corrects?.end();
    return {
      ...readSheet(m),
      stage: m.optionalName("stage", isId),
      counts: readCounts(m.members("counts")),
      method: m.oneOf("method", METHODS),
      /** A blob's name. */
      of: m.name("of", isBlobName),
      ...given("line", m.optionalNumber("line", MAX_U32, 1)),
      /** The minute which the figures refer to; it decides nothing. */
      asOf: m.optionalName("as_of", isMinute),
      /** The name of the reading that this one replaces. */
      ...given("corrects", corrected),
    };
  },
  mayWrite: (role, { method, corrects }) => {
    if (role === "importer") return method === "file";
    if (role === "agent") return method !== "file";
    if (role === "typist") return method === "typed";
    return role === "reviewer" && corrects !== undefined;
  },
  account: ({ account }) => account,
  station: ({ station }) => station,
});
