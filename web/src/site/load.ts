// Data files: classic scripts that call `cotejo.put(name, value)`, since pages that were opened from a disk may
// fetch nothing.

import { dataFile } from "../publication/layout.ts";

/** Why a data file is not there: `missing` also where the network failed. */
export type Failure = "missing" | "slow" | "broken";

export class LoadError extends Error {
  constructor(
    readonly failure: Failure,
    readonly file: string,
  ) {
    super(`${file}: ${failure}`);
  }
}

declare global {
  var cotejo: { put(name: string, value: unknown): void };
}

/** How long a file may take, in milliseconds. */
const PATIENCE = 30_000;

const arrived = new Map<string, unknown>();
const underWay = new Map<string, Promise<unknown>>();

/** Makes ready for data files. */
export function receiveData(): void {
  globalThis.cotejo = {
    put(name, value) {
      arrived.set(name, value);
    },
  };
}

/** The value of a data file, by its name without `.js`. What failed is tried again when asked for again. */
export function load(root: string, name: string): Promise<unknown> {
  const there = underWay.get(name);
  if (there !== undefined) return there;
  const file = dataFile(name);
  const loading = addScript(root + file, file).then(() => {
    if (!arrived.has(name)) throw new LoadError("broken", file);
    return arrived.get(name);
  });
  underWay.set(name, loading);
  loading.catch(() => underWay.delete(name));
  return loading;
}

/** Adds a script to the page and waits until it has run. */
export function addScript(address: string, file: string, patience = PATIENCE): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = (failure?: Failure): void => {
      clearTimeout(timer);
      script.remove();
      if (failure === undefined) resolve();
      else reject(new LoadError(failure, file));
    };
    const timer = setTimeout(() => end("slow"), patience);
    script.onload = () => end();
    script.onerror = () => end("missing");
    script.src = address;
    document.head.append(script);
  });
}
