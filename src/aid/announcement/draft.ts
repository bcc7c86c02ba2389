import { z } from 'zod';
import type { ChannelName } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { quietHours } from '../programme/records.ts';
import { deskOf } from '../staff/desk.ts';
import { preview, previewOf } from './preview.ts';
import {
  type Audience,
  audienceShape,
  longestText,
  numberOf,
  strangePlaceholder,
  versionOf,
} from './rules.ts';
import { samples } from './samples.ts';

const kept = z.object({
  draft: shapes.text(),
  /** Which text of it this is. */
  version: shapes.text(),
  number: shapes.text(),
  ...preview,
  /** When people rest: `21.00–07.00` */
  quiet: shapes.text(),
  /** Which language it lacks. */
  missing: z.array(z.object({ language: shapes.label() })),
});

export const draft = defineAction({
  name: 'announcement.draft',
  says: 'Keeps the text of an announcement, checks what stands in braces, and shows it as one of the audience sees it, on each channel.',
  needs: z.object({
    audience: audienceShape,
    /** A text to begin from; what was typed since takes its place. */
    sample: chosen().optional(),
    text: z.string().optional(),
    english: z.string().optional(),
    /** What stands in braces and is nearly one that is known is put right. */
    mend: chosen().optional(),
  }),
  ends: {
    shown: kept,
    strange: z.object({ wrong: shapes.text(), near: shapes.text() }),
    /** In braces, and like nothing that is known. */
    unknown: z.object({ wrong: shapes.text() }),
    'too-long': z.object({ most: shapes.quantity(), length: shapes.quantity() }),
    /** Of neither a sample nor a text of their own. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: { audience: { who: 'rw', area: '31.75' }, text: '{nama}, tahap 1 dibuka.' },
  async run({ audience, sample, text, english, mend }, { records, chat, question, address, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const typed = text ?? samples[sample ?? '']?.text;
    if (typed === undefined) return { end: 'gone', gives: {} };
    const mended = (said: string) => (mend === undefined ? said : mendedText(said, audience));
    const textId = mended(typed).trim();
    const textEn = english === undefined ? null : mended(english).trim();
    for (const said of [textId, textEn ?? '']) {
      if (said.length > longestText)
        return { end: 'too-long', gives: { most: longestText, length: said.length } };
      const strange = strangePlaceholder(said, audience.who);
      if (strange?.near) return { end: 'strange', gives: { ...strange, near: strange.near } };
      if (strange) return { end: 'unknown', gives: { wrong: strange.wrong } };
    }
    const { db } = records;
    const said = {
      textId,
      textEn,
      audience,
      correctsId: audience.corrects ?? null,
      changedAt: now,
    };
    // One at a time: what is written anew keeps its number, also after *Ubah teks*.
    const own = { createdById: desk.person.id, state: 'draft' } as const;
    await db.$queryRaw`SELECT 1 FROM person WHERE id = ${desk.person.id}::uuid FOR NO KEY UPDATE`;
    const open = await db.announcement.findFirst({ where: own });
    const made = open
      ? await db.announcement.update({ where: { id: open.id }, data: said })
      : await db.announcement.upsert({
          where: { chat_question: { chat, question } },
          create: { ...said, ...own, chat, question, createdAt: now },
          update: {},
        });
    // What is shown names somebody of the audience.
    await audit(records, {
      actor: { as: 'admin', person: desk.person.id },
      what: 'announcement.drafted',
      on: { kind: 'announcement', id: made.id },
      at: now,
    });
    return { end: 'shown', gives: await shown(records, made.id, { seenOn: address.channel, now }) };
  },
});

/** `{nma}` becomes `{nama}`, each one in turn. */
function mendedText(text: string, { who }: Audience): string {
  let mended = text;
  for (let strange = strangePlaceholder(mended, who); strange?.near; ) {
    mended = mended.replaceAll(strange.wrong, strange.near);
    strange = strangePlaceholder(mended, who);
  }
  return mended;
}

/** `21` → `21.00` */
const onTheHour = (hour: number): string => `${String(hour).padStart(2, '0')}.00`;

async function shown(records: Records, id: string, at: { seenOn: ChannelName; now: Date }) {
  const row = await records.db.announcement.findUniqueOrThrow({
    where: { id },
    include: { corrects: true },
  });
  const { quietFromHour, quietUntilHour } = await quietHours(records, at.now);
  return {
    draft: id,
    version: versionOf(row),
    number: numberOf(row),
    ...(await previewOf(records, row, at)),
    quiet: `${onTheHour(quietFromHour)}–${onTheHour(quietUntilHour)}`,
    missing: row.textEn === null ? [{ language: { id: 'Indonesia', en: 'Indonesian' } }] : [],
  };
}
