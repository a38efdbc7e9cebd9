import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { toUtf8 } from "../src/record/bytes.ts";
import { unpack } from "../src/verify/gzip.ts";

const TEXT = toUtf8("a station’s figures, ".repeat(5_000));

/** A copy as the publication has it: a header that says nothing. */
function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(gzipSync(bytes, { level: 9 }));
  copy.set([0, 0, 0, 0, 0, 0xff], 4);
  return copy;
}
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

test("a copy holds the file, an empty one, too", async () => {
  expect(await unpack(copyOf(TEXT))).toEqual(TEXT);
  expect(await unpack(copyOf(new Uint8Array()))).toEqual(new Uint8Array());
});

test("what is not one whole gzip member with a bare header is none", async () => {
  const copy = copyOf(TEXT);
  const changed = (at: number): Uint8Array => {
    const other = copy.slice();
    other[at < 0 ? copy.length + at : at]! ^= 0x55;
    return other;
  };
  for (const [what, bytes] of Object.entries({
    nothing: new Uint8Array(),
    "a file that is not packed": TEXT,
    "without a header": new Uint8Array(deflateRawSync(TEXT)),
    "with a time in its header": changed(4),
    "cut short": copy.subarray(0, copy.length - 20),
    "with another checksum": changed(-8),
    "with another length": changed(-1),
    "followed by something": joined(copy, Uint8Array.of(10)),
    "of two members": joined(copy, copyOf(toUtf8("more"))),
  }))
    expect(await unpack(bytes), what).toBeUndefined();
});

test("unpacking ends where more comes than the copy says", async () => {
  const copy = copyOf(new Uint8Array(1 << 24));
  const said = copy.slice();
  new DataView(said.buffer).setUint32(said.length - 4, 100, true);
  expect(await unpack(said)).toBeUndefined();
  new DataView(said.buffer).setUint32(said.length - 4, 1 << 28, true);
  expect(await unpack(said)).toBeUndefined();
});
