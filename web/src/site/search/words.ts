// Words of texts, as the search index has them (docs/pages.md): small letters without accents, apart at
// everything that is neither letter nor digit.

const MARKS = /\p{M}/gu;
const APART = /[^\p{Alphabetic}\p{N}]+/u;
/** The most letters of a word that are looked at. */
export const LETTERS = 40;

export function words(text: string): string[] {
  const bare = text.normalize("NFKD").replace(MARKS, "");
  // Letter by letter: a whole text would have another sigma at the end of Greek words.
  const plain = Array.from(bare, (letter) => letter.toLowerCase()).join("");
  return plain
    .split(APART)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, LETTERS).join(""));
}

/** Words as one code: nothing between them, and no leading zeros. */
export const bare = (of: readonly string[]): string => of.join("").replace(/^0+/, "");
