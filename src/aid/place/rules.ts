import { writeQuantity } from '../../language/quantity.ts';

/** What a line to choose from may be long (VOICE §5). */
const longestLabel = 40;

export interface Named {
  /** Of an RW. */
  rw: number | null;
  /** Of a panti or pesantren. */
  name: string | null;
  kelurahan: string;
}

/** `RW 03 Pulo Gadung`; `Panti Contoh, Pulo Gadung`. */
export function placeLabel({ rw, name, kelurahan }: Named): string {
  return rw === null
    ? `${name ?? ''}, ${kelurahan}`
    : `RW ${String(rw).padStart(2, '0')} ${kelurahan}`;
}

/** `RW 03 Kelurahan Pulo Gadung, Jakarta Timur`; `Panti Contoh, Kelurahan Pulo Gadung, Jakarta Timur`. */
export function placeInFull({ rw, name, kelurahan, kota }: Named & { kota: string }): string {
  const place = rw === null ? `${name ?? ''},` : shortLabel({ rw, name });
  return `${place} Kelurahan ${kelurahan}, ${kota}`;
}

/** `RW 03`; of a panti or pesantren its name. */
export const shortLabel = ({ rw, name }: Pick<Named, 'rw' | 'name'>): string =>
  rw === null ? (name ?? '') : `RW ${String(rw).padStart(2, '0')}`;

/** Who answers for a place, as a donor reads it: `Ketua RW 03`. */
export function headTitle(place: Pick<Named, 'rw' | 'name'> & { kind: string }): {
  id: string;
  en: string;
} {
  const where = shortLabel(place);
  if (place.kind === 'rw') return { id: `Ketua ${where}`, en: `the head of ${where}` };
  return place.kind === 'panti'
    ? { id: `pengurus ${where}`, en: `the head of ${where}` }
    : { id: `pengasuh ${where}`, en: `the head of ${where}` };
}

/**
 * A place to choose, with what it lacks: `RW 03 Pulo Gadung: kurang 145`. Where that is too long for a line,
 * the place alone, and in the end its beginning.
 */
export function lackingLabel(place: string, lacking: number): { id: string; en: string } {
  const count = writeQuantity(lacking);
  const fitting = (text: string) => (text.length <= longestLabel ? text : shortened(place));
  return {
    id: fitting(`${place}: kurang ${count}`),
    en: fitting(`${place}: needs ${count}`),
  };
}

const shortened = (text: string) =>
  text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;
