// @ts-check
/** Counts text as the server does: newlines as \n, NFC, grapheme clusters. */

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "grapheme" }) : null;

/**
 * The text as it would be stored.
 * @param {string} raw
 */
export function normalised(raw) {
  return raw
    .replace(/\r\n?/g, "\n")
    .normalize("NFC")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
}

/**
 * Whether anything of it can be seen.
 * @param {string} text
 */
export function isBlank(text) {
  return !/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u.test(text);
}

/**
 * How many characters a person sees in it.
 * @param {string} text
 */
export function countGraphemes(text) {
  // Plain ASCII without "\r\n" has one cluster per character; nearly all typing takes this way.
  if (/^[\n\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  if (!segmenter) {
    return Array.from(text).length;
  }
  let count = 0;
  for (const _ of segmenter.segment(text)) {
    count += 1;
  }
  return count;
}
