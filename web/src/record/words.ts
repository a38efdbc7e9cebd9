// The words of an election (docs/record.md, "The words"): what people read. The verifier needs to know that they are
// well-formed, how the election is called, and which map they name.

import type { Json } from "./json.ts";
import { atMost, type Law, parseDocument, unique } from "./law.ts";
import { Members, ShapeError } from "./members.ts";
import { isAreaCode, isBlobName, isId, isLanguage, MAX_U32 } from "./names.ts";

/** Texts by language. */
export type Name = ReadonlyMap<string, string>;

export interface Words {
  readonly name: Name | undefined;
  /** A map's document, as the name of a blob. */
  readonly map: string | undefined;
}

const MAX_LANGUAGES = 64;
const MAX_QUESTIONS = 64;
/** Where the language of a text is not said. */
const UNDETERMINED = "und";
const CODES = ["qr", "data_matrix", "pdf417", "aztec", "code_39", "code_128", "itf"];

/** Reads words; undefined where the bytes are none. */
export const parseWords = (bytes: Uint8Array): Words | undefined => parseDocument(bytes, "words", readWords);

/** What an election is called where the reader's language is not known: in the text of which no language is said, else in
 * the first by the tags' bytes; by its id where it has no name. */
export function nameOf({ id }: Law, { name }: Words): string {
  const [first] = [...(name?.keys() ?? [])].sort();
  return name?.get(UNDETERMINED) ?? name?.get(first ?? UNDETERMINED) ?? id;
}

function readWords(m: Members): Words {
  for (const key of ["levels", "accounts", "stages", "figures"]) readNames(m.optionalMap(key), key);
  for (const contest of objects(m.optionalMap("contests"), "contests")) {
    optionalName(contest, "name");
    for (const option of objects(contest.optionalMap("options"), "options")) readOption(option);
    contest.end();
  }
  readQuestions(m);
  optionalName(m, "about");
  m.optionalText("licence");
  readSheet(m.optionalMembers("sheet"));
  return { name: optionalName(m, "name"), map: readMap(m.optionalMembers("map")) };
}

/** The objects of an object whose keys are ids. */
function objects(map: ReadonlyMap<string, Json> | undefined, where: string): Members[] {
  return [...(map ?? [])].map(([id, value]) => {
    if (!isId(id)) throw new ShapeError(`${where}: ${id} is no id`);
    return new Members(value, `${where}.${id}`);
  });
}

/** An object of ids and names. */
function readNames(map: ReadonlyMap<string, Json> | undefined, where: string): void {
  for (const [id, value] of map ?? []) {
    if (!isId(id)) throw new ShapeError(`${where}: ${id} is no id`);
    readName(value, where);
  }
}

function optionalName(m: Members, key: string): Name | undefined {
  const value = m.optionalAny(key);
  return value === undefined ? undefined : readName(value, key);
}

function readName(value: Json, where: string): Name {
  if (!(value instanceof Map)) throw new ShapeError(`${where} is not an object`);
  if (value.size < 1 || value.size > MAX_LANGUAGES) throw new ShapeError(`${where}: ${value.size} languages`);
  const name = new Map<string, string>();
  for (const [tag, text] of value) {
    if (!isLanguage(tag) || typeof text !== "string") throw new ShapeError(`${where}: ${tag} is malformed`);
    name.set(tag, text);
  }
  return name;
}

function readOption(m: Members): void {
  optionalName(m, "name");
  m.optionalName("color", (text) => text.length === 7 && /^#[0-9a-fA-F]{6}$/.test(text));
  m.optionalBoolean("withdrew");
  m.end();
}

function readQuestions(m: Members): void {
  const questions = m.optionalListOf("questions", (question) => {
    const id = question.name("id", isId);
    if (optionalName(question, "text") === undefined) throw new ShapeError("a question has no text");
    const answers = question.optionalMap("answers");
    atMost("answers", [...(answers?.keys() ?? [])], MAX_QUESTIONS);
    readNames(answers, "answers");
    return id;
  });
  unique("questions", atMost("questions", questions, MAX_QUESTIONS));
}

function readMap(m: Members | undefined): string | undefined {
  m?.optionalText("file");
  m?.optionalText("property");
  const document = m?.optionalName("document", isBlobName);
  unique("map.areas", m?.optionalNames("areas", isAreaCode) ?? []);
  m?.end();
  return document;
}

/** How a sheet looks: nothing that a reader of the record needs, but all of it must be well-formed. */
function readSheet(m: Members | undefined): void {
  const code = m?.optionalMembers("code");
  if (code !== undefined) {
    code.optionalName("kind", (kind) => CODES.includes(kind));
    code.text("layout");
    code.text("station");
    for (const value of code.optionalList("boxes") ?? []) {
      const box = new Members(value, "boxes");
      box.name("option", isId);
      box.optionalNumber("count", MAX_U32);
      box.end();
    }
    code.optionalName("contest", isId);
    code.end();
  }
  const redact = m?.optionalList("redact") ?? [];
  for (const value of redact) {
    const part = new Members(value, "redact");
    part.text("name");
    for (const side of ["left", "top", "right", "bottom"]) part.number(side, 2 ** 31 - 1, -(2 ** 31));
    part.end();
  }
  m?.end();
}
