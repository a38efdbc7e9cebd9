// `capture`: this photograph shows a sheet, of this station where it is known.

import { anyOf, entryType } from "../entrytype.ts";
import { given } from "../members.ts";
import { isBlobName, isCommitment, isId, isStationCode } from "../names.ts";

export const capture = entryType({
  name: "capture",
  read: (m) => {
    m.optionalName("redacted_from", isBlobName);
    m.optionalName("original", isCommitment);
    return {
      account: m.name("account", isId),
      ...given("station", m.optionalName("station", isStationCode)),
      contest: m.name("contest", isId),
      image: m.name("image", isBlobName),
      media: m.text("media"),
    };
  },
  mayWrite: anyOf("agent"),
  account: ({ account }) => account,
  station: ({ station }) => station,
});
