import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { isConflict, isInfrastructure } from './failure.ts';
import type { PrismaClient } from './generated/client.ts';
import { chatKey, type Secrets } from './secrets.ts';
import type { Records } from './sessions.ts';

interface Jids {
  lid?: string;
  pn?: string;
}

interface Row {
  id: string;
  lid_hash: string | null;
  pn_hash: string | null;
  addresses: Uint8Array;
  heard_at: Date | null;
}

/** A chat by its key, and the account whose it is. */
export interface JoinedChat {
  chat: string;
  account: string;
}

/** What the rest of the bot does where two contacts are one human being. */
export interface Joining {
  /** Whether the chat has something that is not answered, or not said yet. */
  busy(chat: string): Promise<boolean>;
  /** Makes one person of those who were known at both, in the same transaction. */
  join(db: Records, chats: { from: JoinedChat; to: JoinedChat }): Promise<unknown>;
  /** It threw: the addresses are one all the same, and the operator is told its kind. */
  fault(error: unknown): void;
}

/** For whoever only looks: two contacts stay two, until the bot runs. */
export const joinsNobody: Joining = {
  busy: async () => true,
  join: async () => {},
  fault() {},
};

/** In the middle of an answer nothing is joined: to be tried again a moment later. */
export class StillTalking extends Error {
  constructor() {
    super('Two chats of one person are joined once both are quiet.');
  }
}

/** How many of the newest messages are looked through for a question. */
const lookBack = 20;

/**
 * Who writes, whichever of WhatsApp's two addresses they write from. Where each of two was known by one of them, and a
 * message shows both, they are one person from then on, and speak on where they were asked something last: what they type next
 * is an answer to that, and to no older question.
 */
