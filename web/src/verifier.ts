// `verifier.js`: the verifier as one classic script. In a page it is `cotejoVerifier`; loaded as a worker it
// takes jobs. The build gives it its own text (vite.config.ts), since a page from a disk cannot fetch it.

import checkWords from "virtual:check-words";
import { parseVkey } from "./record/key.ts";
import { chosen } from "./verify/files.ts";
import { type Job, type Progress, type Running, serve, start as startJob } from "./verify/job.ts";
import { lacks } from "./verify/lacks.ts";
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

export type { Job, Progress, Running };
export { checkWords, chosen, LIMITS, lacks, parseVkey };
