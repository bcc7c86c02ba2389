import type { Prisma } from './generated/client.ts';
import type { Secrets } from './secrets.ts';
import { forgetAddress } from './whatsapp-forget.ts';

export interface Trace {
  channel: 'simulator' | 'telegram' | 'whatsapp';
  /** The channel's own name for the chat. */
  account: string;
  /** What came later belongs to another conversation: by the programme's clock, and by the database's. */
  until: { programme: Date; database: Date };
  /** They have written since, or are only resting: by what address they are reached is still needed. */
  wentOn: boolean;
}

/** Forgets what a channel keeps of somebody beside the conversation. Telegram's keeps nothing here. */
export async function forgetOnChannel(
  db: Prisma.TransactionClient,
  secrets: Secrets,
  trace: Trace,
): Promise<void> {
  if (trace.channel === 'simulator') await forgetInSimulator(db, secrets, trace);
  if (trace.channel === 'whatsapp')
    await forgetAddress(db, secrets, trace.account, {
      now: trace.until.database,
      wentOn: trace.wentOn,
    });
}

/** What stands on an invented phone; the last word, that all was erased, was said after that moment and stays for its time. */
async function forgetInSimulator(
  db: Prisma.TransactionClient,
  secrets: Secrets,
  { account, until }: Trace,
): Promise<void> {
  const where = {
    phone: secrets.hash(`simulator-phone:${account}`),
    at: { lte: until.programme },
  };
  await db.simulatorMessage.deleteMany({ where });
  await db.simulatorFile.deleteMany({ where });
}
