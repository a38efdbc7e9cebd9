// Gives scripts their words at build time, as two modules: `virtual:words`, a language and its words for the pages'
// script, and `virtual:check-words`, the words of a check in every language.

import type { Plugin } from "vite";
import { checkWords, scriptWords } from "./catalogue.ts";

export function words(language?: string): Plugin {
  const modules: Readonly<Record<string, () => unknown>> = {
    "virtual:check-words": checkWords,
    ...(language !== undefined && {
      "virtual:words": () => ({ language, messages: scriptWords(language) }),
    }),
  };
  return {
    name: "words",
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    load: (id) => {
      const make = id.startsWith("\0") ? modules[id.slice(1)] : undefined;
      return make && `export default ${JSON.stringify(make())};`;
    },
  };
}
