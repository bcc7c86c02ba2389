import { closest } from 'fastest-levenshtein';

/** `flows/give.yaml:41: …` */
export interface Fault {
  path: string;
  line: number;
  what: string;
}

export const sentence = ({ path, line, what }: Fault) => `${path}:${line}: ${what}`;

/** `"amuont" is not a step; known: amount, place; did you mean amount?` */
export function unknown(kind: string, name: string, known: string[]): string {
  const near =
    known.length > 0 ? `; known: ${known.join(', ')}; did you mean ${closest(name, known)}?` : '';
  return `"${name}" is not known as ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}${near}`;
}
