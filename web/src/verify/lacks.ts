// What a browser lacks: a check is slower or shows less without it.

import { hasNative } from "../record/ed25519.ts";
import { browserMemory } from "./lastcheckpoint.ts";

export const LACKS = ["webcrypto", "ed25519", "worker", "storage"] as const;
export type Lack = (typeof LACKS)[number];

/** What this browser lacks. */
export async function lacks(): Promise<Lack[]> {
  const has: Record<Lack, boolean> = {
    webcrypto: globalThis.crypto?.subtle !== undefined,
    ed25519: await hasNative(),
    worker: typeof Worker !== "undefined",
    storage: browserMemory() !== undefined,
  };
  return LACKS.filter((lack) => !has[lack]);
}
