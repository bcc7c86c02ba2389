import type { PlaceKind } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import {
  type Imported,
  kelurahanFinder,
  type Line,
  placeNamed,
  placesNamed,
  wholeNumber,
} from './imported.ts';
import { placeLabel } from './rules.ts';

export const placeColumns = ['kind', 'kelurahan', 'rw', 'name', 'households'] as const;

const kinds: readonly string[] = ['rw', 'panti', 'pesantren'] satisfies PlaceKind[];

/**
 * Reads a list of places in. None has a head by that: whoever registers one claims it, and an officer checks. A place
 * that is known stays as it is. To be undone by its transaction where there are faults.
 */
export async function importPlaces(
  records: Records,
  lines: readonly Line[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<Imported> {
  const result: Imported = { faults: [], notes: [], made: 0, known: 0 };
  const find = await kelurahanFinder(records);
  const read = new Map<string, number>();
  for (const line of lines) {
    const faults: string[] = [];
    const { kind = '', households = '' } = line.cells;
    const named = placeNamed(line, find);
    if ('faults' in named) faults.push(...named.faults);
    if (!kinds.includes(kind)) faults.push(`kind "${kind}" is none of ${kinds.join(', ')}`);
    else if (!('faults' in named) && (kind === 'rw') !== (named.rw !== null))
      faults.push(kind === 'rw' ? 'an RW needs rw, no name' : `a ${kind} needs name, no rw`);
    const count = wholeNumber(households);
    if (!count) faults.push(`households "${households}" is no whole number above 0`);
    if (faults.length > 0 || 'faults' in named || !count) {
      result.faults.push(...faults.map((what) => ({ line: line.line, what })));
      continue;
    }
    const label = placeLabel({ ...named, kelurahan: named.kelurahan.name });
    const earlier = read.get(label.toLowerCase());
    if (earlier !== undefined) {
      result.faults.push({ line: line.line, what: `${label} stands in line ${earlier} as well` });
      continue;
    }
    read.set(label.toLowerCase(), line.line);
    const known = (await placesNamed(records, named)).find((place) => place.kind === kind);
    if (known) {
      result.known += 1;
      if (known.households !== null && Number(known.households) !== count)
        result.notes.push({
          line: line.line,
          what: `${label} is known with ${known.households}, not ${count}: left as it is`,
        });
      continue;
    }
    const { id } = await records.db.place.create({
      data: {
        kind: kind as PlaceKind,
        kelurahanCode: named.kelurahan.code,
        rw: named.rw,
        name: named.name,
        households: count,
        createdAt: now,
      },
    });
    await audit(records, { actor, what: 'place.imported', on: { kind: 'place', id }, at: now });
    result.made += 1;
  }
  return result;
}
