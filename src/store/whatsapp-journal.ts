import type pg from 'pg';
import type { Secrets } from './secrets.ts';
import { messageName } from './whatsapp-account.ts';

/** A message that could not be read so often is set aside. */
const mostFaults = 5;

/**
 * What arrived from WhatsApp: a journal of the channel's own, from the decryption until somebody has answered for it. WhatsApp
 * delivers again what was not receipted for about 30 days; what is older is known no more (`whatsapp-sweep.ts`).
 */
export function whatsappJournal(pool: pg.Pool, secrets: Secrets) {
  function opened(body: Buffer): string | undefined {
    try {
      return secrets.open(body);
    } catch {
      return undefined;
    }
  }

  return {
    async find(name: string) {
      const { rows } = await pool.query<{ body: Buffer }>(
        'SELECT body FROM whatsapp_message WHERE name = $1',
        [messageName(secrets, name)],
      );
      return rows[0] && secrets.open(rows[0].body);
    },
    /** What came without being encrypted, e.g. a call. */
    async add({ name, body, place }: { name: string; body: string; place: number }) {
      await pool.query(
        'INSERT INTO whatsapp_message (name, body, place) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [messageName(secrets, name), secrets.seal(body), place],
      );
    },
    async replace(name: string, body: string) {
      const { rowCount } = await pool.query(
        'UPDATE whatsapp_message SET body = $2 WHERE name = $1 AND done_at IS NULL',
        [messageName(secrets, name), secrets.seal(body)],
      );
      return rowCount === 1;
    },
    async undone(limit: number, after?: { id: string; place: number }) {
      const { rows } = await pool.query<{ id: string; body: Buffer; place: string }>(
        `SELECT id, body, place FROM whatsapp_message
         WHERE done_at IS NULL AND faults < $2 AND ($3::bigint IS NULL OR (place, id) > ($3, $4::bigint))
         ORDER BY place, id LIMIT $1`,
        [limit, mostFaults, after?.place ?? null, after?.id ?? null],
      );
      return rows.map(({ id, body, place }) => ({ id, body: opened(body), place: Number(place) }));
    },
    async fault(id: string) {
      const { rows } = await pool.query<{ again: boolean }>(
        'UPDATE whatsapp_message SET faults = faults + 1 WHERE id = $1 RETURNING faults < $2 AS again',
        [id, mostFaults],
      );
      return rows[0]?.again ?? false;
    },
    /** Of what says nothing more once it is heeded, nothing is kept but that it was. */
    async emptied(id: string) {
      await pool.query('UPDATE whatsapp_message SET done_at = now(), body = $2 WHERE id = $1', [
        id,
        secrets.seal('{}'),
      ]);
    },
    /** `contact` is whose it was, where it was anybody's: with them it is forgotten. */
    async done(id: string, contact?: string) {
      await pool.query(
        'UPDATE whatsapp_message SET done_at = now(), contact_id = coalesce($2, contact_id) WHERE id = $1',
        [id, contact ?? null],
      );
    },
    async body(id: string) {
      const { rows } = await pool.query<{ body: Buffer }>(
        'SELECT body FROM whatsapp_message WHERE id = $1',
        [id],
      );
      return rows[0] && secrets.open(rows[0].body);
    },
  };
}
