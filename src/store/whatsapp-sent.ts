import type pg from 'pg';
import { retention } from './retention.ts';
import type { Secrets } from './secrets.ts';

/** As long as a phone may ask to have a message sent again, or quote it. */
const keptDays = retention.whatsapp.days;

type State = 'queued' | 'sending' | 'acked' | 'delivered' | 'read' | 'refused';

interface Row {
  id: string;
  contact_id: string;
  body: Buffer;
  push: boolean;
  state: State;
  place: string | null;
  error: string | null;
  at: Date;
}

/** What the bot says on WhatsApp, from the moment it is to be said until the phone has read it. */
export function whatsappSent(pool: pg.Pool, secrets: Secrets) {
  const opened = ({ contact_id: contact, body, place, error, ...row }: Row) => ({
    ...row,
    contact,
    body: secrets.open(body),
    place: place === null ? undefined : Number(place),
    error: error ?? undefined,
  });
  const one = async (sql: string, values: unknown[]) => {
    const { rows } = await pool.query<Row>(sql, values);
    return rows[0] && opened(rows[0]);
  };
  const find = (id: string) => one('SELECT * FROM whatsapp_sent WHERE id = $1', [id]);

  return {
    find,
    async begin(row: { id: string; contact: string; body: string; push: boolean; state: State }) {
      const { id, contact, body, push, state } = row;
      const made = await one(
        `INSERT INTO whatsapp_sent (id, contact_id, body, push, state)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING *`,
        [id, contact, secrets.seal(body), push, state],
      );
      const known = made ?? (await find(id));
      if (!known) throw new Error('A message was neither kept nor known.');
      return known;
    },
    async sending(id: string, apology: boolean) {
      const { rows } = await pool.query<{ apology: boolean }>(
        `UPDATE whatsapp_sent SET state = 'sending', error = NULL, apology = apology OR $2
         WHERE id = $1 AND place IS NULL RETURNING apology`,
        [id, apology],
      );
      return rows[0]?.apology ?? apology;
    },
    async requeue(id: string, body: string) {
      await pool.query(
        `UPDATE whatsapp_sent SET state = 'queued', error = NULL, body = $2 WHERE id = $1 AND place IS NULL`,
        [id, secrets.seal(body)],
      );
    },
    async acked(id: string, place: number) {
      await pool.query(
        `UPDATE whatsapp_sent SET state = 'acked', place = $2, acked_at = now(), error = NULL
         WHERE id = $1 AND place IS NULL`,
        [id, place],
      );
    },
    async seen(id: string, state: 'delivered' | 'read') {
      await pool.query(
        `UPDATE whatsapp_sent SET state = $2::whatsapp_sent_state
         WHERE id = $1 AND state IN ('acked', 'delivered') AND state < $2::whatsapp_sent_state`,
        [id, state],
      );
    },
    async refused(id: string, error: string) {
      await pool.query(
        `UPDATE whatsapp_sent SET state = 'refused', error = $2 WHERE id = $1 AND place IS NULL`,
        [id, error],
      );
    },
    async withdraw(id: string) {
      const { rowCount } = await pool.query(
        `DELETE FROM whatsapp_sent WHERE id = $1 AND state = 'queued'`,
        [id],
      );
      return rowCount === 1;
    },
    async queued(limit: number) {
      const { rows } = await pool.query<Row>(
        `SELECT * FROM whatsapp_sent WHERE state = 'queued' ORDER BY at, id LIMIT $1`,
        [limit],
      );
      return rows.map(opened);
    },
    newest: (contact: string) =>
      one(
        `SELECT * FROM whatsapp_sent WHERE contact_id = $1 AND place IS NOT NULL ORDER BY place DESC LIMIT 1`,
        [contact],
      ),
    async pushed(since: Date, silentDays: number) {
      const { rows } = await pool.query<{ all: number; silent: number; last: Date | null }>(
        `SELECT count(*)::int AS all, max(s.at) AS last,
           (count(*) FILTER (WHERE c.heard_at < s.at - make_interval(days => $2)))::int AS silent
         FROM whatsapp_sent s JOIN whatsapp_contact c ON c.id = s.contact_id
         WHERE s.push AND s.at > $1 AND s.state NOT IN ('queued', 'refused')`,
        [since, silentDays],
      );
      const { all = 0, silent = 0, last } = rows[0] ?? {};
      return { all, toSilent: silent, last: last ?? undefined };
    },
    async tidy() {
      await pool.query('DELETE FROM whatsapp_sent WHERE at < now() - make_interval(days => $1)', [
        keptDays,
      ]);
    },
  };
}
