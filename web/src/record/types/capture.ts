// `capture`: this photograph shows this station's sheet.

import { anyOf, entryType } from "../entrytype.ts";
import { isBlobName, isCommitment } from "../names.ts";
import { readSheet } from "../sheet.ts";

export const capture = entryType({
  name: "capture",
  read: (m) => {
    m.optionalName("redacted_from", isBlobName);
    m.optionalName("original", isCommitment);
    return { ...readSheet(m), image: m.name("image", isBlobName), media: m.text("media") };
  },
  mayWrite: anyOf("agent"),
  account: ({ account }) => account,
  station: ({ station }) => station,
});
