import { z } from 'zod';
import type { ActionContext } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import { quietHours } from '../programme/records.ts';
import { photoTimes } from './rules.ts';

/** The answer of `ask: photo` or `ask: document`, as a verb takes it: `photo: sentFile().optional()`. */
export const sentFile = () =>
  z.object({ kind: z.enum(['photo', 'document']), file: z.string().min(1).max(400) });

export type SentFile = z.output<ReturnType<typeof sentFile>>;

/** What a photo belongs to: the proof of a headship, or the goods of a hand-over. */
export type Whose = { headship: string } | { handover: string };

export const whoseRow = (whose: Whose) =>
  'headship' in whose ? { headshipId: whose.headship } : { handoverId: whose.handover };

/**
 * Notes, in the transaction of a turn, that a file was sent as the answer to its question: it is fetched
 * afterwards, looked at, and kept or refused. Said again, it is the same one. Gives its id. Throws where the
 * same answer already brought a file for something else: it would be lost.
 */
export async function receiveMedia(
  { records, chat, question, now, address }: ActionContext<Records>,
  { whose, file, by }: { whose: Whose; file: SentFile; by: string },
): Promise<string> {
  const { db, secrets } = records;
  const key = { chat_question: { chat, question } };
  const made = await db.media.findUnique({ where: key });
  if (made) {
    const isSame =
      'headship' in whose ? made.headshipId === whose.headship : made.handoverId === whose.handover;
    if (!isSame) throw new Error('One answer brings one file: ask for the second one by itself.');
    return made.id;
  }
  const { id } = await db.media.create({
    data: {
      ...whoseRow(whose),
      kind: 'headship' in whose ? 'proof' : 'goods',
      sentById: by,
      sentAt: now,
      dueAt: now,
      channel: address.channel,
      file: secrets.seal(file.file),
      chat,
      question,
    },
    select: { id: true },
  });
  await setPhoto(records, whose, 'given');
  return id;
}

/** *Foto nanti*: it is awaited from now on, with one reminder, and counts as missing after 24 hours. */
export async function awaitPhoto(records: Records, whose: Whose, now: Date): Promise<void> {
  const hours = await quietHours(records, now);
  const { remind, missing } = photoTimes(now, hours);
  const [kind, subject] =
    'headship' in whose ? ['proof', whose.headship] : ['goods', whose.handover];
  await setPhoto(records, whose, 'awaited');
  await setTimer(records.db, { kind: `media.remind-${kind}`, subject, step: 1 }, remind);
  await setTimer(records.db, { kind: `media.missing-${kind}`, subject, step: 1 }, missing);
}

export async function setPhoto(
  { db }: Records,
  whose: Whose,
  photo: Prisma.HandoverModel['photo'],
  /** Only where it is this now. */
  from?: Prisma.HandoverModel['photo'],
): Promise<boolean> {
  const { count } =
    'headship' in whose
      ? await db.headship.updateMany({
          where: { id: whose.headship, ...(from && { proof: from }) },
          data: { proof: photo },
        })
      : await db.handover.updateMany({
          where: { id: whose.handover, ...(from && { photo: from }) },
          data: { photo },
        });
  return count === 1;
}

/** What was sent for it, the newest first: `state` says whether it can be opened. */
export async function mediaOf({ db }: Records, whose: Whose) {
  return db.media.findMany({
    where: whoseRow(whose),
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    select: { id: true, state: true, refusal: true, mime: true, sentAt: true, sentById: true },
  });
}
