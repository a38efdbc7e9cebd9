// A small file server, as strict as a careful operator's: the pages' policy stands in the headers, nothing is
// guessed, what compresses is sent compressed. Files can be laid over the folder's, or taken away.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "worker-src 'self' blob:; font-src 'none'; base-uri 'none'; form-action 'none'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".jpg": "image/jpeg",
};

export class Site {
  /** What lies over the folder's files; undefined for a file that is taken away. */
  readonly over = new Map<string, Uint8Array | undefined>();
  #server: Server;

  private constructor(
    public folder: string,
    readonly prefix: string,
  ) {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** Serves a folder below a path. */
  static async of(folder: string, prefix = "/"): Promise<Site> {
    const site = new Site(folder, prefix);
    await new Promise<void>((done) => site.#server.listen(0, "127.0.0.1", done));
    return site;
  }

  url(path = ""): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${encodeURI(this.prefix)}${path}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    const within = path.startsWith(this.prefix) ? normalize(path.slice(this.prefix.length)) : undefined;
    const bytes = within === undefined || within.startsWith("..") ? undefined : this.#bytes(within);
    this.#send(response, path, bytes);
  }

  #bytes(path: string): Uint8Array | undefined {
    if (this.over.has(path)) return this.over.get(path);
    const file = join(this.folder, path);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  }

  #send(response: ServerResponse, path: string, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      response.statusCode = 404;
      response.end();
      return;
    }
    const type = TYPES[extname(path)];
    response.setHeader("Content-Type", type ?? "application/octet-stream");
    let body = bytes;
    if (type?.includes("charset")) {
      response.setHeader("Content-Encoding", "gzip");
      body = gzipSync(bytes, { level: 9 });
    }
    response.end(body);
  }
}
