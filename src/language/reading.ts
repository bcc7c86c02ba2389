/**
 * What a person's words came to: one value; several that are alive, to ask back with; or nothing.
 * A value is given only where no other reading is alive: "50" is 50, "50-60" asks.
 */
export type Reading<T> = { value: T } | { ask: T[] } | { unknown: true };

/** Nobody chooses among more; a kecamatan has at most eleven kelurahan. */
const mostAsked = 24;

export const unknown = { unknown: true } as const;

/** One value where there is one, a question where there are more: `[50, 60]` asks, `[]` is unknown. */
export function settle<T>(candidates: readonly T[]): Reading<T> {
  const distinct = different(candidates);
  const [only] = distinct;
  if (only === undefined) return unknown;
  return distinct.length === 1 ? { value: only } : { ask: distinct };
}

/** Asks even where there is one candidate, because something in the sentence speaks against it. */
export function doubt<T>(candidates: readonly T[]): Reading<T> {
  return candidates.length === 0 ? unknown : { ask: different(candidates) };
}

function different<T>(candidates: readonly T[]): T[] {
  return [...new Map(candidates.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    mostAsked,
  );
}
