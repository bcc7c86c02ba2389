import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';

export const settleReport = defineAction({
  name: 'inquiry.settle-report',
  says: 'Closes a report that an admin has followed up; who gave a name is told.',
  needs: z.object({ report: chosen() }),
  ends: { settled: z.object({}), already: z.object({}), 'not-yours': z.object({}) },
  example: { report: { key: '019ab000-0000-7000-8000-000000000008', label: '1' } },
  async run({ report: id }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const { count } = await records.db.report.updateMany({
      where: { id, settledAt: null },
      data: { settledAt: now, settledById: desk.person.id },
    });
    if (count === 0) return { end: 'already', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    await audit(records, { actor, what: 'report.settled', on: { kind: 'report', id }, at: now });
    const row = await records.db.report.findUniqueOrThrow({ where: { id } });
    if (row.personId !== null)
      await records.notify({
        cause: { kind: 'report-settled', id },
        person: row.personId,
        part: 1,
        notice: 'report-settled',
        args: {},
      });
    return { end: 'settled', gives: {} };
  },
});
