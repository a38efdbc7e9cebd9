// The whole record: every hash, signature, authorisation, tile and document, and every total again.

import { MANIFEST } from "../publication/layout.ts";
import { compareText, sameBytes, toBase64 } from "../record/bytes.ts";
import { nameOf } from "../record/words.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type Folded, FolderCheck } from "./folder.ts";
import { checkManifest, readNote, type Stated, statedSize } from "./manifest.ts";
import { openRecord } from "./open.ts";
import { type Problem, Problems } from "./problem.ts";
import { replay } from "./replay.ts";
import { type ContestResults, resultsOf } from "./results.ts";
import type { Tally } from "./tally.ts";
import { tileCount } from "./tile.ts";
import { checkCheckpoints, checkKey, type Given, keepSeen, type Remark } from "./trust.ts";

/** The parts of the work, in their order. */
export const STAGES = ["log", "documents", "files", "entries", "copies"] as const;
export type Stage = (typeof STAGES)[number];

export interface Options extends Given {
  /** Told how far a part of the work is, in entries, documents and files. */
  readonly progress?: (stage: Stage, done: number, all: number) => void;
  /** Lets others run, for a page that has no worker. */
  readonly breathe?: () => Promise<void>;
}

export interface Report {
  /** Whether nothing is wrong. */
  readonly verified: boolean;
  readonly problems: readonly Problem[];
  /** How many more problems there are than are listed. */
  readonly more: number;
  readonly remarks: readonly Remark[];
  readonly election: { readonly id: string; readonly name: string } | undefined;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  /** How many entries the log had when the publication was made: the count and the files are compared as of those. */
  readonly asOf: number | undefined;
  /** The keys that the record names, as vkeys. */
  readonly operator: string | undefined;
  readonly log: string | undefined;
  readonly checked: {
    readonly entries: number;
    readonly signatures: number;
    readonly tiles: number;
    readonly documents: number;
    readonly files: number;
    /** Compressed copies of files, where the folder's files can be listed. */
    readonly compressed: number;
    /** Stations whose data files were compared. */
    readonly stations: number;
  };
  /** Entries that count for nothing, by their codes, and how many of each unknown type there are. */
  readonly refused: Readonly<Record<string, number>>;
  readonly unknownTypes: Readonly<Record<string, number>>;
  /** The results, where the log could be folded. */
  readonly results: readonly ContestResults[] | undefined;
}

/** Verifies a publication. Whatever is wrong with it is in the report; only faults of this code throw. */
export async function verifyRecord(options: Options): Promise<Report> {
  const problems = new Problems();
  const breathe = async (): Promise<void> => options.breathe?.();
  const progress = (stage: Stage) => (done: number, all: number) => options.progress?.(stage, done, all);
  const { checkpoint, cosigned, start, remarks } = await openRecord(options, problems);
  const note = await readNote(options.files, problems);

  const folder = new FolderCheck(options.files, problems, remarks, breathe);
  let tally: Tally | undefined;
  let asOf: number | undefined;
  let folded: Folded | undefined;
  let checked: Awaited<ReturnType<typeof checkManifest>>;
  if (checkpoint !== undefined && start !== undefined) {
    const { size } = checkpoint;
    const stated = Math.min((note && statedSize(note)) ?? size, size);
    const log = { files: options.files, start, checkpoint, asOf: stated };
    const told = progress("log");
    const replayed = await replay(log, problems, (done) => told(done, size), breathe);
    tally = replayed.tally;
    const { succession } = tally.fold;
    remarks.push(...(await checkCheckpoints(options, checkpoint, cosigned, succession, problems)));
    checked = await checkManifest(options.files, note, (at) => succession.operatorAt(at), problems);
    checkKey(options, checkpoint, succession, checked.stated?.size, problems);
    remarks.push(...keepSeen(options, checkpoint, problems));
    await folder.documents(tally, progress("documents"));
    const manifest = checked.stated;
    const isOfLog = manifest !== undefined && compareLog(manifest, checkpoint, replayed.root, problems);
    asOf = isOfLog ? stated : size;
    folded = { size, tally: isOfLog ? replayed.earlier : tally };
    if (asOf < size) remarks.push({ code: "as_of", entries: asOf, log: size });
  } else {
    checked = await checkManifest(options.files, note, () => start?.operator ?? options.key, problems);
  }
  const { stated: manifest, named } = checked;
  const stations = await folder.named(named, folded, progress("files"));
  if (folded !== undefined) await folder.entries(folded.size, manifest?.size ?? 0, progress("entries"));
  const compressed = await folder.unnamed(named, progress("copies"));
  return {
    verified: problems.none,
    problems: problems.list.sort((a, b) => compareText(a.file, b.file)),
    more: problems.more,
    remarks,
    election: start && { id: start.law.id, name: folded?.tally.name ?? nameOf(start.law, start.words) },
    checkpoint: checkpoint && {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: toBase64(checkpoint.root),
    },
    asOf,
    operator: start?.operator.vkey,
    log: start?.log.vkey,
    checked: {
      entries: tally?.fold.entries ?? 0,
      signatures: tally?.fold.signatures ?? 0,
      tiles: tally === undefined ? 0 : tileCount(checkpoint!.size),
      documents: tally?.fold.blobs().size ?? 0,
      files: named.files.size,
      compressed,
      stations,
    },
    refused: Object.fromEntries(tally?.fold.refusedByCode ?? []),
    unknownTypes: Object.fromEntries(tally?.fold.unknownTypes ?? []),
    results: folded && resultsOf(folded.tally),
  };
}

/** Whether a manifest was made from the log beside it, which may have gone on since. Asked only where nothing was found
 * wrong so far. `root` is the log's at the manifest's size. */
function compareLog(
  manifest: Stated,
  { size }: Checkpoint,
  root: Uint8Array | undefined,
  problems: Problems,
): boolean {
  if (!problems.none || root === undefined) return false;
  if (manifest.size > size) {
    const [found, expected] = [String(manifest.size), `at most ${size}`];
    problems.add(MANIFEST, "manifest_ahead", { found, expected });
    return false;
  }
  if (sameBytes(manifest.root, root)) return true;
  problems.add(MANIFEST, "manifest_root", { found: toBase64(manifest.root), expected: toBase64(root) });
  return false;
}
