// Checking many signatures at once, where the browser has no Ed25519 of its own.
//
// A batch is one equation, 8 (Σ zᵢsᵢ B − Σ zᵢRᵢ − Σ zᵢkᵢ A) = 0, with random coefficients zᵢ of 128 bits. By the rules
// of ZIP 215 it holds exactly when each signature is valid, but for a chance of 2^-128: nobody may foresee the
// coefficients. The sums over many points are done by buckets (Pippenger 1976), several times faster than one by one.

import { Point } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes.ts";

/** One signature to be checked. */
export interface Signed {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const L = Point.CURVE().n;
const COEFFICIENT_BYTES = 16;

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`);
}

const points = new Map<string, Point>();

/** The point of a key; keys are few. */
function keyPoint(key: Uint8Array): Point {
  const name = toHex(key);
  let point = points.get(name);
  if (point === undefined) {
    point = Point.fromBytes(key, true);
    points.set(name, point);
  }
  return point;
}

/** Whether all of these signatures are valid. Where the browser gives no random numbers the answer is no, and they
 * must be asked for one by one. */
export function allValid(signed: readonly Signed[]): boolean {
  const random = new Uint8Array(COEFFICIENT_BYTES * signed.length);
  try {
    crypto.getRandomValues(random);
  } catch {
    return false;
  }
  const terms: [Point, bigint][] = [];
  const ofKeys = new Map<Point, bigint>();
  let ofBase = 0n;
  try {
    signed.forEach(({ key, message, signature }, at) => {
      const [r, s] = [signature.slice(0, 32), fromLittleEndian(signature.subarray(32))];
      if (signature.length !== 64 || s >= L) throw new RangeError("s is not reduced");
      const z = fromLittleEndian(random.subarray(at * COEFFICIENT_BYTES, (at + 1) * COEFFICIENT_BYTES));
      const k = fromLittleEndian(sha512.create().update(r).update(key).update(message).digest()) % L;
      const point = keyPoint(key);
      terms.push([Point.fromBytes(r, true).negate(), z]);
      // Reducing by L changes what a part of small order adds; 8 takes that away all the same.
      ofKeys.set(point, ((ofKeys.get(point) ?? 0n) + z * k) % L);
      ofBase = (ofBase + z * s) % L;
    });
  } catch {
    return false;
  }
  const sum = [...ofKeys].map(([point, scalar]) => point.negate().multiplyUnsafe(scalar));
  const all = [Point.BASE.multiplyUnsafe(ofBase), ...sum, sumOfProducts(terms)].reduce((a, b) => a.add(b));
  return all.clearCofactor().is0();
}

/** Σ scalar · point, by buckets of a few bits each. */
function sumOfProducts(terms: readonly [Point, bigint][]): Point {
  const width = terms.length > 96 ? 6 : terms.length > 24 ? 5 : 4;
  const mask = (1n << BigInt(width)) - 1n;
  let total = Point.ZERO;
  for (let shift = Math.floor((8 * COEFFICIENT_BYTES - 1) / width) * width; shift >= 0; shift -= width) {
    for (let times = 0; times < width; times++) total = total.double();
    const buckets: (Point | undefined)[] = [];
    for (const [point, scalar] of terms) {
      const digit = Number((scalar >> BigInt(shift)) & mask);
      if (digit > 0) buckets[digit] = buckets[digit]?.add(point) ?? point;
    }
    let [running, sum] = [Point.ZERO, Point.ZERO];
    for (let digit = buckets.length - 1; digit > 0; digit--) {
      const bucket = buckets[digit];
      if (bucket !== undefined) running = running.add(bucket);
      sum = sum.add(running);
    }
    total = total.add(sum);
  }
  return total;
}
