import { plain } from './choice.ts';
import type { Keywords } from './definition.ts';
import { unknown } from './fault.ts';

/** `flows/keywords.yaml` as it is written: a meaning, and the words for it. */
export interface WrittenKeywords {
  commands: Record<string, string[]>;
  opens: Record<string, string[]>;
  phrases: Record<string, string[]>;
  languages: Record<string, string[]>;
  continued: Record<string, string[]>;
  asides: Record<string, string[]>;
  /** The letter before the number: `{ receipt: T }`. */
  numbered: Record<string, string>;
  whole: string[];
  always: string[];
}

/** Turns the words round, so that what was typed finds its meaning. */
export function buildKeywords(written?: WrittenKeywords): Keywords {
  return {
    commands: Object.fromEntries(turned(written?.commands)) as Keywords['commands'],
    opens: Object.fromEntries(turned(written?.opens)),
    phrases: turned(written?.phrases),
    // The longest first: of `cek` and `cek tanda terima` the one that says more.
    continued: turned(written?.continued).sort(([a], [b]) => b.length - a.length),
    asides: turned(written?.asides),
    whole: written?.whole ?? [],
    always: written?.always ?? [],
    numbered: Object.entries(written?.numbered ?? {}),
    languages: turned(written?.languages) as Keywords['languages'],
  };
}

const turned = (words: Record<string, string[]> = {}) =>
  Object.entries(words).flatMap(([meaning, list]) =>
    list.map((word): [string, string] => [plain(word) || word.trim(), meaning]),
  );

/** Words that open a flow that does not exist, and words that would mean two things at once. */
export function checkKeywords(
  written: WrittenKeywords,
  flows: string[],
  say: (at: string[], what: string) => void,
): void {
  for (const part of ['opens', 'phrases', 'continued', 'asides'] as const) {
    for (const flow of Object.keys(written[part])) {
      if (!flows.includes(flow)) say([part, flow], unknown('flow', flow, flows));
    }
  }
  for (const flow of Object.keys(written.numbered)) {
    if (!flows.includes(flow)) say(['numbered', flow], unknown('flow', flow, flows));
  }
  for (const part of ['whole', 'always'] as const) {
    for (const flow of written[part]) {
      if (!flows.includes(flow)) say([part], unknown('flow', flow, flows));
    }
  }
  const meanings = new Map<string, string>();
  for (const part of ['commands', 'opens'] as const) {
    for (const [word, meaning] of turned(written[part])) {
      const other = meanings.get(word);
      if (other !== undefined && other !== meaning)
        say([part, meaning], `"${word}" already means ${other}`);
      meanings.set(word, meaning);
    }
  }
}
