import type { ChannelName } from '../chat/message.ts';
import { forgetOnChannel } from './forget-channel.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import { keptSince, timeOf } from './retention.ts';
import type { Secrets } from './secrets.ts';
import type { Sessions } from './sessions.ts';

/** A conversation that is to be forgotten. */
export interface ToForget {
  chat: string;
  channel: ChannelName;
  /** Sealed. */
  account: Uint8Array<ArrayBuffer>;
}

/** Nobody waits longer than this (s) between two looks at the same conversation. */
const lookAgain = 5;
/** A phone on WhatsApp may ask for the last word again (s) before it is forgotten here. */
const whatsappPatience = 3600;

/** Has conversations forgotten once their last words were said: to be called in the transaction that says them. */
export async function forgetLater(
  db: Prisma.TransactionClient,
  asked: ToForget[],
  now: Date,
): Promise<void> {
  for (const { chat, channel, account } of asked) {
    const patience = channel === 'whatsapp' ? whatsappPatience : 0;
    await db.$executeRaw`
      INSERT INTO forgetting (chat, channel, account, asked_at, due_at)
      VALUES (${chat}, ${channel}::channel, ${account}, ${now}, now() + make_interval(secs => ${patience}))
      ON CONFLICT (chat) DO UPDATE SET asked_at = excluded.asked_at, since = now(), until = now(), due_at = excluded.due_at`;
  }
}

/**
 * Forgets the conversation that is due first; any number of processes may do so side by side, and doing it twice does no
 * more. False when none is due. One whose last words cannot be said is forgotten all the same after `retention.erasing`.
 */
export async function forgetOne(
  prisma: PrismaClient,
  secrets: Secrets,
  sessions: Pick<Sessions, 'forget'>,
): Promise<boolean> {
  const force = timeOf('erasing') / 1000;
  const [row] = await prisma.$queryRaw<Row[]>`
    UPDATE forgetting SET due_at = now() + make_interval(secs => ${lookAgain})
    WHERE chat = (SELECT chat FROM forgetting WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING chat, channel, account, asked_at AS "askedAt", since, until,
      since < now() - make_interval(secs => ${force}) AS force`;
  if (!row) return false;
  const { chat, channel, since, askedAt } = row;
  const done = await sessions.forget(chat, { since, force: row.force });
  if (done === 'later') return true;
  await prisma.$transaction(async (db) => {
    // Somebody whom the programme knows is only resting: by the channel's records they are still reached.
    const isKnown = (await db.address.count({ where: { chat } })) > 0;
    await forgetOnChannel(db, secrets, {
      channel,
      account: secrets.open(row.account),
      until: { programme: askedAt, database: row.until },
      wentOn: done === 'went-on' || isKnown,
    });
    await db.forgetting.deleteMany({ where: { chat, since } });
  });
  return true;
}

interface Row {
  chat: string;
  channel: ChannelName;
  account: Uint8Array;
  askedAt: Date;
  since: Date;
  until: Date;
  force: boolean;
}

/** Has conversations forgotten that have been silent for so long, with whoever never agreed. Gives how many. */
export function forgetSilent(
  db: Prisma.TransactionClient,
  now: Date,
  limit: number,
): Promise<number> {
  // Conversations go by the database's clock, which a demo does not put forward.
  return db.$executeRaw`
    INSERT INTO forgetting (chat, channel, account, asked_at, until)
    SELECT chat, channel::channel, account, ${keptSince('conversation', now)},
      now() - make_interval(secs => ${timeOf('conversation') / 1000}) FROM dialogue
    WHERE moved_at < now() - make_interval(secs => ${timeOf('conversation') / 1000})
    ORDER BY moved_at LIMIT ${limit} ON CONFLICT DO NOTHING`;
}
