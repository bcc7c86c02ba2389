import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';
import { answersAs, askerOf, withAsker } from './cases.ts';

/** A question that still waits, held until the transaction ends, with the part in which this desk answers it. */
export async function heldInquiry(
  records: Records,
  id: string,
  { chat, now }: { chat: string; now: Date },
) {
  const desk = await deskOf(records, chat, now);
  if (!desk) return undefined;
  await records.db.$queryRaw`SELECT 1 FROM inquiry WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await records.db.inquiry.findUnique({ where: { id }, include: withAsker });
  const as = row && answersAs(desk, row);
  return row && as ? { row, desk, as } : undefined;
}

export const look = defineAction({
  name: 'inquiry.look',
  says: 'Shows an officer a question, and keeps that they looked.',
  needs: z.object({ inquiry: chosen() }),
  ends: {
    shown: z.object({ asker: shapes.text(), text: shapes.text(), about: shapes.label() }),
    /** Answered meanwhile, or not theirs. */
    gone: z.object({}),
  },
  example: { inquiry: { key: '019ab000-0000-7000-8000-000000000009', label: 'Bu Ani' } },
  async run({ inquiry: id }, { records, chat, now }) {
    const held = await heldInquiry(records, id, { chat, now });
    if (!held || held.row.answeredAt) return { end: 'gone', gives: {} };
    const { row, desk, as } = held;
    const actor = { as, person: desk.person.id };
    await audit(records, { actor, what: 'inquiry.seen', on: { kind: 'inquiry', id }, at: now });
    const other = { id: 'Lainnya', en: 'Something else' };
    const field = row.field && { id: row.field.nameId, en: row.field.nameEn };
    const area = row.area && { id: `Kelurahan ${row.area.name}`, en: `Kelurahan ${row.area.name}` };
    return {
      end: 'shown',
      gives: {
        asker: askerOf(records, row),
        text: records.secrets.open(row.question),
        about: field ?? area ?? other,
      },
    };
  },
});
