import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import type { PhotoState } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { writtenDay } from '../programme/rules.ts';
import type { ClaimRow } from './cases.ts';
import { addressOf } from './kept.ts';
import { countedLabel, kindWords, untilLabel } from './rules.ts';

/** A claim, or an office that lives, as an officer reads it. */
export const seen = z.object({
  who: shapes.text(),
  phone: shapes.phone().optional(),
  letter: shapes.label(),
  number: shapes.text(),
  dated: shapes.date().optional(),
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

export function seenOf(records: Records, row: ClaimRow): z.output<typeof seen> {
  const { called, phone } = row.person ? readPerson(records, row.person) : {};
  const { kind } = row.place;
  const address = addressOf(records, row)?.label ?? '-';
  return {
    who: called ?? '?',
    ...(phone !== undefined && { phone }),
    letter: kindWords[kind].letter,
    number: row.proofNumber ? records.secrets.open(row.proofNumber) : '-',
    ...(row.proofDate && { dated: writtenDay(row.proofDate) }),
    until: untilLabel(row.termEndsOn ? writtenDay(row.termEndsOn) : undefined),
    photo: photos[row.proof],
    counted: countedLabel(kind, Number(row.households ?? row.place.households ?? 0)),
    address: typeof address === 'string' ? { id: address, en: address } : address,
    sent: row.claimedAt.toISOString(),
  };
}
