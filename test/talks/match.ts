import type { Heard } from './talk.ts';

/** What a talk's `{names}` stand for, found as it is played: `{ nomor: 'K-2611-0001' }`. */
export type Names = Map<string, string>;

const name = /\{([a-z][a-z-]*)\}/g;

/** The words with every name that is known already. */
export const filled = (text: string, names: Names): string =>
  text.replace(name, (whole, key: string) => names.get(key) ?? whole);

/**
 * Whether these are the very messages that were expected, for each person in order. A `{name}` stands for
 * whatever stands there the first time, and for the same ever after; what it stands for is kept in `names`.
 */
export function isSame(expected: Heard[], heard: Heard[], names: Names): boolean {
  const people = new Set([...expected, ...heard].map(({ who }) => who));
  return [...people].every((who) => {
    const wanted = expected.filter((one) => one.who === who);
    const got = heard.filter((one) => one.who === who);
    return (
      wanted.length === got.length &&
      wanted.every((one, index) => fits(one, got[index] ?? one, names))
    );
  });
}

function fits(expected: Heard, heard: Heard, names: Names): boolean {
  const sameOptions =
    expected.options.length === heard.options.length &&
    expected.options.every((option, index) => fitsText(option, heard.options[index] ?? '', names));
  return sameOptions && fitsText(expected.text, heard.text, names);
}

export function fitsText(expected: string, heard: string, names: Names): boolean {
  const fresh: string[] = [];
  const pattern = filled(expected, names)
    .split(name)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (fresh.includes(part)) return `\\${fresh.indexOf(part) + 1}`;
      fresh.push(part);
      return '(.+?)';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(heard);
  for (const [index, key] of fresh.entries()) {
    if (found) names.set(key, found[index + 1] ?? '');
  }
  return found !== null;
}

/** What is different in every run, and how a talk calls it; not the examples that questions give. */
const byChance: [RegExp, string][] = [
  [/(?<![A-Z])(?!KLM 358)[A-Z]{3} \d{3}(?!\d)/g, 'kode'],
  [/T-(?!2612-7QMX)\d{4}-[2-9A-Z]{4}/g, 'tanda'],
  [/UNDANG-(?!KLMPR)[A-Z]{5}-[A-Z]{5}/g, 'undangan'],
];

/** The text as a talk is to hold it: what chance made is called by a name, `{kode}`, `{kode-b}`. */
export function withNames(text: string, names: Names): string {
  return byChance.reduce(
    (named, [pattern, base]) =>
      named.replace(pattern, (value) => {
        const known = [...names].find(([, meant]) => meant === value)?.[0];
        if (known) return `{${known}}`;
        const count = [...names.keys()].filter((key) => key.startsWith(base)).length;
        const key = count === 0 ? base : `${base}-${'abcdefgh'[count]}`;
        names.set(key, value);
        return `{${key}}`;
      }),
    text,
  );
}
