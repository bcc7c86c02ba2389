import type pg from 'pg';
import type { Secrets } from './secrets.ts';

/** What is known when somebody who did not just write is about to be written to. */
interface PushFacts {
  silentDays: number | undefined;
  today: { all: number; toSilent: number };
  wait: number;
  restricted: boolean;
}

interface Facts {
  all: number;
  silent: number;
  silent_days: number | null;
  wait: number | null;
  restricted: boolean | null;
}

const nothingKnown: Facts = { all: 0, silent: 0, silent_days: null, wait: null, restricted: null };

/** Of the last day: all that went out unasked but this one, and what of it went to people who had been silent. */
const factsSql = `
  WITH pushed AS (
    SELECT count(*)::int AS all,
      (count(*) FILTER (WHERE c.heard_at < s.pushed_at - make_interval(days => $2)))::int AS silent
    FROM whatsapp_sent s JOIN whatsapp_contact c ON c.id = s.contact_id
    WHERE s.pushed_at > clock_timestamp() - interval '1 day' AND s.id <> $1),
  account AS (
    SELECT restricted_at IS NOT NULL AS restricted,
      (extract(epoch FROM push_after - clock_timestamp()) * 1000)::float8 AS wait
    FROM whatsapp_account WHERE id = 1),
  heard AS (
    SELECT (extract(epoch FROM clock_timestamp() - c.heard_at) / 86400)::float8 AS silent_days
    FROM whatsapp_sent s JOIN whatsapp_contact c ON c.id = s.contact_id WHERE s.id = $1)
  SELECT * FROM pushed LEFT JOIN account ON true LEFT JOIN heard ON true`;

const isRest = (verdict: object): verdict is { rest: number } => 'rest' in verdict;

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
    async known(ids: string[]) {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT id FROM whatsapp_sent WHERE id = ANY($1) ORDER BY at LIMIT 1',
        [ids],
      );
      return rows[0]?.id;
    },
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
      return rows[0]?.apology;
    },
    async relays(id: string, message: Uint8Array) {
      await pool.query('UPDATE whatsapp_sent SET relayed = $2 WHERE id = $1', [
        id,
        Buffer.from(secrets.sealBytes(message)),
      ]);
    },
    async relayed(id: string) {
      const { rows } = await pool.query<{ relayed: Buffer | null }>(
        'SELECT relayed FROM whatsapp_sent WHERE id = $1',
        [id],
      );
      return rows[0]?.relayed ? secrets.openBytes(rows[0].relayed) : undefined;
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
        `UPDATE whatsapp_sent SET state = 'refused', error = $2,
           pushed_at = CASE WHEN $2 = 'unsent' THEN NULL ELSE pushed_at END
         WHERE id = $1 AND place IS NULL`,
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
    /**
     * Whether a push may go out now. One at a time over all processes, and in the same transaction it counts as gone out; what is
     * held back leaves no trace that would hold back others. All times are the database's.
     */
    async push<Held extends object>(
      id: string,
      {
        silentDays,
        judge,
      }: { silentDays: number; judge(facts: PushFacts): Held | { rest: number } },
    ): Promise<Held | undefined> {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('whatsapp-push', 0))`);
        const { rows } = await client.query<Facts>(factsSql, [id, silentDays]);
        const [facts = nothingKnown] = rows;
        const verdict = judge({
          silentDays: facts.silent_days ?? undefined,
          today: { all: facts.all, toSilent: facts.silent },
          wait: facts.wait ?? 0,
          restricted: facts.restricted ?? false,
        });
        if (!isRest(verdict)) {
          await client.query('ROLLBACK');
          return verdict;
        }
        await client.query('UPDATE whatsapp_sent SET pushed_at = clock_timestamp() WHERE id = $1', [
          id,
        ]);
        await client.query(
          `UPDATE whatsapp_account SET push_after = clock_timestamp() + make_interval(secs => $1) WHERE id = 1`,
          [verdict.rest / 1000],
        );
        await client.query('COMMIT');
        return undefined;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
