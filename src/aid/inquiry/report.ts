import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { admins } from '../staff/desk.ts';
import { longest, shortest } from './rules.ts';

/**
 * Nothing of it is told to a head or a donor, and no audit line names the reporter: who wants to stay unknown
 * is known to nobody, and only a keyed hash tells two deliveries of one answer.
 */
export const report = defineAction({
  name: 'inquiry.report',
  says: 'Keeps a report that money was asked for aid; only admins read it.',
  needs: z.object({
    text: z.string().min(shortest).max(longest),
    /** `named` where admins may know who reports it. */
    named: chosen(),
  }),
  ends: {
    /** The admins may ask back. */
    named: z.object({}),
    nameless: z.object({}),
  },
  creates: true,
  example: { text: 'Di RW 3 diminta 50 ribu', named: { key: 'nameless', label: 'Tanpa nama' } },
  async run({ text, named }, { records, chat, question, now }) {
    const person = named === 'named' ? await speakerOf(records, chat) : undefined;
    const made = await records.db.report.createManyAndReturn({
      data: {
        story: records.secrets.seal(text),
        reportedAt: now,
        personId: person?.id ?? null,
        once: records.secrets.hash(`report ${chat} ${question}`),
      },
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of made) {
      for (const admin of await admins(records, now))
        await records.notify({
          cause: { kind: 'report', id },
          person: admin,
          part: 1,
          notice: 'report-to-admin',
          args: {},
        });
    }
    return { end: person ? 'named' : 'nameless', gives: {} };
  },
});
