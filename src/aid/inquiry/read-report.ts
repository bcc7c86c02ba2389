import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { readPerson } from '../person/records.ts';
import { deskOf } from '../staff/desk.ts';

export const readReport = defineAction({
  name: 'inquiry.read-report',
  says: 'Shows an admin a report, and keeps that they looked.',
  needs: z.object({ report: chosen() }),
  ends: {
    named: z.object({
      text: shapes.text(),
      reporter: shapes.text(),
      phone: shapes.phone().optional(),
    }),
    nameless: z.object({ text: shapes.text() }),
    /** Settled meanwhile, or the person is no admin. */
    gone: z.object({}),
  },
  example: { report: { key: '019ab000-0000-7000-8000-000000000008', label: '1' } },
  async run({ report: id }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const row = desk?.isAdmin
      ? await records.db.report.findUnique({ where: { id }, include: { person: true } })
      : null;
    if (!desk || !row || row.settledAt) return { end: 'gone', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    await audit(records, { actor, what: 'report.seen', on: { kind: 'report', id }, at: now });
    const text = records.secrets.open(row.story);
    if (!row.person) return { end: 'nameless', gives: { text } };
    const { called, phone } = readPerson(records, row.person);
    return {
      end: 'named',
      gives: { text, reporter: called ?? '-', ...(phone !== undefined && { phone }) },
    };
  },
});
