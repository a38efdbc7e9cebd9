// Fluent catalogues (`crates/site/locales`) compiled at build time into what scripts carry: messages as texts, or as lists
// of texts, places for values and choices by number. What a script cannot write is an error of the build.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FluentParser, type Pattern as FluentPattern, Resource, type Variant } from "@fluent/syntax";
import { FIELDS, OPTIONS } from "../src/record/figure.ts";
import { RULE_CODES } from "../src/record/rules.ts";
import { STATES } from "../src/verify/state.ts";
import { type Messages, messageId, type Part, type Pattern } from "../src/site/words.ts";

const LOCALES = fileURLToPath(new URL("../../crates/site/locales/", import.meta.url));

/** The languages of the pages, by their codes; the list that the command reads, too. */
export const LANGUAGES: readonly string[] = readFileSync(`${LOCALES}languages`, "utf8").trim().split("\n");

/** The catalogues of a language that scripts have words from. */
const FILES = { pages: "", scripts: "scripts.", check: "check." } as const;

/** The text of a catalogue. */
export function source(language: string, catalogue: keyof typeof FILES): string {
  return readFileSync(`${LOCALES}${FILES[catalogue]}${language}.ftl`, "utf8");
}

/** The messages of the pages that scripts write, too: the field's terms. */
const SHARED: readonly string[] = [...FIELDS, OPTIONS, ...STATES, ...STATES.map((state) => `${state}-means`), ...RULE_CODES].map(
  (code) => messageId("terms", code),
);

/** The words of the pages' script in a language. */
export function scriptWords(language: string): Messages {
  const pages = compile(source(language, "pages"));
  const shared = SHARED.map((id) => {
    const message = pages[id];
    if (message === undefined) throw new Error(`${language}.ftl has no message ${id}`);
    return [id, message];
  });
  return { ...Object.fromEntries(shared), ...compile(source(language, "scripts")) };
}

/** The words of a check, by language: they come with the verifier. */
export function checkWords(): Record<string, Messages> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, compile(source(language, "check"))]));
}

/** Compiles a catalogue. Throws where a message is malformed, stands twice or uses more of Fluent than scripts can
 * write. */
export function compile(text: string): Messages {
  const resource = new FluentParser({ withSpans: false }).parse(text);
  if (!(resource instanceof Resource)) throw new Error("a catalogue cannot be read");
  const messages: Record<string, Pattern> = {};
  for (const entry of resource.body) {
    if (entry.type === "Junk") throw new Error(`a catalogue has a malformed part: ${JSON.stringify(entry)}`);
    if (entry.type !== "Message") continue;
    const id = (entry as { id: { name: string } }).id.name;
    const { value } = entry as { value: FluentPattern | null };
    if (value === null || Object.hasOwn(messages, id)) throw new Error(`message ${id} is empty or stands twice`);
    messages[id] = pattern(value, id);
  }
  return messages;
}

function pattern({ elements }: FluentPattern, id: string): Pattern {
  const parts: Part[] = elements.map((element): Part => {
    if (element.type === "TextElement") return element.value;
    const { expression } = element;
    if (expression.type === "StringLiteral") return expression.parse().value;
    if (expression.type === "VariableReference") return [expression.id.name];
    if (expression.type === "SelectExpression" && expression.selector.type === "VariableReference")
      return [expression.selector.id.name, Object.fromEntries(expression.variants.map((one) => choice(one, id)))];
    throw new Error(`message ${id} has a ${expression.type}, which scripts cannot write`);
  });
  return parts.every((part) => typeof part === "string") ? parts.join("") : parts;
}

/** A variant by the number or plural category that it is for; the one for all others by `*`. */
function choice({ key, value, default: others }: Variant, id: string): [string, Pattern] {
  const name = key.type === "NumberLiteral" ? key.value : key.name;
  return [others ? "*" : name, pattern(value, id)];
}
