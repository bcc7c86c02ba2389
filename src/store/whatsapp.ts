import pg from 'pg';
import { connect } from './database.ts';
import type { Secrets } from './secrets.ts';
import { whatsappAccount } from './whatsapp-account.ts';
import { type Joining, joinsNobody, whatsappContacts } from './whatsapp-contacts.ts';
import { whatsappFiles } from './whatsapp-files.ts';
import { whatsappJournal } from './whatsapp-journal.ts';
import { whatsappSent } from './whatsapp-sent.ts';

/**
 * All that the WhatsApp channel keeps, over connections of its own: what is decrypted never waits for the turns of
 * others to give one back. `overtaken` is thrown when another process holds the connection to WhatsApp by now.
 */
export function openWhatsappStore(options: {
  url: string;
  secrets: Secrets;
  overtaken: new () => Error;
  joining?: Joining;
}) {
  const { secrets, overtaken, joining = joinsNobody } = options;
  const prisma = connect(options.url, 2);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 4,
    connectionTimeoutMillis: 10_000,
    query_timeout: 20_000,
  });
  // A connection that dies while it is idle is replaced; whoever needs one hears of a server that is gone.
  pool.on('error', () => {});
  const { account, keys } = whatsappAccount(pool, secrets, overtaken);
  return {
    account,
    keys,
    files: whatsappFiles(pool, secrets),
    journal: whatsappJournal(pool, secrets),
    contacts: whatsappContacts(pool, secrets, { prisma, joining }),
    sent: whatsappSent(pool, secrets),
    async close() {
      await Promise.all([pool.end(), prisma.$disconnect()]);
    },
  };
}
