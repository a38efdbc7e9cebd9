// What stands behind readings: the documents and photographs that were named before them, and the seals that they open.

import type { Authorised, Granted } from "../keys.ts";

/** A seal that counts. */
interface Sealed {
  /** Its place in the log. */
  readonly entry: number;
  readonly contest: string;
  readonly image: string;
  readonly signers: readonly Authorised[];
}

/** What the entries so far have named. Ids, codes and hashes hold no line break, which is why one joins them. */
export class Evidence {
  readonly #sources = new Set<string>();
  readonly #images = new Set<string>();
  /** By the reading that opens them. */
  readonly #seals = new Map<string, Sealed[]>();
  /** The photographs and contests that each key has sealed, as their first signer. */
  readonly #hasSealed = new Map<Granted, Set<string>>();

  addSource(document: string): void {
    this.#sources.add(document);
  }

  addImage(image: string, contest: string, station: string | undefined): void {
    this.#images.add([image, contest, ...(station === undefined ? [] : [station])].join("\n"));
  }

  /** Whether a source before names the document. */
  hasSource(document: string): boolean {
    return this.#sources.has(document);
  }

  /** Whether a capture before shows a sheet of this contest, of this station or without one. */
  hasImage(image: string, contest: string, station: string): boolean {
    return this.#images.has(`${image}\n${contest}`) || this.#images.has(`${image}\n${contest}\n${station}`);
  }

  /** Takes in a seal by these signers, at least one; false where the first of them has sealed this photograph and contest
   * before. */
  addSeal(
    entry: number,
    reading: string,
    contest: string,
    image: string,
    signers: readonly Authorised[],
  ): boolean {
    const { signer } = signers[0]!;
    const own = this.#hasSealed.get(signer) ?? new Set();
    const sealed = `${image}\n${contest}`;
    if (own.has(sealed)) return false;
    this.#hasSealed.set(signer, own.add(sealed));
    const seals = this.#seals.get(reading) ?? [];
    seals.push({ entry, contest, image, signers });
    this.#seals.set(reading, seals);
    return true;
  }

  /** The place of the first seal that a reading of this name, contest and first photograph opens by these signers. */
  sealedAt(
    reading: string,
    contest: string,
    image: string,
    signers: readonly Authorised[],
  ): number | undefined {
    const opens = (seal: Sealed): boolean =>
      seal.contest === contest &&
      seal.image === image &&
      seal.signers.some(({ signer }) => signers.some((own) => own.signer === signer));
    return this.#seals.get(reading)?.find(opens)?.entry;
  }
}
