// The words of a language: messages with places for values, as the build compiles them from the Fluent catalogues
// (`words/catalogue.ts`).

import type { Format } from "./format.ts";

/** A text; a place for a value; or a choice by a number: by the number itself, by its plural category (CLDR), or `*`. */
export type Part =
  | string
  | readonly [place: string]
  | readonly [place: string, choices: Record<string, Pattern>];
export type Pattern = string | readonly Part[];
export type Messages = Readonly<Record<string, Pattern>>;

/** The values of a message's places. Numbers are written in the language's manner. */
export type Values = Readonly<Record<string, number | string>>;
/** Writes a message; one that is not there as its id. */
export type Write = (id: string, values?: Values) => string;

/** The id of the message about a code: `terms` and `sum_not_valid` give `terms-sum-not-valid`. */
export const messageId = (about: string, code: string): string => `${about}-${code.replaceAll("_", "-")}`;

/** Writes a language's messages. */
export function writer(messages: Messages, format: Format): Write {
  const plural = new Intl.PluralRules(format.locale);
  const write = (pattern: Pattern, values: Values): string => {
    if (typeof pattern === "string") return pattern;
    return pattern.map((part) => (typeof part === "string" ? part : place(part, values))).join("");
  };
  const place = ([name, choices]: Exclude<Part, string>, values: Values): string => {
    const value = values[name] ?? "";
    if (choices === undefined) return typeof value === "number" ? format.number(value) : value;
    const category = typeof value === "number" ? plural.select(value) : "";
    return write(choices[String(value)] ?? choices[category] ?? choices["*"] ?? "", values);
  };
  return (id, values = {}) => (Object.hasOwn(messages, id) ? write(messages[id]!, values) : id);
}
