import type { ChannelName, Shown } from '../chat/message.ts';
import type { MediaKind, MediaRefusal, Prisma, PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';

/** A file that was sent and is not here yet, in the hands of one process. */
export interface ClaimedMedia {
  id: string;
  kind: MediaKind;
  channel: ChannelName;
  sentAt: Date;
  /** The channel's own reference. Throws when it was sealed with another key. */
  file(): string;
  /** This try counted. */
  tries: number;
  /** Its sender has sent more than is taken of one person: it is not fetched. */
  tooMany: boolean;
  holder: string;
}

/** Files of one person in 24 hours, and bytes of one person that are kept: more is asked for again another day. */
const mostADay = 30;
const mostBytes = 100 * 1024 ** 2;

/** How the way in ended: what is kept, or why nothing is. */
export type MediaEnd =
  | { state: 'kept'; mime: string; bytes: Uint8Array }
  | { state: 'refused'; refusal: MediaRefusal };

/** Who claimed a file and showed no life for so long (s) has lost it: longer than a fetch and a look may take. */
const holdSeconds = 120;

/** The file that is due first; any number of processes share what there is. Undefined when nothing is due. */
export async function claimMedia(
  prisma: PrismaClient,
  secrets: Secrets,
  { holder, now }: { holder: string; now: Date },
): Promise<ClaimedMedia | undefined> {
  const [row] = await prisma.$queryRaw<ClaimedRow[]>`
    UPDATE media SET holder = ${holder}, tries = tries + 1,
      held_until = clock_timestamp() + make_interval(secs => ${holdSeconds})
    WHERE id = (
      SELECT id FROM media
      WHERE state = 'awaited' AND due_at <= ${now} AND (holder IS NULL OR held_until < clock_timestamp())
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, channel, sent_at AS "sentAt", file, tries, (
      SELECT count(*) FILTER (WHERE o.sent_at > media.sent_at - interval '24 hours'
                                AND (o.sent_at, o.id) < (media.sent_at, media.id)) >= ${mostADay}
          OR coalesce(sum(o.size) FILTER (WHERE o.state = 'kept'), 0) >= ${mostBytes}
      FROM media o WHERE o.sent_by = media.sent_by) AS "tooMany"`;
  return row && { ...row, holder, file: () => secrets.open(row.file) };
}

type ClaimedRow = Omit<ClaimedMedia, 'file' | 'holder'> & { file: Uint8Array };

/**
 * Ends the way in, for as long as the file is in this process's hands, in one transaction with what follows
 * from it. False when it is no longer: another process ended it, or it was erased.
 */
export async function endMedia(
  prisma: PrismaClient,
  secrets: Secrets,
  { id, holder }: ClaimedMedia,
  { end, now }: { end: MediaEnd; now: Date },
  follow: (db: Prisma.TransactionClient) => Promise<void>,
): Promise<boolean> {
  const ended =
    end.state === 'kept'
      ? { mime: end.mime, size: end.bytes.length, content: secrets.sealBytes(end.bytes) }
      : { refusal: end.refusal };
  return prisma.$transaction(
    async (db) => {
      const { count } = await db.media.updateMany({
        where: { id, holder, state: 'awaited' },
        data: {
          ...ended,
          state: end.state,
          endedAt: now,
          file: null,
          holder: null,
          heldUntil: null,
        },
      });
      if (count === 1) await follow(db);
      return count === 1;
    },
    { maxWait: 10_000, timeout: 15_000 },
  );
}

/** Gives a file back, to be fetched then. */
export async function postponeMedia(
  prisma: PrismaClient,
  { id, holder }: ClaimedMedia,
  dueAt: Date,
): Promise<void> {
  await prisma.media.updateMany({
    where: { id, holder, state: 'awaited' },
    data: { dueAt, holder: null, heldUntil: null },
  });
}

/** What is kept under this id, opened, to be shown. Undefined where nothing is: erased, refused, not here yet. */
export async function readMedia(
  db: Prisma.TransactionClient,
  secrets: Secrets,
  id: string,
): Promise<Shown | undefined> {
  const row = await db.media.findUnique({ where: { id, state: 'kept' } });
  if (!row?.content || row.mime === null) return undefined;
  const isPhoto = row.mime === 'image/jpeg';
  const named = row.kind === 'proof' ? 'bukti' : 'barang';
  return {
    kind: isPhoto ? 'photo' : 'document',
    mime: row.mime,
    name: `${named}.${isPhoto ? 'jpg' : 'pdf'}`,
    bytes: secrets.openBytes(row.content),
  };
}
