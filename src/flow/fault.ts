import { distance } from 'fastest-levenshtein';
import type { Step } from './definition.ts';

/** `flows/give.yaml:41: …` */
export interface Fault {
  path: string;
  line: number;
  what: string;
}

/** The line of a node in a file, or of the nearest one above it: `['steps', 'amount', 'text', 'id']`. */
export type LineOf = (path: PropertyKey[]) => number;

/** Says a fault of one step, and where in the step it is written: `['with', 'amount']`. */
export type Say = (step: Step, what: string, at?: string[]) => void;

export const sentence = ({ path, line, what }: Fault) => `${path}:${line}: ${what}`;

/** How many names one can still look through. */
const most = 16;

/** `"amuont" is not known as a step; known: amount, place; did you mean amount?` */
export function unknown(kind: string, name: string, known: string[]): string {
  const lead = `"${name}" is not known as ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
  if (known.length === 0) return lead;
  const nearest = [...known].sort((a, b) => distance(name, a) - distance(name, b));
  const [near = ''] = nearest;
  const isNear = distance(name, near) <= Math.max(2, Math.floor(near.length / 2));
  const meant = isNear ? `; did you mean ${near}?` : '';
  const list =
    known.length > most
      ? `some that are: ${nearest.slice(0, 5).join(', ')}`
      : `known: ${known.join(', ')}`;
  return `${lead}; ${list}${meant}`;
}
