import type { Prisma } from './generated/client.ts';
import { timeOf } from './retention.ts';

/**
 * WhatsApp's part of the retention table, kept by the hourly job whatever becomes of the connection: also of a number that was
 * banned or unlinked, and where WhatsApp is switched off, what is over goes. By the database's clock, which wrote the times.
 * Gives how many of each it found.
 */
export async function sweepWhatsapp(
  db: Prisma.TransactionClient,
  limit: number,
): Promise<number[]> {
  const seconds = timeOf('whatsapp') / 1000;
  return [
    // What nobody has answered for by then cannot come a second time either: it goes as well.
    await db.$executeRaw`
      DELETE FROM whatsapp_message WHERE id IN (
        SELECT id FROM whatsapp_message WHERE coalesce(done_at, at) < now() - make_interval(secs => ${seconds})
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
    await db.$executeRaw`
      DELETE FROM whatsapp_sent WHERE id IN (
        SELECT id FROM whatsapp_sent WHERE at < now() - make_interval(secs => ${seconds})
        ORDER BY at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
    await db.$executeRaw`
      DELETE FROM whatsapp_file WHERE token IN (
        SELECT token FROM whatsapp_file WHERE expires_at < now() LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
    await db.$executeRaw`
      DELETE FROM whatsapp_contact WHERE id IN (
        SELECT id FROM whatsapp_contact
        WHERE forgotten_at < now() - make_interval(secs => ${timeOf('whatsappAddress') / 1000})
        ORDER BY forgotten_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  ];
}
