import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { chatKey, type Secrets } from './secrets.ts';

interface Jids {
  lid?: string;
  pn?: string;
}

interface Row {
  id: string;
  lid_hash: string | null;
  pn_hash: string | null;
  addresses: Buffer;
  heard_at: Date | null;
}

/**
 * Who writes, whichever of WhatsApp's two addresses they write from. Where each of two was known by one of them, and a
 * message shows both, they are one person from then on: the one whose conversation went further stands for both.
 */
export function whatsappContacts(pool: pg.Pool, secrets: Secrets) {
  const hashOf = (jid: string | undefined) =>
    jid === undefined ? null : secrets.hash(`whatsapp-contact:${jid}`);
  const jidsOf = (row: Row) => JSON.parse(secrets.open(row.addresses)) as Jids;
  async function of(jids: Jids): Promise<string> {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM whatsapp_contact
       WHERE ($1::text IS NOT NULL OR $2::text IS NOT NULL)
         AND ($1::text IS NULL OR lid_hash = $1) AND ($2::text IS NULL OR pn_hash = $2)`,
      [hashOf(jids.lid), hashOf(jids.pn)],
    );
    if (rows[0]) return rows[0].id;
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      // One at a time: who is looked for by one process is not made by another meanwhile.
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('whatsapp-contacts', 0))`);
      const id = await resolve(client, jids);
      await client.query('COMMIT');
      return id;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  }

  async function resolve(client: pg.PoolClient, jids: Jids): Promise<string> {
    const [lid, pn] = [hashOf(jids.lid), hashOf(jids.pn)];
    const { rows } = await client.query<Row>(
      'SELECT * FROM whatsapp_contact WHERE lid_hash = $1 OR pn_hash = $2 ORDER BY heard_at, id',
      [lid, pn],
    );
    const [first, second] = await furthestFirst(client, rows);
    if (!first) {
      const id = randomUUID();
      await client.query(
        'INSERT INTO whatsapp_contact (id, lid_hash, pn_hash, addresses) VALUES ($1, $2, $3, $4)',
        [id, lid, pn, secrets.seal(JSON.stringify(jids))],
      );
      return id;
    }
    if (second) await merge(client, second.id, first.id);
    const both = { ...(second && jidsOf(second)), ...jidsOf(first), ...jids };
    await client.query(
      'UPDATE whatsapp_contact SET lid_hash = $2, pn_hash = $3, addresses = $4 WHERE id = $1',
      [first.id, hashOf(both.lid), hashOf(both.pn), secrets.seal(JSON.stringify(both))],
    );
    return first.id;
  }

  /** Who is known to the programme before who is not; then whoever has talked more. */
  async function furthestFirst(client: pg.PoolClient, rows: Row[]): Promise<Row[]> {
    if (rows.length < 2) return rows;
    const far = new Map<Row, number>();
    for (const row of rows) {
      const chat = chatKey(secrets, { channel: 'whatsapp', account: row.id });
      const { rows: found } = await client.query<{ far: number }>(
        `SELECT (CASE WHEN EXISTS (SELECT FROM address WHERE chat = $1) THEN 1000000 ELSE 0 END
           + coalesce((SELECT least(n, 999999) FROM dialogue WHERE chat = $1), 0))::int AS far`,
        [chat],
      );
      far.set(row, found[0]?.far ?? 0);
    }
    return [...rows].sort((a, b) => (far.get(b) ?? 0) - (far.get(a) ?? 0));
  }

  /** What was said to either was said to the one who stays. */
  async function merge(client: pg.PoolClient, from: string, to: string): Promise<void> {
    await client.query(
      'UPDATE whatsapp_contact SET merged_into = $2, lid_hash = NULL, pn_hash = NULL WHERE id = $1',
      [from, to],
    );
    await client.query('UPDATE whatsapp_contact SET merged_into = $2 WHERE merged_into = $1', [
      from,
      to,
    ]);
    await client.query('UPDATE whatsapp_sent SET contact_id = $2 WHERE contact_id = $1', [
      from,
      to,
    ]);
  }

  return {
    of,
    async reach(id: string) {
      const { rows } = await pool.query<Row>(
        `SELECT stays.* FROM whatsapp_contact c JOIN whatsapp_contact stays ON stays.id = coalesce(c.merged_into, c.id)
         WHERE c.id = $1`,
        [id],
      );
      const [row] = rows;
      return row && { id: row.id, ...jidsOf(row), heardAt: row.heard_at ?? undefined };
    },
    async heard(id: string, at: Date) {
      await pool.query(
        'UPDATE whatsapp_contact SET heard_at = greatest(heard_at, $2) WHERE id = $1',
        [id, at],
      );
    },
  };
}
