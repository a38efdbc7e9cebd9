// Words of texts, as the search index has them (docs/pages.md): without accents and case, apart at
// everything that is neither letter nor digit.

const MARKS = /\p{M}/gu;
const APART = /[^\p{Alphabetic}\p{N}]+/u;
/** The most letters of a word that are looked at. */
export const LETTERS = 40;

/** The zeros of the scripts' decimal digits; the nine others follow each of them. */
const ZEROS = [
  0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
  0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xff10,
];
const DIGITS = new Map(
  ZEROS.flatMap((zero) =>
    Array.from({ length: 10 }, (_, n): [string, string] => [String.fromCodePoint(zero + n), `${n}`]),
  ),
);

/** Letters of scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function words(text: string): string[] {
  const bare = text.normalize("NFKD").replace(MARKS, "");
  // By capitals ß is ss, and ı is i; letter by letter, or a whole text would have another sigma at the end of Greek words.
  const plain = Array.from(bare, (letter) =>
    Array.from((DIGITS.get(letter) ?? letter).toUpperCase(), (capital) => capital.toLowerCase()).join(""),
  ).join("");
  return plain
    .split(APART)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, LETTERS).join(""));
}

/** The words, and the rest of each from every letter of a script that is written without spaces, in which a word begins
 * anywhere. */
export function parts(text: string): string[] {
  return words(text).flatMap((word) => {
    const letters = Array.from(word);
    return letters.flatMap((letter, at) =>
      at === 0 || UNSPACED.test(letter) ? [letters.slice(at).join("")] : [],
    );
  });
}

/** Words as one code: nothing between them, and no leading zeros. */
export const bare = (of: readonly string[]): string => of.join("").replace(/^0+/, "");
