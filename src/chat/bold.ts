/** A stretch of a text that is all bold or all plain. */
export interface Span {
  text: string;
  bold: boolean;
}

/** Two stars, something that neither starts nor ends with a space, two stars, within one line. */
const marked = /\*\*(?=\S)([^\n]*?\S)\*\*/g;

/**
 * Reads the one markup that the bot writes. A star that closes nothing stays as it was typed:
 * `ketik **menu**, 2*3` → plain `ketik `, bold `menu`, plain `, 2*3`.
 */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const add = (part: string, bold: boolean) => {
    if (part !== '') spans.push({ text: part, bold });
  };
  let from = 0;
  for (const found of text.matchAll(marked)) {
    add(text.slice(from, found.index), false);
    add(found[1] ?? '', true);
    from = found.index + found[0].length;
  }
  add(text.slice(from), false);
  return spans;
}

/** The text as it is read, which is what a channel's limit counts. */
export function withoutBold(text: string): string {
  return spansOf(text)
    .map((span) => span.text)
    .join('');
}
