// The test vectors that the Rust side writes: `cargo run -p cotejo --example vectors -- target/vectors`.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = process.env.COTEJO_VECTORS ?? fileURLToPath(new URL("../../target/vectors", import.meta.url));

/** A file of vectors. Throws where it was not made. */
export function vectors<T>(name: string): T {
  const path = `${FOLDER}/${name}.json`;
  if (!existsSync(path))
    throw new Error(
      `${path} is missing: make it with \`make web-vectors\`, or say where it is in COTEJO_VECTORS`,
    );
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

export const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
