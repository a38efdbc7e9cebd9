// What the check of one station reads: `node bench/station.mjs FOLDER CODE [VERIFIER]`.
//
// FOLDER is a publication on the disk, VERIFIER the built script, dist/verifier.js by default. Prints the files that the check
// asked for, their bytes, those of their compressed copies where there are any, which a server sends, and the verdict.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const [folder, code, verifier = new URL("../dist/verifier.js", import.meta.url)] = process.argv.slice(2);
if (code === undefined) {
  console.error("node bench/station.mjs FOLDER CODE [VERIFIER]");
  process.exit(2);
}
const asked = new Map();
globalThis.fetch = async (address) => {
  const path = decodeURIComponent(new URL(address).pathname.slice(1));
  const file = join(folder, path);
  if (!existsSync(file)) return new Response(null, { status: 404 });
  asked.set(path, file);
  return new Response(readFileSync(file));
};
// What site.js says of the record: how the stations' data files are named, and where its keys were replaced.
let site;
globalThis.cotejo = { put: (_, value) => (site = value) };
vm.runInThisContext(readFileSync(join(folder, "site.js"), "utf8"));
vm.runInThisContext(readFileSync(verifier, "utf8"));
const station = { code, shards: site.shards, recoveries: site.log?.recoveries ?? [] };
const began = performance.now();
const { ended } = globalThis.cotejoVerifier.start({
  base: "http://publication/",
  key: site.log?.operator,
  station,
});
const { station: report } = await ended;
const seconds = (performance.now() - began) / 1000;
const sum = (of) => [...asked.values()].reduce((all, file) => all + statSync(of(file)).size, 0);
const sent = (file) => (existsSync(`${file}.gz`) ? `${file}.gz` : file);
const result = {
  verified: report.verified,
  steps: report.steps.length,
  files: Object.fromEntries([...asked].map(([path, file]) => [path, statSync(file).size])),
  bytes: sum((file) => file),
  bytes_sent: sum(sent),
  seconds: Number(seconds.toFixed(2)),
};
console.log(JSON.stringify(result, undefined, 2));
