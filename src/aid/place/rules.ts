import type { Label } from '../../chat/message.ts';
import { writeDate } from '../../language/date.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { PlaceKind } from '../../store/generated/client.ts';

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

/** A label that fits a line to choose from. */
export const shortened = (text: string) =>
  text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;

type KindWords = Record<'head' | 'letter' | 'counted' | 'unloading', Label>;

/** What is said of a place by its kind: who heads it, the letter that proves it, whom it counts, where aid may be unloaded. */
export const kindWords: Record<PlaceKind, KindWords> = {
  rw: {
    head: { id: 'Ketua RW', en: 'RW head' },
    letter: { id: 'SK Lurah', en: 'SK Lurah' },
    counted: { id: 'KK', en: 'families (KK)' },
    unloading: { id: 'Pos RW', en: 'Pos RW' },
  },
  panti: {
    head: { id: 'pengurus panti', en: 'head of the panti' },
    letter: { id: 'Tanda Daftar LKS', en: 'Tanda Daftar LKS' },
    counted: { id: 'orang', en: 'people' },
    unloading: { id: 'halaman panti', en: 'yard of the panti' },
  },
  pesantren: {
    head: { id: 'pengasuh pesantren', en: 'head of the pesantren' },
    letter: { id: 'Piagam Statistik Pesantren', en: 'Piagam Statistik Pesantren' },
    counted: { id: 'santri', en: 'santri' },
    unloading: { id: 'halaman pesantren', en: 'yard of the pesantren' },
  },
};

/** `Ketua RW 03 Pulo Gadung`; `pengurus Panti Contoh, Pulo Gadung`. */
export const headOfLabel = (kind: PlaceKind, place: string): Label => ({
  id: `${{ rw: 'Ketua', panti: 'pengurus', pesantren: 'pengasuh' }[kind]} ${place}`,
  en: `head of ${place}`,
});

/** 1 KK is counted as 4 people (DOMAIN §2). */
const peopleInFamily = 4;

/** `820 KK (sekitar 3.280 orang)`; `45 orang`. */
export function countedLabel(kind: PlaceKind, count: number): Label {
  const { counted } = kindWords[kind];
  const number = writeQuantity(count);
  if (kind !== 'rw') return { id: `${number} ${counted.id}`, en: `${number} ${counted.en}` };
  const people = writeQuantity(count * peopleInFamily);
  return {
    id: `${number} KK (sekitar ${people} orang)`,
    en: `${number} families (about ${people} people)`,
  };
}

/** `sampai Senin, 12 Maret 2029`; of a letter without an end, that it has none. */
export const untilLabel = (ends: string | undefined): Label =>
  ends === undefined
    ? { id: 'tanpa batas waktu', en: 'without an end' }
    : { id: `sampai ${writeDate(ends, 'id')}`, en: `until ${writeDate(ends, 'en')}` };

/** `nomor 45 Tahun 2024, Selasa, 12 Maret 2024`; of a letter that follows, that it does. */
export function writtenLetter(number: string | undefined, dated: string | undefined): Label {
  if (number === undefined)
    return { id: 'nomor dan tanggal menyusul', en: 'number and date to follow' };
  const on = (language: 'id' | 'en') => (dated ? `, ${writeDate(dated, language)}` : '');
  return { id: `nomor ${number}${on('id')}`, en: `number ${number}${on('en')}` };
}

/** Who checks a claim, as people read it: `petugas Kelurahan Pulo Gadung`, or of Dinas Sosial. */
export function officerLabel(kind: PlaceKind, kelurahan: string): Label {
  return kind === 'rw'
    ? { id: `petugas Kelurahan ${kelurahan}`, en: `staff of Kelurahan ${kelurahan}` }
    : { id: 'petugas Dinas Sosial', en: 'staff of the Social Office (Dinas Sosial)' };
}

/** The day so many years later: 12 March 2024 and 5 → 12 March 2029; a 29 February that there is not is the 28th. */
export function yearsLater(day: Date, years: number): Date {
  const later = new Date(day);
  later.setUTCFullYear(day.getUTCFullYear() + years);
  if (later.getUTCDate() !== day.getUTCDate()) later.setUTCDate(0);
  return later;
}
