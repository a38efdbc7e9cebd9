// `site.<language>.js`: the pages' script in one language, so that nobody gets words that they do not read.

import words from "virtual:words";
import { startPage } from "./site/start.ts";

startPage(words.language, words.messages);
