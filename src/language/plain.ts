/** Longer than anybody's answer; what is longer is not read at all, since a cut could fall inside a number. */
const longest = 1000;

/**
 * The text as the readers see it: small letters, one kind of dash and space, nothing invisible.
 * `５０ Paket` and `5️⃣0️⃣ paket` become `50 paket`; superscripts stay what they are, so that `5²` is never 52.
 * Empty where it is too long, or where it overrides the direction of writing (`05` could be meant as 50).
 */
export function plain(text: string): string {
  return readable(text).toLowerCase();
}

/** The same, with capitals kept. */
export function readable(text: string): string {
  if (text.length > longest || text.includes('\u202e')) return '';
  return text
    .replace(/[\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize('NFKC'))
    .normalize('NFC')
    .replace(/\u20e3/gu, '')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/½/gu, ' setengah ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
