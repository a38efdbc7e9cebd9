// `site.es.js`: the script of the pages in Spanish.

import { startPage } from "./site/start.ts";
import { es } from "./site/texts/es.ts";

startPage("es", es);
