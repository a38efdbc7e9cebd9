// `statement`: what is put in order and not counted, such as an observation or a look at a photograph.

import { entryType } from "../entrytype.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isBlobName, isEntryName, isId, isStationCode } from "../names.ts";

/** The most answers of one statement. */
const MAX_ANSWERS = 64;

export const statement = entryType({
  name: "statement",
  read: (m) => {
    const answers = readAnswers(m);
    const says = {
      ...given("document", m.optionalName("document", isBlobName)),
      /** The hash of the earlier statement that this one follows. */
      ...given("follows", m.optionalName("follows", isEntryName)),
    };
    if (answers === 0 && says.document === undefined && says.follows === undefined)
      throw new ShapeError("it says nothing");
    return {
      kind: m.name("kind", isId),
      ...says,
      ...given("station", m.optionalName("station", isStationCode)),
    };
  },
  mayWrite: (role, { kind }) => {
    if (role === "agent" || role === "typist") return kind === "look";
    return role === "operator" || role === "reviewer" || role === "observer";
  },
  station: ({ station }) => station,
});

/** How many short answers there are; nothing is computed from what they say. */
function readAnswers(m: Members): number {
  const answers = m.optionalMap("answers") ?? new Map();
  if (answers.size > MAX_ANSWERS) throw new ShapeError("there are too many answers");
  for (const [question, answer] of answers)
    if (!isId(question) || typeof answer !== "string" || !isId(answer))
      throw new ShapeError("an answer is malformed");
  return answers.size;
}
