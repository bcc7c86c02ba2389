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

/**
 * The next people of announcements that are being sent through this channel. It is looked at anew each time whether it may go
 * on, so that a pause, a stop, a *berhenti* or the operator's halt of all sends counts from the next claim on; who wants none any more is passed over.
 */
export async function claimRecipients(
  prisma: PrismaClient,
  {
    channel,
    most,
    holder,
    now,
    awake,
    silentDays,
  }: {
    channel: ChannelName;
    most: number;
    holder: string;
    now: Date;
    /** Not in the quiet hours. */
    awake: boolean;
    /** WhatsApp's people who were silent for so long get it when they write again. */
    silentDays: number;
  },
): Promise<ClaimedRecipient[]> {
  const heard =
    channel === 'whatsapp'
      ? Prisma.sql`AND coalesce(x.heard_at, x.created_at) > ${now}::timestamptz - make_interval(days => ${silentDays})`
      : Prisma.empty;
  const rows = await prisma.$queryRaw<(ClaimedRecipient & { state: string })[]>`
    WITH next AS (
      SELECT r.id, x.account, x.language::text AS language,
        CASE WHEN p.quiet_at IS NOT NULL THEN 'quiet' WHEN x.id IS NULL THEN 'unreachable'
          WHEN EXISTS (SELECT FROM blocked b WHERE b.chat = x.chat OR b.person_id = r.person_id) THEN 'unserved' END AS why
      FROM recipient r
      JOIN announcement a ON a.id = r.announcement_id
      LEFT JOIN person p ON p.id = r.person_id
      LEFT JOIN address x ON x.id = r.address_id
      WHERE r.state = 'waiting' AND r.channel = ${channel}::channel AND r.due_at <= ${now}
        AND NOT EXISTS (SELECT FROM stop WHERE what = 'sends')
        AND a.state = 'sending' AND (${awake} OR a.urgent IS NOT NULL) ${heard}
      ORDER BY r.due_at, r.id LIMIT ${most} FOR UPDATE OF r SKIP LOCKED)
    UPDATE recipient r SET
      state = (CASE WHEN next.why IS NULL THEN 'sending' ELSE 'skipped' END)::recipient_state,
      why = next.why, tries = r.tries + 1, holder = ${holder},
      held_until = clock_timestamp() + make_interval(secs => ${holdSeconds}),
      ended_at = CASE WHEN next.why IS NULL THEN NULL ELSE ${now}::timestamptz END
    FROM next WHERE r.id = next.id
    RETURNING r.id, r.announcement_id AS announcement, r.person_id AS person, next.account, next.language, r.tries, r.state::text AS state`;
  return rows.filter(({ state }) => state === 'sending');
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

/** Gives one back that the channel certainly did not take; one that was not even tried has all its tries left. */
export async function giveBackRecipient(
  prisma: PrismaClient,
  { id }: ClaimedRecipient,
  { holder, tried, dueAt }: { holder: string; tried: boolean; dueAt: Date },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient SET state = 'waiting', due_at = ${dueAt}, tries = tries - ${tried ? 0 : 1}, holder = NULL, held_until = NULL
    WHERE id = ${id} AND state = 'sending' AND holder = ${holder}`;
}
