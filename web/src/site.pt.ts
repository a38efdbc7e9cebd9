// `site.pt.js`: the script of the pages in Portuguese.

import { startPage } from "./site/start.ts";
import { pt } from "./site/texts/pt.ts";

startPage("pt", pt);
