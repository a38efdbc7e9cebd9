// `source`: a document exists, with this hash, from this publisher and date.

import { anyOf, entryType } from "../entrytype.ts";
import { isBlobName, isDate } from "../names.ts";

export const source = entryType({
  name: "source",
  read: (m) => {
    m.number("bytes");
    for (const key of ["media", "title", "publisher"]) m.text(key);
    m.optionalName("date", isDate);
    return { document: m.name("document", isBlobName) };
  },
  mayWrite: anyOf("operator", "importer"),
});
