import type { Prisma, PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';

/** What is to be told to somebody: a name in flows/notices.yaml and what its text is filled with. */
export interface NoticeToKeep {
  /** The same cause tells the same person once. */
  cause: { kind: string; id: string };
  person: string;
  part: number;
  notice: string;
  args: Record<string, unknown>;
  /** Where it is told; else wherever the person is reached. */
  chat?: string;
  /** The id of a photo or proof that is shown with it. */
  media?: string;
}

/** A notice in the hands of one process. */
export interface ClaimedNotice {
  id: bigint;
  person: string;
  notice: string;
  /** Opened when it is rendered; throws when it was sealed with another key. */
  args(): Record<string, unknown>;
  media: string | null;
  /** Where it is told; null where it is wherever the person is reached. */
  chat: string | null;
  /** This try counted. */
  tries: number;
  /** Who claimed it. */
  holder: string;
}

/** How a notice ended. `uncertain`: no answer came, several times; it may have been read. `refused`: it cannot be sent. */
export type NoticeEnd = 'sent' | 'gone' | 'refused' | 'uncertain';

/** Who claimed a notice and showed no life for so long (s) has lost it: longer than any send may take. */
const holdSeconds = 60;

/** Writes a notice in the transaction of its cause. */
export async function addNotice(
  db: Prisma.TransactionClient,
  secrets: Secrets,
  { cause, person, part, notice, args, chat, media }: NoticeToKeep,
  now: Date,
): Promise<void> {
  const sealed = secrets.seal(JSON.stringify(args));
  await db.outbox.createMany({
    data: {
      causeKind: cause.kind,
      causeId: cause.id,
      personId: person,
      part,
      notice,
      args: sealed,
      mediaId: media ?? null,
      chat: chat ?? null,
      createdAt: now,
      dueAt: now,
    },
    skipDuplicates: true,
  });
}

/** Who has just said something hears the answer before a notice that came of it, unless that takes longer. */
const answerSeconds = 3;

/**
 * The notice that is due first, in the hands of one process: any number of them share what there is. Undefined
 * when nothing is due. While the operator has halted all sends, only what was asked for goes out: somebody's own data, a photo.
 */
export async function claimNotice(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  secrets: Secrets,
  { holder, now }: { holder: string; now: Date },
): Promise<ClaimedNotice | undefined> {
  const [row] = await prisma.$queryRaw<ClaimedRow[]>`
    UPDATE outbox SET state = 'sending', holder = ${holder}, tries = tries + 1,
      held_until = clock_timestamp() + make_interval(secs => ${holdSeconds})
    WHERE id = (
      SELECT id FROM outbox
      WHERE (chat IS NOT NULL OR media_id IS NOT NULL OR NOT EXISTS (SELECT FROM stop WHERE what = 'sends')) AND ((state = 'waiting' AND due_at <= ${now} AND NOT (
              due_at > ${now}::timestamptz - make_interval(secs => ${answerSeconds}) AND EXISTS (
                SELECT FROM address JOIN turn ON turn.chat = address.chat AND turn.said_at IS NULL
                WHERE address.person_id = outbox.person_id)))
         OR (state = 'sending' AND held_until < clock_timestamp()))
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, person_id AS person, notice, args, media_id AS media, chat, tries`;
  if (!row) return undefined;
  const args = () => JSON.parse(secrets.open(row.args)) as Record<string, unknown>;
  return { ...row, holder, args };
}

interface ClaimedRow {
  id: bigint;
  person: string;
  notice: string;
  args: Uint8Array;
  media: string | null;
  chat: string | null;
  tries: number;
}

/** Whether the same person is about to be told something more. */
export async function isToldMore(
  prisma: PrismaClient,
  { person }: ClaimedNotice,
  now: Date,
): Promise<boolean> {
  const due = [{ state: 'sending' }, { state: 'waiting', dueAt: { lte: now } }];
  return (await prisma.outbox.findFirst({ where: { personId: person, OR: due } })) !== null;
}

/** Closes a notice, for as long as it is in this process's hands. */
export async function endNotice(
  prisma: PrismaClient,
  { id, holder }: ClaimedNotice,
  end: NoticeEnd,
): Promise<void> {
  await prisma.outbox.updateMany({
    where: { id, state: 'sending', holder },
    data: { state: end, sentAt: new Date(), holder: null, heldUntil: null },
  });
}

/** Gives a notice back, to be sent then. Where its channel held it back, however often, that was no try. */
export async function postponeNotice(
  prisma: PrismaClient,
  { id, holder, tries }: ClaimedNotice,
  { dueAt, isHeld = false }: { dueAt: Date; isHeld?: boolean },
): Promise<void> {
  await prisma.outbox.updateMany({
    where: { id, state: 'sending', holder },
    data: {
      state: 'waiting',
      dueAt,
      holder: null,
      heldUntil: null,
      ...(isHeld && { tries: tries - 1 }),
    },
  });
}

/** Notices that could go out by now. */
export async function noticesOwed(prisma: PrismaClient, now: Date): Promise<number> {
  const isHalted = (await prisma.stop.count({ where: { what: 'sends' } })) > 0;
  return prisma.outbox.count({
    where: {
      state: { in: ['waiting', 'sending'] },
      dueAt: { lte: now },
      ...(isHalted && { OR: [{ chat: { not: null } }, { mediaId: { not: null } }] }),
    },
  });
}
