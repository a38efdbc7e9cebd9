// The layout of a publication: the path of every file that scripts read or link to, each written once. The command's
// layout is that of `crates/publication`; a test compares the two.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The log's checkpoint. */
export const CHECKPOINT = "log/checkpoint";
/** The last checkpoint that was kept as cosigned, beside the newest one; where there is one. */
export const COSIGNED = "log/checkpoint.cosigned";
/** The folder of the log's tiles and bundles. The log's root fixes every byte below it. */
export const TILES = "log/tile/";
/** The folder of the files of single entries. */
const ENTRIES = "log/entry/";
/** The signed note over the list of files. */
export const MANIFEST = "manifest";
/** A folder's list of its files and of its folders' lists, with their hashes: each folder has one of that name. */
export const MANIFEST_LIST = "manifest.sha256";
/** The archive of all files. No manifest names it, since it holds the manifest. */
export const ARCHIVE = "everything.zip";
/** What follows the path of a file in that of its compressed copy. */
export const COMPRESSED = ".gz";
/** The verifier's script. */
export const VERIFIER = "assets/verifier.js";
/** Pages of a language, each below that language's folder. */
export const PAGES = { search: "search.html", station: "station.html", verify: "verify.html" } as const;

/** The number of a tile: groups of three digits, all but the last with an `x` before (C2SP tlog-tiles). */
function tileNumber(index: number): string {
  const digits = (part: number): string => String(part % 1000).padStart(3, "0");
  let path = digits(index);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${digits(rest)}/${path}`;
  return path;
}

const FULL_WIDTH = 256;
const partial = (width: number): string => (width === FULL_WIDTH ? "" : `.p/${width}`);

/** A tile of hashes, of 1 to 256 of them. */
export function tilePath({ level, index, width }: { level: number; index: number; width: number }): string {
  return `${TILES}${level}/${tileNumber(index)}${partial(width)}`;
}

/** The full tile or bundle that takes the place of a partial one (C2SP tlog-tiles, "Partial Tiles"); undefined of any
 * other path. */
export function fullTile(path: string): string | undefined {
  const partial = path.indexOf(".p/");
  return path.startsWith(TILES) && partial >= 0 ? path.slice(0, partial) : undefined;
}

/** The file of one entry, by its place in the log. */
export function entryPath(index: number): string {
  return `${ENTRIES}${tileNumber(index)}`;
}

/** The place in the log of the entry whose file has that path; undefined of any other path. */
export function entryIndex(path: string): number | undefined {
  if (!path.startsWith(ENTRIES)) return undefined;
  const index = Number(path.slice(ENTRIES.length).replaceAll(/[x/]/g, ""));
  return path === entryPath(index) ? index : undefined;
}

/** The bundle of the entries whose hashes are the tile of level 0 of that index. */
export function bundlePath(index: number, width: number): string {
  return `${TILES}entries/${tileNumber(index)}${partial(width)}`;
}

/** A document of the record, by the 64 digits of its SHA-256. */
export function documentPath(digits: string): string {
  return `log/blob/sha256/${digits.slice(0, 2)}/${digits}`;
}

/** The copy of a photograph that is looked at, by the photograph's digits. */
export function picturePath(digits: string): string {
  return `image/${digits.slice(0, 2)}/${digits}.web.jpg`;
}

/** The small copy of a photograph for lists, by the photograph's digits. */
export function thumbnailPath(digits: string): string {
  return `image/${digits.slice(0, 2)}/${digits}.thumb.jpg`;
}

// Data files, by the names under which they put their values. They are scripts: pages that were opened from a disk may
// fetch nothing.

/** The path of a data file. */
export const dataFile = (name: string): string => `${name}.js`;
/** What scripts need to know of the election and its log. */
export const SITE = "site";
/** The folder of the stations' data files. */
export const STATIONS = "station/";

/** The most stations of a shard, on average. */
const STATIONS_A_SHARD = 16;

/** How many digits the names of shards have for so many stations. */
export function shardDigits(stations: number): number {
  let digits = 0;
  while (stations > STATIONS_A_SHARD * 16 ** digits) digits++;
  return digits;
}

/** The data file in which a station stands, where these names have so many digits (`site.js` says how many). */
export function stationShard(code: string, digits: number): string {
  if (digits === 0) return `${STATIONS}all`;
  const shard = bytesToHex(sha256(utf8ToBytes(code))).slice(0, digits);
  // Digits after the second are the file's name in a folder of the first two, so that no folder's list grows long.
  return STATIONS + (digits > 2 ? `${shard.slice(0, 2)}/${shard.slice(2)}` : shard);
}

/** Which pieces the search index has. */
export const SEARCH_INDEX = "search/index";
/** The words of the search index that begin so. */
export const searchPiece = (prefix: string): string => `search/w-${slug(prefix)}`;
/** Areas of the search index, so many to a file. */
export const searchAreas = (chunk: number): string => `search/a-${chunk}`;

/** The page of a rule, below a language's folder. */
export const rulePage = (rule: string): string => `finding/${rule}.html`;

/** The page of an area, below a language's folder. */
export const areaPage = (code: string): string => `area/${slug(code)}.html`;

const LONGEST = 110;
// The names of devices that Windows has in every folder.
const DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])$/;

/** A code as a part of a file's name (docs/pages.md): digits, small letters of ASCII and `-` stand for themselves, capitals
 * for small letters, every other byte is `_` and two hexadecimal digits, and which letters are capitals stands behind `__`. A
 * long one is cut and goes on with its hash. */
export function slug(code: string): string {
  const bytes = utf8ToBytes(code);
  const escaped = (byte: number): string => `_${byte.toString(16).padStart(2, "0")}`;
  const whole = Array.from(bytes, (byte, at) => {
    const small = String.fromCharCode(byte).toLowerCase();
    return byte < 0x80 && /[0-9a-z-]/.test(small) && !(at === 0 && DEVICE.test(code)) ? small : escaped(byte);
  }).join("");
  const named = whole + capitals(code);
  if (named.length <= LONGEST) return named;
  return `${named.slice(0, 76)}__${bytesToHex(sha256(bytes).slice(0, 16))}`;
}

/** Which letters of ASCII are capitals: a hexadecimal digit for each four, the first letter in its lowest bit. */
function capitals(code: string): string {
  const letters = code.match(/[A-Za-z]/g) ?? [];
  let digits = "";
  for (let at = 0; at < letters.length; at += 4) {
    const four = letters.slice(at, at + 4);
    digits += four.reduce((sum, letter, bit) => sum + (letter < "a" ? 2 ** bit : 0), 0).toString(16);
  }
  digits = digits.replace(/0+$/, "");
  return digits === "" ? "" : `__${digits}`;
}