export function whatsappContacts(
  pool: pg.Pool,
  secrets: Secrets,
  { prisma, joining }: { prisma: PrismaClient; joining: Joining },
) {
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
    return prisma.$transaction(
      async (db) => {
        // One at a time: who is looked for by one process is not made by another meanwhile.
        await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('whatsapp-contacts', 0))`;
        return resolve(db, jids);
      },
      { maxWait: 15_000, timeout: 15_000 },
    );
  }

  async function resolve(db: Records, jids: Jids): Promise<string> {
    const [lid, pn] = [hashOf(jids.lid), hashOf(jids.pn)];
    const found = await db.$queryRaw<Row[]>`
      SELECT id, lid_hash, pn_hash, addresses, heard_at FROM whatsapp_contact WHERE lid_hash = ${lid} OR pn_hash = ${pn} ORDER BY heard_at, id`;
    // An account keeps its LID. A number that shows another one than before has gone to somebody else.
    const isOthers = (row: Row) => lid !== null && row.lid_hash !== null && row.lid_hash !== lid;
    for (const row of found.filter(isOthers)) await loseNumber(db, row);
    const [first, second] = await newestFirst(
      db,
      found.filter((row) => !isOthers(row)),
    );
    if (!first) {
      const id = randomUUID();
      await db.$executeRaw`INSERT INTO whatsapp_contact (id, lid_hash, pn_hash, addresses)
        VALUES (${id}::uuid, ${lid}, ${pn}, ${secrets.seal(JSON.stringify(jids))})`;
      return id;
    }
    if (second) await merge(db, second.id, first.id);
    const both = { ...(second && jidsOf(second)), ...jidsOf(first), ...jids };
    const sealed = secrets.seal(JSON.stringify(both));
    await db.$executeRaw`UPDATE whatsapp_contact
      SET lid_hash = ${hashOf(both.lid)}, pn_hash = ${hashOf(both.pn)}, addresses = ${sealed}
      WHERE id = ${first.id}::uuid`;
    return first.id;
  }

  async function loseNumber(db: Records, row: Row): Promise<void> {
    const { pn: _, ...rest } = jidsOf(row);
    const sealed = secrets.seal(JSON.stringify(rest));
    await db.$executeRaw`UPDATE whatsapp_contact SET pn_hash = NULL, addresses = ${sealed} WHERE id = ${row.id}::uuid`;
  }

  /** Whoever was asked something last stays, then whoever wrote last. */
  async function newestFirst(db: Records, rows: Row[]): Promise<Row[]> {
    if (rows.length < 2) return rows;
    const asked = new Map<Row, number>();
    for (const row of rows) {
      const said = await db.whatsappSent.findMany({
        where: { contactId: row.id, push: false, place: { not: null } },
        orderBy: { place: 'desc' },
        take: lookBack,
        select: { body: true, place: true },
      });
      const question = said.find(({ body }) => 'question' in JSON.parse(secrets.open(body)));
      asked.set(row, Number(question?.place ?? 0));
    }
    const heard = ({ heard_at }: Row) => heard_at?.getTime() ?? 0;
    return [...rows].sort(
      (a, b) => (asked.get(b) ?? 0) - (asked.get(a) ?? 0) || heard(b) - heard(a),
    );
  }

  /** What was said to either was said to the one who stays; the conversation of the other is over. */
  async function merge(db: Records, from: string, to: string): Promise<void> {
    const [left, stays] = [chatOf(from), chatOf(to)];
    if ((await joining.busy(left.chat)) || (await joining.busy(stays.chat))) {
      throw new StillTalking();
    }
    await db.$executeRaw`UPDATE whatsapp_contact SET merged_into = ${to}::uuid, lid_hash = NULL, pn_hash = NULL
      WHERE id = ${from}::uuid`;
    await db.$executeRaw`UPDATE whatsapp_contact SET merged_into = ${to}::uuid WHERE merged_into = ${from}::uuid`;
    await db.$executeRaw`UPDATE whatsapp_contact stays SET heard_at = greatest(stays.heard_at, other.heard_at),
        late_at = greatest(stays.late_at, other.late_at)
      FROM whatsapp_contact other WHERE stays.id = ${to}::uuid AND other.id = ${from}::uuid`;
    await db.$executeRaw`UPDATE whatsapp_sent SET contact_id = ${to}::uuid WHERE contact_id = ${from}::uuid`;
    await db.$executeRaw`UPDATE whatsapp_message SET contact_id = ${to}::uuid WHERE contact_id = ${from}::uuid`;
    await db.$executeRaw`UPDATE dialogue SET position = NULL, question = NULL, shown = NULL WHERE chat = ${left.chat}`;
    await db.$executeRaw`SAVEPOINT people`;
    try {
      await joining.join(db, { from: left, to: stays });
    } catch (error) {
      if (isConflict(error) || isInfrastructure(error)) throw error;
      // Nobody's messages wait for records that will not become one.
      await db.$executeRaw`ROLLBACK TO SAVEPOINT people`;
      joining.fault(error);
    }
  }

  const chatOf = (account: string): JoinedChat => ({
    chat: chatKey(secrets, { channel: 'whatsapp', account }),
    account,
  });

  return {
    of,
    async knows({ lid, pn }: Jids) {
      const { rowCount } = await pool.query(
        'SELECT FROM whatsapp_contact WHERE lid_hash = $1 OR pn_hash = $2 LIMIT 1',
        [hashOf(lid), hashOf(pn)],
      );
      return rowCount === 1;
    },
    async reach(id: string) {
      const { rows } = await pool.query<Row & { sorry: boolean; accounts: string[] }>(
        `SELECT stays.*, ARRAY(
           SELECT known.id::text FROM whatsapp_contact known
           WHERE stays.id IN (known.id, known.merged_into)) AS accounts,
           stays.late_at IS NOT NULL AND NOT EXISTS (
           SELECT FROM whatsapp_sent s
           WHERE s.contact_id = stays.id AND s.apology AND s.acked_at > stays.late_at) AS sorry
         FROM whatsapp_contact c JOIN whatsapp_contact stays ON stays.id = coalesce(c.merged_into, c.id)
         WHERE c.id = $1`,
        [id],
      );
      const [row] = rows;
      if (!row) return undefined;
      const { accounts, heard_at: heardAt, sorry: owesApology } = row;
      return { id: row.id, accounts, ...jidsOf(row), heardAt: heardAt ?? undefined, owesApology };
    },
    async heard(id: string, { at, late, message }: { at: Date; late: boolean; message: string }) {
      await pool.query(
        `WITH heard AS (
           UPDATE whatsapp_contact SET heard_at = greatest(heard_at, $2), forgotten_at = NULL,
             late_at = CASE WHEN $3 THEN greatest(late_at, $2) ELSE late_at END WHERE id = $1)
         UPDATE whatsapp_message SET contact_id = $1 WHERE id = $4`,
        [id, at, late, message],
      );
    },
  };
}
