// A publication in a folder on the disk, for tests in Node.

import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { FileError, type Files } from "../src/verify/files.ts";

/** The files below a folder. */
export function filesInFolder(folder: string): Files {
  return {
    async read(path, most) {
      const full = join(folder, ...path.split("/"));
      const found = await stat(full).catch(() => undefined);
      if (found === undefined || !found.isFile()) return undefined;
      if (found.size > most) throw new FileError("too_large", path, `it has ${found.size} bytes`);
      return new Uint8Array(await readFile(full));
    },
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
    },
  };
}
