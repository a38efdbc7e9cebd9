// Where a publication's files come from: fetched, or out of a folder that the reader has chosen (pages that
// were opened from a disk may fetch nothing).

import { readAll } from "../record/bytes.ts";

/** A publication's files, by their paths with `/` between the segments. */
export interface Files {
  /** The file's bytes; undefined where there is none. Throws a [`FileError`] for one of more than `most` bytes
   * and for one that is there and cannot be read. */
  read(path: string, most: number): Promise<Uint8Array | undefined>;
  /** The paths of all files, where they can be listed. */
  list?(): Promise<string[]>;
}

/** A file that is there and cannot be taken. */
export class FileError extends Error {
  constructor(
    readonly code: "too_large" | "unreadable",
    readonly path: string,
    what: string,
  ) {
    super(`${path}: ${what}`);
  }
}

/** Files below a URL that ends in `/`. */
export function fetchedFiles(base: string, fetcher: typeof fetch = fetch): Files {
  return {
    async read(path, most) {
      let response: Response;
      try {
        response = await fetcher(base + path.split("/").map(encodeURIComponent).join("/"));
      } catch (error) {
        throw new FileError("unreadable", path, String(error));
      }
      if (response.status === 404 || response.status === 410 || response.status === 403) return undefined;
      if (!response.ok) throw new FileError("unreadable", path, `the server answers ${response.status}`);
      if (response.body === null) return new Uint8Array();
      const bytes = await readAll(response.body, most);
      if (bytes === undefined) throw new FileError("too_large", path, `it has more than ${most} bytes`);
      return bytes;
    },
  };
}

/** A file of a folder that was chosen, with its path in the publication. */
export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

/** The files of `<input type="file" webkitdirectory>`. The folder's own name stands first in their paths. */
export function chosen(list: Iterable<Blob & { readonly webkitRelativePath: string }>): ChosenFile[] {
  return Array.from(list, (file) => {
    const { webkitRelativePath: path } = file;
    return { path: path.slice(path.indexOf("/") + 1), file };
  });
}

/** Files of a folder that was chosen. */
export function chosenFiles(files: Iterable<ChosenFile>): Files {
  const byPath = new Map(Array.from(files, ({ path, file }) => [path, file]));
  return {
    async read(path, most) {
      const file = byPath.get(path);
      if (file === undefined) return undefined;
      if (file.size > most) throw new FileError("too_large", path, `it has more than ${most} bytes`);
      try {
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        throw new FileError("unreadable", path, String(error));
      }
    },
    async list() {
      return [...byPath.keys()];
    },
  };
}

/** Files in memory. */
export function filesInMemory(files: ReadonlyMap<string, Uint8Array>): Files {
  return {
    async read(path, most) {
      const bytes = files.get(path);
      if (bytes !== undefined && bytes.length > most)
        throw new FileError("too_large", path, `it has more than ${most} bytes`);
      return bytes;
    },
    async list() {
      return [...files.keys()];
    },
  };
}
