import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { speakerOf } from '../person/records.ts';
import { pledgedBy } from '../pledge/records.ts';
import { donorName, raiseHandover, withCase } from './cases.ts';
import { receiptChoices, receiptOf } from './records.ts';

/** A receipt may be seen otherwise for so many days. */
const disputeDays = 30;

/** What heads have counted of this person's promises, not so long ago, and nobody has disputed. */
const disputable = (person: string, now: Date): Prisma.HandoverWhereInput => ({
  OR: [
    { allocation: { pledge: pledgedBy(person) } },
    { beyond: { allocation: { pledge: pledgedBy(person) } } },
  ],
  state: { not: 'rejected' },
  disputedAt: null,
  recordedAt: { gte: new Date(now.getTime() - disputeDays * 24 * 3600_000) },
});

export const received = defineAction({
  name: 'handover.received',
  says: 'What heads have counted of the promises of a donor, the newest first.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    const rows = person
      ? await records.db.handover.findMany({
          where: disputable(person.id, now),
          orderBy: { recordedAt: 'desc' },
          take: 20,
        })
      : [];
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = await receiptChoices(records, rows);
    return { end: 'list', gives: { items } };
  },
});

/** Both records are kept side by side; the receipt changes only when an officer has looked at both. */
export const dispute = defineAction({
  name: 'handover.dispute',
  says: 'Keeps what the donor has on record beside what the head counted; an officer looks at both.',
  needs: z.object({ handover: chosen(), note: z.string().min(2).max(500) }),
  ends: {
    noted: z.object({
      number: shapes.text(),
      place: shapes.text(),
      donor: shapes.text(),
      came: shapes.quantity(),
      promised: shapes.quantity(),
      skpd: shapes.text(),
    }),
    /** Not theirs, or noted before. */
    unknown: z.object({}),
  },
  example: {
    handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' },
    note: 'Truk kami membawa 100',
  },
  async run({ handover: id, note }, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unknown', gives: {} };
    await records.db.$queryRaw`SELECT 1 FROM handover WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const { count } = await records.db.handover.updateMany({
      where: { id, ...disputable(person.id, now) },
      data: { dispute: records.secrets.seal(note), disputedAt: now, judgedAt: null },
    });
    if (count === 0) return { end: 'unknown', gives: {} };
    const actor = { as: 'donor', person: person.id } as const;
    await audit(records, {
      actor,
      what: 'handover.disputed',
      on: { kind: 'handover', id },
      at: now,
    });
    await raiseHandover(records, id, now);
    return { end: 'noted', gives: await standing(records, id) };
  },
});

async function standing(records: Records, id: string) {
  const row = await records.db.handover.findUniqueOrThrow({ where: { id }, include: withCase });
  const { number, place, came, promised } = await receiptOf(records, id);
  const field = await records.db.field.findUniqueOrThrow({ where: { key: row.package.fieldKey } });
  const [skpd = field.skpd] = field.skpd.split(',');
  return { number, place, came, promised, donor: donorName(records, row) ?? '', skpd };
}
