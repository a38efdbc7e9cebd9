// What the two verifiers report of a folder, in one form.

import { parseVkey } from "../src/record/key.ts";
import { type Report, verifyRecord } from "../src/verify/verify.ts";
import { filesInFolder } from "./folder.ts";
import { cotejo } from "./publication.ts";

interface FromRust {
  verified: boolean;
  problems: { file: string; code: string }[];
  refused: Record<string, number> | null;
  unknown_types: Record<string, number> | null;
  checked: { entries: number; documents: number; files: number; compressed: number };
}

/** Problems in one form. What follows from the count is compared by each verifier for itself: the tables by the
 * command, the pages' data files by the browser's. */
const said = (problems: readonly { file: string; code: string }[]): string[] => {
  const both = problems.filter(({ code }) => code !== "differs_from_count");
  return [...new Set(both.map(({ file, code }) => `${file} ${code}`))].sort();
};

/** The command's report. */
export function fromRust(folder: string, key: string): ReturnType<typeof fromReport> {
  const report = JSON.parse(cotejo("verify", folder, "--key", key, "--json")) as FromRust;
  const { entries, documents, files, compressed } = report.checked;
  return {
    verified: report.verified,
    problems: said(report.problems),
    refused: report.refused ?? {},
    unknownTypes: report.unknown_types ?? {},
    checked: { entries, documents, files, compressed },
  };
}

/** The browser's report. */
export const verify = (folder: string, key: string): Promise<Report> =>
  verifyRecord({ files: filesInFolder(folder), key: parseVkey(key) });

export function fromReport(report: Report) {
  const { entries, documents, files, compressed } = report.checked;
  return {
    verified: report.verified,
    problems: said(report.problems),
    refused: report.refused,
    unknownTypes: report.unknownTypes,
    checked: { entries, documents, files, compressed },
  };
}
