/** A piece of a plain text. `glued` is true when no space stands before it, as the `kg` of `50kg`. */
export interface Token {
  kind: 'digits' | 'word' | 'mark';
  text: string;
  glued: boolean;
}

/**
 * Digits keep their dots and commas (`1.250`), a doubled word keeps its 2 (`kira2` is a word), anything
 * else is a mark of one character.
 */
const pieces = /(\d+(?:[.,]\d+)*)|(\p{L}[\p{L}']{2,}2(?![\d.,]*\d)|\p{L}[\p{L}']*)|([^\s])/gu;

/** Cuts a plain text: `50kg, 2 lusin` → `50` `kg` `,` `2` `lusin`. */
export function tokenize(text: string): Token[] {
  let end = 0;
  return [...text.matchAll(pieces)].map((match) => {
    const glued = match.index === end && match.index > 0;
    end = match.index + match[0].length;
    const kind = match[1] !== undefined ? 'digits' : match[2] !== undefined ? 'word' : 'mark';
    return { kind, text: match[0], glued };
  });
}
