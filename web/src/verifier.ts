// `verifier.js`: the verifier as one classic script. In a page it is `cotejoVerifier`; loaded as a worker it
// takes jobs. The build gives it its own text (vite.config.ts), since a page from a disk cannot fetch it.

import { hasNative } from "./record/ed25519.ts";
import { parseVkey } from "./record/key.ts";
import { checkTexts } from "./site/texts/check.ts";
import { chosen } from "./verify/files.ts";
import { type Job, type Progress, type Running, serve, start as startJob } from "./verify/job.ts";
import { browserMemory } from "./verify/seen.ts";
import { LIMITS } from "./verify/station/station.ts";

declare const WorkerGlobalScope: undefined | (new () => unknown);
declare global {
  var cotejoVerifierSource: string | undefined;
}

if (typeof WorkerGlobalScope !== "undefined" && globalThis instanceof WorkerGlobalScope)
  serve(globalThis as unknown as Parameters<typeof serve>[0]);

/** Starts a check and tells how far it is. */
export function start(job: Job, progress: (progress: Progress) => void = () => {}): Running {
  return startJob(job, globalThis.cotejoVerifierSource ?? "", progress);
}

/** What this browser lacks: a check is slower or shows less without it. */
export async function lacks(): Promise<("ed25519" | "worker" | "storage" | "webcrypto")[]> {
  const lacking: ("ed25519" | "worker" | "storage" | "webcrypto")[] = [];
  if (globalThis.crypto?.subtle === undefined) lacking.push("webcrypto");
  if (!(await hasNative())) lacking.push("ed25519");
  if (typeof Worker === "undefined") lacking.push("worker");
  if (browserMemory() === undefined) lacking.push("storage");
  return lacking;
}

export type { Job, Progress, Running };
export { checkTexts, chosen, LIMITS, parseVkey };
