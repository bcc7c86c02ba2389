import type pg from 'pg';
import type { Secrets } from './secrets.ts';

interface Row {
  epoch: string;
  paired: boolean;
  creds: Buffer | null;
  pre_key_top: number;
  wanted: 'logout' | null;
  restricted_at: Date | null;
  restriction: string | null;
  stopped: string | null;
  detail: string;
}

const untouched: Row = {
  epoch: '0',
  paired: false,
  creds: null,
  pre_key_top: 0,
  wanted: null,
  restricted_at: null,
  restriction: null,
  stopped: null,
  detail: '',
};

/** Still the newest holder, and so for as long as the statement runs. */
const sharing = 'SELECT 1 FROM whatsapp_account WHERE id = 1 AND epoch = $1 FOR SHARE';
/** The same, where pre-keys were made: they are counted with them. */
const counting = `UPDATE whatsapp_account SET pre_key_top = greatest(pre_key_top, $8)
  WHERE id = 1 AND epoch = $1 RETURNING 1`;

/** The link to WhatsApp and the keys of its sessions: nobody writes them who is not the newest holder. */
export function whatsappAccount(pool: pg.Pool, secrets: Secrets, Overtaken: new () => Error) {
  const keyName = (name: string) => secrets.hash(`whatsapp-key:${name}`);

  /** Before anybody has taken it there is no row. */
  function opened(row: Row = untouched) {
    const { restricted_at: at, restriction } = row;
    return {
      epoch: Number(row.epoch),
      paired: row.paired,
      creds: row.creds ? secrets.open(row.creds) : undefined,
      preKeyTop: row.pre_key_top,
      wanted: row.wanted ?? undefined,
      restricted: at ? { at, code: restriction ?? '' } : undefined,
      stopped: row.stopped ?? undefined,
      detail: row.detail,
    };
  }

  const account = {
    async look() {
      const { rows } = await pool.query<Row>('SELECT * FROM whatsapp_account WHERE id = 1');
      return opened(rows[0]);
    },
    async take() {
      const { rows } = await pool.query<Row>(
        `INSERT INTO whatsapp_account (id, epoch) VALUES (1, 1)
         ON CONFLICT (id) DO UPDATE SET epoch = whatsapp_account.epoch + 1 RETURNING *`,
      );
      return opened(rows[0]);
    },
    /** Of another `number` than the last one nobody is an acquaintance: whoever wrote to that one has not written to this. */
    async keepCreds(epoch: number, creds: string, paired: boolean, number?: string) {
      const hash = number === undefined ? null : secrets.hash(`whatsapp-number:${number}`);
      const { rowCount } = await pool.query(
        `WITH another AS (
           SELECT 1 FROM whatsapp_account
           WHERE id = 1 AND epoch = $1 AND number_hash <> $4::text),
         strangers AS (
           UPDATE whatsapp_contact SET heard_at = NULL
           WHERE heard_at IS NOT NULL AND EXISTS (SELECT FROM another))
         UPDATE whatsapp_account SET creds = $2, paired = $3, number_hash = coalesce($4::text, number_hash),
           stopped = CASE WHEN $3 AND NOT paired THEN NULL ELSE stopped END
         WHERE id = 1 AND epoch = $1`,
        [epoch, secrets.seal(creds), paired, hash],
      );
      if (rowCount === 0) throw new Overtaken();
    },
    async forget(epoch: number, stopped?: string) {
      await pool.query(
        `WITH unlinked AS (
           UPDATE whatsapp_account SET creds = NULL, paired = false, pre_key_top = 0, wanted = NULL,
             stopped = $2
           WHERE id = 1 AND epoch = $1 RETURNING 1)
         DELETE FROM whatsapp_key WHERE EXISTS (SELECT FROM unlinked)`,
        [epoch, stopped ?? null],
      );
    },
    async stop(epoch: number, reason: string) {
      const { rowCount } = await pool.query(
        'UPDATE whatsapp_account SET stopped = $2 WHERE id = 1 AND epoch = $1',
        [epoch, reason],
      );
      return rowCount === 1;
    },
    async want(what: 'logout') {
      await pool.query('UPDATE whatsapp_account SET wanted = $1 WHERE id = 1', [what]);
    },
    async restrict(code: string) {
      await pool.query(
        `UPDATE whatsapp_account SET restricted_at = now(), restriction = $1
         WHERE id = 1 AND restricted_at IS NULL`,
        [code],
      );
    },
    async lift() {
      await pool.query(
        'UPDATE whatsapp_account SET restricted_at = NULL, restriction = NULL, stopped = NULL WHERE id = 1',
      );
    },
    async tell(detail: string) {
      await pool.query('UPDATE whatsapp_account SET detail = $1 WHERE id = 1', [detail]);
    },
  };

  const keys = {
    async read(names: string[]) {
      const byHash = new Map(names.map((name) => [keyName(name), name]));
      const { rows } = await pool.query<{ name: string; value: Buffer }>(
        'SELECT name, value FROM whatsapp_key WHERE name = ANY($1)',
        [[...byHash.keys()]],
      );
      return new Map(rows.map(({ name, value }) => [byHash.get(name) ?? '', secrets.open(value)]));
    },

    /** One statement, and so one transaction: all of it or nothing, and nothing by a holder of yesterday. */
    async write(epoch: number, change: KeyChange) {
      const { put, gone, kept, preKeyTop } = change;
      const { rows } = await pool.query(
        `WITH mine AS (
           ${preKeyTop > 0 ? counting : sharing}),
         put AS (
           INSERT INTO whatsapp_key (name, value)
           SELECT name, value FROM unnest($2::text[], $3::bytea[]) AS put (name, value)
           WHERE EXISTS (SELECT FROM mine)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value),
         gone AS (DELETE FROM whatsapp_key WHERE name = ANY($4) AND EXISTS (SELECT FROM mine)),
         kept AS (
           INSERT INTO whatsapp_message (name, body, place)
           SELECT name, body, place FROM unnest($5::text[], $6::bytea[], $7::bigint[]) AS kept (name, body, place)
           WHERE EXISTS (SELECT FROM mine) ON CONFLICT DO NOTHING)
         SELECT 1 FROM mine`,
        [
          epoch,
          [...put.keys()].map(keyName),
          [...put.values()].map((value) => Buffer.from(secrets.seal(value))),
          gone.map(keyName),
          kept.map(({ name }) => messageName(secrets, name)),
          kept.map(({ body }) => Buffer.from(secrets.seal(body))),
          kept.map(({ place }) => place),
          ...(preKeyTop > 0 ? [preKeyTop] : []),
        ],
      );
      if (rows.length === 0) throw new Overtaken();
    },
  };
  return { account, keys };
}

interface KeyChange {
  put: Map<string, string>;
  gone: string[];
  kept: { name: string; body: string; place: number }[];
  preKeyTop: number;
}

export const messageName = (secrets: Secrets, name: string) =>
  secrets.hash(`whatsapp-message:${name}`);
