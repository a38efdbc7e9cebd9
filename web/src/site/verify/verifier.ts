// The verifier's script, got when somebody asks for a check.

import { VERIFIER } from "../../publication/layout.ts";
import { addScript, LoadError } from "../load.ts";
import type { Page } from "../page.ts";
import type { CheckTexts } from "../texts/check.ts";

/** What `verifier.js` puts into the page. */
export type Verifier = typeof import("../../verifier.ts");

declare global {
  var cotejoVerifier: Verifier | undefined;
}

/** A page with what is said of checks. */
export interface CheckPage extends Page {
  readonly check: CheckTexts;
}

export async function loadVerifier({ root }: Page): Promise<Verifier> {
  if (globalThis.cotejoVerifier === undefined) await addScript(root + VERIFIER, VERIFIER);
  const verifier = globalThis.cotejoVerifier;
  if (verifier === undefined) throw new LoadError("broken", VERIFIER);
  return verifier;
}

export function withCheckTexts(page: Page, { checkTexts }: Verifier): CheckPage {
  return { ...page, check: checkTexts[page.language] };
}
