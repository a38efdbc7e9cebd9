// What is said of a check, in every language.

import { en } from "./check/en.ts";
import { es } from "./check/es.ts";
import { pt } from "./check/pt.ts";

export type CheckTexts = typeof en;
export const checkTexts = { en, es, pt };
