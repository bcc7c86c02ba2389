import { readPlace } from './place.ts';
import { plain } from './plain.ts';
import type { Regions } from './regions.ts';

const parting =
  /\s*(?:[,;]|(?<!\p{L})(?:dan|dn|sama|sm|ama|serta|atau|plus|and|or)(?!\p{L})|&)\s*/gu;
const joining = /(?<!\p{L})(?:dan|dn|sama|sm|ama|serta|atau|plus|and|or)(?!\p{L})|&/u;
const numbered = /(?<!\p{L})rw ?\.? ?0*(\d{1,2})(?!\d)/gu;

/**
 * The words up to the second of several places, and nothing where only one is named: `rw 05 pulo gadung` of `rw 05 pulo
 * gadung, rw 08 pulo gadung sama cakung`. A kecamatan beside its kelurahan is the same place, `RW 3 dan 5 Pulo Gadung` has
 * one name.
 */
export function firstOfSeveral(text: string, regions: Regions): string | undefined {
  const said = plain(text);
  if (!joining.test(said) && !hasSeveralRw(said)) return undefined;
  const breaks = [...said.matchAll(parting)];
  let from = 0;
  const found: { end: number; place: string }[] = [];
  for (const { index, 0: mark } of [...breaks, { index: said.length, 0: '' }]) {
    const part = said.slice(from, index);
    from = index + mark.length;
    const place = readPlace(part, regions);
    if ('unknown' in place || !/\p{L}{3}/u.test(part.replace(numbered, ''))) continue;
    found.push({ end: index, place: JSON.stringify(place) });
  }
  const [first, ...others] = found;
  const isSeveral = others.some(({ place }) => place !== first?.place);
  return first && isSeveral ? said.slice(0, first.end) : undefined;
}

/** `rw 05 …, rw 08 …`: two that are numbered, each by itself. */
const hasSeveralRw = (said: string) =>
  new Set([...said.matchAll(numbered)].map(([, rw]) => rw)).size > 1;
