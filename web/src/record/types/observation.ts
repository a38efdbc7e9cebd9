// `observation`: an observer reports from a station.

import { anyOf, entryType } from "../entrytype.ts";
import { ShapeError } from "../members.ts";
import { isStationCode } from "../names.ts";

export const observation = entryType({
  name: "observation",
  read: (m) => {
    for (const answer of m.optionalMap("answers")?.values() ?? [])
      if (typeof answer !== "string") throw new ShapeError("an answer is not a text");
    m.optionalText("words");
    return { station: m.name("station", isStationCode) };
  },
  mayWrite: anyOf("observer"),
  station: ({ station }) => station,
});
