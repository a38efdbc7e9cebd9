// Where a publication's files come from: fetched, or out of a folder that the reader has chosen (pages that
// were opened from a disk may fetch nothing).

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
      return readAll(response, path, most);
    },
  };
}

/** A response's bytes, given up as soon as they are too many. */
async function readAll(response: Response, path: string, most: number): Promise<Uint8Array> {
  const tooLarge = (): FileError => new FileError("too_large", path, `it has more than ${most} bytes`);
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  if (parts.length === 1) return parts[0]!;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
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
