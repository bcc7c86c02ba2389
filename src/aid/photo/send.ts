import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { receiveMedia, sentFile, type Whose } from '../media/records.ts';
import { speakerOf } from '../person/records.ts';
import { raiseClaim } from '../place/cases.ts';
import { open, whoseOf } from './waiting.ts';
import { wantedFor } from './whose.ts';

/** A photo that was sent later. Only who recorded the hand-over, or claims the headship, can send it. */
export const send = defineAction({
  name: 'photo.send',
  says: 'Takes a photo that somebody had said would come later.',
  needs: z.object({ whose: chosen(), photo: sentFile() }),
  ends: {
    sent: z.object({
      place: shapes.text(),
      /** A list of one or none: what else an officer waits for, which the photo does not answer. */
      still: z.array(z.object({ words: shapes.text() })),
    }),
    /** Not theirs, or nothing is awaited any more. */
    gone: z.object({}),
  },
  creates: true,
  example: {
    whose: { key: 'g.019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' },
    photo: { kind: 'photo', file: 'AgACAgUAAxkBAAIB' },
  },
  async run({ whose: key, photo }, context) {
    const { records, chat, question } = context;
    const person = await speakerOf(records, chat);
    const whose = whoseOf(key);
    if (!person || !whose) return { end: 'gone', gives: {} };
    const made = await records.db.media.findUnique({
      where: { chat_question: { chat, question } },
      select: { id: true },
    });
    if (!made && !(await isAwaited(records, whose, person.id))) return { end: 'gone', gives: {} };
    await receiveMedia(context, { whose, file: photo, by: person.id });
    if ('headship' in whose) await tellOfficers(context, whose.headship);
    const wanted = await wantedFor(records, whose);
    const still = 'headship' in whose ? await stillAsked(context, whose.headship) : [];
    return { end: 'sent', gives: { place: wanted?.place ?? '', still } };
  },
});

/** What an officer has asked for has come: they look again. */
async function tellOfficers({ records, now }: ActionContext<Records>, id: string): Promise<void> {
  const asked = { id, askedAt: { not: null } };
  if ((await records.db.headship.count({ where: asked })) > 0) await raiseClaim(records, id, now);
}

async function stillAsked({ records }: ActionContext<Records>, id: string) {
  const row = await records.db.headship.findUnique({ where: { id } });
  if (row?.letterLater) return [{ words: 'nomor dan tanggal surat' }];
  return row?.askedAt && !row.askedPhoto && row.reason ? [{ words: row.reason }] : [];
}

/** Locked until the transaction ends: of two photos sent at once the second finds nothing awaited. */
async function isAwaited({ db }: Records, whose: Whose, person: string): Promise<boolean> {
  if ('headship' in whose) {
    await db.$queryRaw`SELECT 1 FROM headship WHERE id = ${whose.headship}::uuid FOR NO KEY UPDATE`;
    return (
      (await db.headship.count({
        where: { id: whose.headship, personId: person, proof: { in: [...open] }, state: 'claimed' },
      })) > 0
    );
  }
  await db.$queryRaw`SELECT 1 FROM handover WHERE id = ${whose.handover}::uuid FOR NO KEY UPDATE`;
  return (
    (await db.handover.count({
      where: { id: whose.handover, recordedById: person, photo: { in: [...open] } },
    })) > 0
  );
}
