import type { PrismaClient } from './generated/client.ts';
import { Prisma } from './generated/client.ts';

/** One person's part of an announcement, in the hands of one process. */
export interface ClaimedRecipient {
  id: bigint;
  announcement: string;
  person: string;
  /** Sealed, with the language that they speak; none when the address is gone. */
  account: Uint8Array | null;
  language: 'id' | 'en';
  /** This try counted. */
  tries: number;
}

export type RecipientEnd = 'sent' | 'blocked' | 'failed' | 'uncertain';
type ChannelName = 'simulator' | 'telegram' | 'whatsapp';

/** Who claimed one and showed no life for so long (s) has lost it: longer than any send may take. */
const holdSeconds = 30;

/** Whose turn it is, of those whom announcements wait to be said to. */
export interface Due {
  channel: ChannelName;
  now: Date;
  /** Not in the quiet hours. */
  awake: boolean;
  /** WhatsApp's people who were silent for so long get it when they write again. */
  silentDays: number;
}

/** Looked at anew each time, so that a pause, a stop or the operator's halt of all sends counts from the next one on. */
const due = ({ channel, now, awake, silentDays }: Due) => Prisma.sql`
  FROM recipient r
  JOIN announcement a ON a.id = r.announcement_id
  LEFT JOIN person p ON p.id = r.person_id
  LEFT JOIN address x ON x.id = r.address_id
  WHERE r.state = 'waiting' AND r.channel = ${channel}::channel AND r.due_at <= ${now}
    AND NOT EXISTS (SELECT FROM stop WHERE what = 'sends')
    AND a.state = 'sending' AND (${awake} OR a.urgent IS NOT NULL) ${
      channel === 'whatsapp'
        ? Prisma.sql`AND coalesce(x.heard_at, x.created_at) > ${now}::timestamptz - make_interval(days => ${silentDays})`
        : Prisma.empty
    }`;

/** Whether anybody is to be told something through this channel now. */
export async function isAnybodyDue(prisma: PrismaClient, whose: Due): Promise<boolean> {
  const [row] = await prisma.$queryRaw<
    { is: boolean }[]
  >`SELECT EXISTS (SELECT ${due(whose)}) AS is`;
  return row?.is ?? false;
}

/**
 * The next one of announcements that are being sent through this channel, to be given to it at once: what a dead process had
 * claimed may have been read, and is not said again. Who wants none any more, cannot be reached or is not served is passed over.
 */
export async function claimRecipient(
  prisma: PrismaClient,
  { holder, ...whose }: Due & { holder: string },
): Promise<ClaimedRecipient | undefined> {
  for (;;) {
    const [row] = await prisma.$queryRaw<(ClaimedRecipient & { state: string })[]>`
      WITH next AS (
        SELECT r.id, x.account, x.language::text AS language,
          CASE WHEN p.quiet_at IS NOT NULL THEN 'quiet' WHEN x.id IS NULL THEN 'unreachable'
            WHEN EXISTS (SELECT FROM blocked b WHERE b.chat = x.chat OR b.person_id = r.person_id) THEN 'unserved' END AS why
        ${due(whose)} ORDER BY r.due_at, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED)
      UPDATE recipient r SET
        state = (CASE WHEN next.why IS NULL THEN 'sending' ELSE 'skipped' END)::recipient_state,
        why = next.why, tries = r.tries + 1, holder = ${holder},
        held_until = clock_timestamp() + make_interval(secs => ${holdSeconds}),
        ended_at = CASE WHEN next.why IS NULL THEN NULL ELSE ${whose.now}::timestamptz END
      FROM next WHERE r.id = next.id
      RETURNING r.id, r.announcement_id AS announcement, r.person_id AS person, next.account, next.language, r.tries, r.state::text AS state`;
    if (row?.state !== 'skipped') return row;
  }
}

/** Closes one, for as long as it is in this process's hands. */
export async function endRecipient(
  prisma: PrismaClient,
  { id }: ClaimedRecipient,
  { holder, end, now }: { holder: string; end: RecipientEnd; now: Date },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient SET state = ${end}::recipient_state, ended_at = ${now}, holder = NULL, held_until = NULL
    WHERE id = ${id} AND state = 'sending' AND holder = ${holder}`;
}

/** Gives one back that the channel certainly did not take; one that it only held back has all its tries left. */
export async function giveBackRecipient(
  prisma: PrismaClient,
  { id }: ClaimedRecipient,
  { holder, tried, dueAt }: { holder: string; tried: boolean; dueAt: Date },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient SET state = 'waiting', due_at = ${dueAt}, tries = tries - ${tried ? 0 : 1}, holder = NULL, held_until = NULL
    WHERE id = ${id} AND state = 'sending' AND holder = ${holder}`;
}
