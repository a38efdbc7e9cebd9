// `reading`: a station's sheet, or the row of a file, reads so.

import { entryType } from "../entrytype.ts";
import { readCounts } from "../figure.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isBlobName, isEntryName, isId, isMinute, isReadingName, MAX_U32 } from "../names.ts";
import { MAX_PAGES, METHODS, type Method, readSheet } from "../sheet.ts";

export const reading = entryType({
  name: "reading",
  read: (m) => {
    const corrects = m.optionalMembers("corrects");
    const corrected = corrects?.name("reading", isReadingName);
    corrects?.text("reason");
    corrects?.end();
    const method = m.oneOf("method", METHODS);
    // Of the form of an entry's name.
    const salt = m.optionalName("salt", isEntryName);
    if (salt !== undefined && method !== "typed") throw new ShapeError("only what is typed opens a seal");
    return {
      ...readSheet(m),
      stage: m.optionalName("stage", isId),
      counts: readCounts(m.members("counts")),
      method,
      /** Blobs' names: what it was taken from. */
      of: readOf(m, method),
      /** Whether it may open a seal. */
      salted: salt !== undefined,
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
    if (role === "gateway") return method === "message";
    if (role === "typist") return method === "typed";
    return role === "reviewer" && corrects !== undefined;
  },
  account: ({ account }) => account,
  station: ({ station }) => station,
});

/** What a reading was taken from: one document, the pages of a sheet, or nothing for a message. */
function readOf(m: Members, method: Method): readonly string[] {
  const of = m.optionalTexts("of");
  if (method === "message") {
    if (of !== undefined) throw new ShapeError("a message is taken from nothing");
    return [];
  }
  const most = method === "file" ? 1 : MAX_PAGES;
  if (of === undefined || of.length < 1 || of.length > most || new Set(of).size !== of.length)
    throw new ShapeError("of has no document, too many, or one twice");
  if (!of.every(isBlobName)) throw new ShapeError("of holds something malformed");
  return of;
}
