// The verifier's script, loaded when somebody asks for a check.

import { VERIFIER } from "../../publication/layout.ts";
import { addScript, LoadError } from "../load.ts";
import { type Page, withMessages } from "../page.ts";

/** What `verifier.js` puts into the page. */
export type Verifier = typeof import("../../verifier.ts");

declare global {
  var cotejoVerifier: Verifier | undefined;
}

export async function loadVerifier({ root }: Page): Promise<Verifier> {
  if (globalThis.cotejoVerifier === undefined) await addScript(root + VERIFIER, VERIFIER);
  const verifier = globalThis.cotejoVerifier;
  if (verifier === undefined) throw new LoadError("broken", VERIFIER);
  return verifier;
}

/** A page that has the words of a check, too: they come with the verifier. */
export function withCheckWords(page: Page, { checkWords }: Verifier): Page {
  return withMessages(page, checkWords[page.language] ?? {});
}
