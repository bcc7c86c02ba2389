import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeMoment } from '../../language/moment.ts';
import type { PhotoState } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { writtenDay } from '../programme/rules.ts';
import type { ClaimRow } from './cases.ts';
import { addressOf } from './kept.ts';
import { countedLabel, kindWords, untilLabel, writtenLetter } from './rules.ts';

/** A claim, or an office that lives, as an officer reads it. */
export const seen = z.object({
  who: shapes.text(),
  phone: shapes.phone().optional(),
  letter: shapes.label(),
  /** Who heads such a place: `Ketua RW`. */
  title: shapes.label(),
  /** `nomor 45 Tahun 2024, Selasa, 12 Maret 2024`, or that both are still to come. */
  written: shapes.label(),
  until: shapes.label(),
  photo: shapes.label(),
  counted: shapes.label(),
  address: shapes.label(),
  sent: shapes.moment(),
});

const photos: Record<PhotoState, Label> = {
  none: { id: 'belum ada foto', en: 'no photo yet' },
  awaited: { id: 'foto menyusul', en: 'photo to follow' },
  given: { id: 'ada foto', en: 'with a photo' },
  missing: { id: 'belum ada foto', en: 'no photo yet' },
};

/** A photo that came after the claim says when: an officer who asked for it sees that it is another one. */
function photoLabel({ proof, pictureSentAt, claimedAt }: ClaimRow): Label {
  const { id, en } = photos[proof];
  if (proof !== 'given' || !pictureSentAt || pictureSentAt <= claimedAt) return { id, en };
  const at = (language: 'id' | 'en') => writeMoment(pictureSentAt.toISOString(), language);
  return { id: `${id}, dikirim ${at('id')}`, en: `${en}, sent ${at('en')}` };
}

export function seenOf(records: Records, row: ClaimRow): z.output<typeof seen> {
  const { called, phone } = row.person ? readPerson(records, row.person) : {};
  const { kind } = row.place;
  const address = addressOf(records, row)?.label ?? '-';
  return {
    who: called ?? '?',
    ...(phone !== undefined && { phone }),
    letter: kindWords[kind].letter,
    title: kindWords[kind].head,
    written: writtenLetter(
      row.proofNumber ? records.secrets.open(row.proofNumber) : undefined,
      row.proofDate ? writtenDay(row.proofDate) : undefined,
    ),
    until: row.letterLater
      ? { id: 'belum diketahui', en: 'not known yet' }
      : untilLabel(row.termEndsOn ? writtenDay(row.termEndsOn) : undefined),
    photo: photoLabel(row),
    counted: countedLabel(kind, Number(row.households ?? row.place.households ?? 0)),
    address: typeof address === 'string' ? { id: address, en: address } : address,
    sent: row.claimedAt.toISOString(),
  };
}
