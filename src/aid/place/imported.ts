import { closest, distance } from 'fastest-levenshtein';
import { regionKey } from '../../language/regions.ts';
import type { Records } from '../action.ts';
import { withKelurahan } from './records.ts';

/** A line of a list that an operator reads in: `{ line: 4, cells: { kelurahan: 'Pulo Gadung', rw: '3' } }`. */
export interface Line {
  /** As an editor counts: the head of the list is line 1. */
  line: number;
  cells: Record<string, string>;
}

/** What came of a list. With one fault or more none of it may be kept. */
export interface Imported {
  faults: { line: number; what: string }[];
  /** What is known already and was left as it is, where the list says otherwise. */
  notes: { line: number; what: string }[];
  made: number;
  /** Lines that were read in before. */
  known: number;
}

/** `1250` and `1.250` are 1250; whatever else is no whole number. */
export function wholeNumber(cell: string): number | undefined {
  if (!/^\d{1,9}$|^\d{1,3}(\.\d{3}){1,2}$/.test(cell)) return undefined;
  return Number(cell.replaceAll('.', ''));
}

/** `2026-12-31` and `31/12/2026` are that day, at midnight UTC; a day that does not exist is none. */
export function dayOf(cell: string): Date | undefined {
  const [, day, month, year] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(cell) ?? [];
  const written = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : cell;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? at : undefined;
}

type Kelurahan = { code: string; name: string };

/** Finds kelurahan as lists name them: `Pulo Gadung`, `PULOGADUNG`, `Kel. Pulo Gadung` or `31.75.02.1001`. */
export async function kelurahanFinder({
  db,
}: Records): Promise<(cell: string) => Kelurahan | { fault: string }> {
  const rows = await db.region.findMany({ where: { kind: 'kelurahan' } });
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const byKey = new Map(rows.map((row) => [regionKey(row.name), row]));
  return (cell) => {
    const key = regionKey(cell.replace(/^kel(urahan|\.)?\s+/i, ''));
    const found = byCode.get(cell) ?? byKey.get(key);
    if (found) return found;
    const near = key === '' ? undefined : byKey.get(closest(key, [...byKey.keys()]));
    const isNear = near && distance(key, regionKey(near.name)) <= 3;
    const fault = cell === '' ? 'kelurahan is empty' : `the kelurahan "${cell}" is not known`;
    return { fault: isNear ? `${fault}; did you mean ${near.name}?` : fault };
  };
}

export interface NamedPlace {
  kelurahan: Kelurahan;
  rw: number | null;
  name: string | null;
}

/** Reads which place a line names: its kelurahan, and the number of the RW or the name of the panti or pesantren. */
export function placeNamed(
  { cells }: Line,
  find: (cell: string) => Kelurahan | { fault: string },
): NamedPlace | { faults: string[] } {
  const { kelurahan = '', rw = '', name = '' } = cells;
  const region = find(kelurahan);
  const faults = 'fault' in region ? [region.fault] : [];
  const number = wholeNumber(rw.replace(/^rw\s*/i, ''));
  if (rw === '' && name === '') faults.push('neither rw nor name is given');
  if (rw !== '' && name !== '') faults.push('both rw and name are given: an RW has no name');
  if (rw !== '' && !(number !== undefined && number >= 1 && number <= 99))
    faults.push(`rw "${rw}" is no number from 1 to 99`);
  if (name.length > 80) faults.push('name is longer than 80 characters');
  if (name !== '' && !/[\p{L}\p{N}]/u.test(name)) faults.push(`name "${name}" is none`);
  if (faults.length > 0 || 'fault' in region) return { faults };
  return { kelurahan: region, rw: number ?? null, name: name === '' ? null : name };
}

/**
 * The places that are known by this name, however it is written: two where a panti and a pesantren of a kelurahan
 * are called alike.
 */
export async function placesNamed({ db }: Records, { kelurahan, rw, name }: NamedPlace) {
  const called = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM place WHERE kelurahan_code = ${kelurahan.code}
      AND (rw = ${rw}::int OR place_name_key(name) = place_name_key(${name}::text))`;
  return db.place.findMany({
    where: { id: { in: called.map(({ id }) => id) } },
    include: withKelurahan,
  });
}
