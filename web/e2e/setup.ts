// Before all tests in a browser: the publication is made once.

import { makePublication } from "./publication.ts";

export default function setup(): void {
  makePublication();
}
