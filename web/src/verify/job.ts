// A check as a job: in a worker where there is one, or else in the page, in slices that leave it usable.

import { parseVkey } from "../record/key.ts";
import { type ChosenFile, chosenFiles, type Files, fetchedFiles } from "./files.ts";
import { browserMemory, itemsOf, keepItems, type Memory, memoryOf } from "./lastcheckpoint.ts";
import { type Policy, PolicyError, parsePolicy } from "./policy.ts";
import { type StationReport, verifyStation } from "./station/station.ts";
import { type Report, type Stage, verifyRecord } from "./verify.ts";

/** What is to be checked. All of it can be sent to a worker. */
export interface Job {
  /** The publication's folder, an absolute URL that ends in `/`. */
  readonly base: string;
  /** The files of a folder that the reader chose, instead. */
  readonly chosen?: readonly ChosenFile[];
  /** The operator's or the log's key, as a vkey. */
  readonly key?: string;
  /** A tlog-policy. */
  readonly policy?: string;
  /** One station alone. */
  readonly station?: {
    readonly code: string;
    readonly shards: number;
    readonly recoveries: readonly number[];
  };
}

/** How far a job is. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly all: number;
}

/** What a job ends with. */
export type Ended =
  | { readonly record: Report }
  | { readonly station: StationReport }
  /** What was given cannot be used. */
  | { readonly wrong: "key" | "policy"; readonly line?: number };

/** Does a job here and now. */
export async function run(
  job: Job,
  memory: Memory | undefined,
  progress: (progress: Progress) => void,
  breathe?: () => Promise<void>,
): Promise<Ended> {
  const files: Files = job.chosen === undefined ? fetchedFiles(job.base) : chosenFiles(job.chosen);
  const key = job.key === undefined ? undefined : parseVkey(job.key.trim());
  if (job.key !== undefined && key === undefined) return { wrong: "key" };
  let policy: Policy | undefined;
  try {
    policy = job.policy === undefined ? undefined : parsePolicy(job.policy);
  } catch (error) {
    if (error instanceof PolicyError) return { wrong: "policy", line: error.line };
    throw error;
  }
  const given = { files, key, policy, memory };
  if (job.station !== undefined) return { station: await verifyStation({ ...given, ...job.station }) };
  const record = await verifyRecord({
    ...given,
    progress: (stage, done, all) => progress({ stage, done, all }),
    ...(breathe && { breathe }),
  });
  return { record };
}

/** What page and worker say to each other. */
export type ToWorker = { readonly job: Job; readonly seen: [string, string][] | undefined };
export type FromWorker =
  | { readonly progress: Progress }
  | { readonly ended: Ended; readonly seen: [string, string][] | undefined }
  | { readonly failed: string };

/** A job under way. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ends it; `ended` then never comes. */
  cancel(): void;
  /** Whether it runs in a worker. */
  readonly inWorker: boolean;
}

/** Starts a job from a page. `source` is this script's own text, from which a worker is made: workers out of
 * files are barred where the page was opened from a disk. */
export function start(job: Job, source: string, progress: (progress: Progress) => void): Running {
  const memory = browserMemory();
  const worker = makeWorker(source);
  if (worker === undefined) return startHere(job, memory, progress);
  const ended = new Promise<Ended>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("progress" in data) {
        progress(data.progress);
        return;
      }
      worker.terminate();
      if ("failed" in data) {
        reject(new Error(data.failed));
        return;
      }
      if (memory !== undefined && data.seen !== undefined) keepItems(memory, data.seen);
      resolve(data.ended);
    };
    worker.onerror = (event) => {
      worker.terminate();
      // A worker that cannot even begin is as good as none.
      startHere(job, memory, progress).ended.then(resolve, () => reject(new Error(event.message)));
    };
  });
  const message: ToWorker = { job, seen: memory && itemsOf(memory) };
  worker.postMessage(message);
  return { ended, cancel: () => worker.terminate(), inWorker: true };
}

function makeWorker(source: string): Worker | undefined {
  try {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return worker;
  } catch {
    return undefined;
  }
}

/** How long a page may stand still, in milliseconds. */
const SLICE = 25;

function startHere(job: Job, memory: Memory | undefined, progress: (progress: Progress) => void): Running {
  let cancelled = false;
  let since = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - since < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    since = performance.now();
    if (cancelled) await new Promise(() => {});
  };
  const cancel = (): void => {
    cancelled = true;
  };
  return { ended: run(job, memory, progress, breathe), cancel, inWorker: false };
}

/** How often a page is told how far a job is, in milliseconds. */
const EVERY = 100;

/** Takes jobs in a worker. */
export function serve(scope: {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}): void {
  scope.onmessage = async ({ data: { job, seen } }) => {
    let last = 0;
    const progress = (now: Progress): void => {
      if (performance.now() - last < EVERY && now.done < now.all) return;
      last = performance.now();
      scope.postMessage({ progress: now });
    };
    try {
      const memory = seen && memoryOf(seen);
      const ended = await run(job, memory, progress);
      scope.postMessage({ ended, seen: memory && itemsOf(memory) });
    } catch (error) {
      scope.postMessage({ failed: String(error) });
    }
  };
}
