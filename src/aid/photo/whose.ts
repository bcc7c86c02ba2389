import type { Records } from '../action.ts';
import type { Whose } from '../media/records.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';

/** Whom a photo is awaited from, and for which place: `{ person, place: 'RW 03 Pulo Gadung' }`. */
export interface Wanted {
  whose: Whose;
  person: string;
  place: string;
}

const ofHandover = { place: { include: withKelurahan } } as const;

/** Undefined once its person was erased. */
export async function wantedFor({ db }: Records, whose: Whose): Promise<Wanted | undefined> {
  if ('headship' in whose) {
    const row = await db.headship.findUnique({
      where: { id: whose.headship },
      include: { place: { include: withKelurahan } },
    });
    return row?.personId
      ? { whose, person: row.personId, place: labelOfPlace(row.place) }
      : undefined;
  }
  const row = await db.handover.findUnique({ where: { id: whose.handover }, include: ofHandover });
  return row?.recordedById
    ? { whose, person: row.recordedById, place: labelOfPlace(row.place) }
    : undefined;
}
