import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';
import { audienceShape } from './rules.ts';
import { sampleOf, textFor, wordsFor } from './told.ts';

/** As everybody will see it in each of its languages, on the admin's own telephone: their name in it, and the place of somebody of the audience. */
export const tryOut = defineAction({
  name: 'announcement.try',
  says: 'Sends the draft of an announcement to its admin alone.',
  needs: z.object({ draft: shapes.text() }),
  ends: {
    /** `both` is a list of one or none: it is in two languages, a message for each. */
    sent: z.object({ both: z.array(z.object({})) }),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { draft: '019ab000-0000-7000-8000-000000000001' },
  async run({ draft }, { records, chat, question, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const row = await records.db.announcement.findFirst({
      where: { id: draft, state: 'draft', createdById: desk.person.id },
      include: { corrects: true },
    });
    if (!row) return { end: 'gone', gives: {} };
    const person = desk.person.id;
    const audience = audienceShape.parse(row.audience);
    const sample = (await sampleOf(records, audience, now)) ?? person;
    const { nama } = await wordsFor(records, audience, person, now);
    const words = { ...(await wordsFor(records, audience, sample, now)), nama };
    const languages = row.textEn === null ? (['id'] as const) : (['id', 'en'] as const);
    for (const [index, language] of languages.entries())
      await records.notify({
        cause: { kind: 'announcement-try', id: `${draft}:${question}` },
        person,
        part: index + 1,
        notice: 'announcement-try',
        args: { text: textFor(row, words, language) },
      });
    await audit(records, {
      actor: { as: 'admin', person },
      what: 'announcement.tried',
      on: { kind: 'announcement', id: draft },
      at: now,
    });
    return { end: 'sent', gives: { both: languages.length > 1 ? [{}] : [] } };
  },
});
