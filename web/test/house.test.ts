// Who may import whom: `record/` and `publication/` know nothing of the verifier, which knows nothing of pages.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** The folders that files of a folder may import from, besides their own. */
const MAY: Record<string, readonly string[]> = {
  publication: [],
  record: [],
  verify: ["record", "publication"],
  site: ["record", "publication", "verify"],
};

test.each(Object.entries(MAY))("%s imports from its own and from %j alone", (folder, may) => {
  const files = readdirSync(join(SRC, folder), { recursive: true, encoding: "utf8" });
  const others: string[] = [];
  for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
    const path = join(folder, file);
    const imports = readFileSync(join(SRC, path), "utf8").matchAll(/(?:from|import)\s+"(\.[^"]+)"/g);
    for (const [, target] of imports) {
      const to = normalize(join(dirname(path), target!)).split("/")[0]!;
      if (to !== folder && !may.includes(to)) others.push(`${path} imports ${target}`);
    }
  }
  expect(others).toEqual([]);
});
