// `site.en.js`: the script of the pages in English.

import { startPage } from "./site/start.ts";
import { en } from "./site/texts/en.ts";

startPage("en", en);
