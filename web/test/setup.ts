// Before all tests: the publication is made once, for all of them.

import { publication } from "./publication.ts";
import { vectors } from "./vectors.ts";

export default function setup(): void {
  vectors("signatures");
  publication();
}
