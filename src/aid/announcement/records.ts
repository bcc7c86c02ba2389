import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { audienceShape, numberOf, skipReasons } from './rules.ts';
import { inSentence, titleOf } from './understood.ts';

export type Row = Prisma.AnnouncementGetPayload<{ include: { corrects: true } }>;

/**
 * An announcement for an admin to decide about, held until the transaction ends. `key` is its id or its number, as it is
 * written: `P-118`.
 */
export async function heldAnnouncement(
  records: Records,
  key: string,
  { chat, now }: { chat: string; now: Date },
): Promise<{ row: Row; desk: Desk } | 'not-yours' | undefined> {
  const desk = await deskOf(records, chat, now);
  if (!desk?.isAdmin) return 'not-yours';
  const number = /^P-(\d+)$/.exec(key)?.[1];
  const where = number === undefined ? { id: key } : { number: Number(number) };
  const found = await records.db.announcement.findFirst({ where, select: { id: true } });
  if (!found) return undefined;
  const { id } = found;
  await records.db.$queryRaw`SELECT 1 FROM announcement WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await records.db.announcement.findUniqueOrThrow({
    where: { id },
    include: { corrects: true },
  });
  return { row, desk };
}

/** The announcement of that number; a draft is its admin's alone. */
export const findNumbered = ({ db }: Pick<Records, 'db'>, number: number): Promise<Row | null> =>
  db.announcement.findFirst({
    where: { number, state: { not: 'draft' } },
    include: { corrects: true },
  });

/** `ketua RW di Jakarta Timur`; of a correction `yang menerima P-118`. */
export async function forWhom(records: Records, row: Row) {
  if (row.corrects) {
    const number = numberOf(row.corrects);
    return { id: `yang menerima ${number}`, en: `those who got ${number}` };
  }
  return inSentence(await titleOf(records, audienceShape.parse(row.audience)));
}

/** How its recipients ended, counted; the sum is its audience, and that of `why` those who were passed over. */
export async function tally({ db }: Pick<Records, 'db'>, { id, state }: Pick<Row, 'id' | 'state'>) {
  const groups = await db.recipient.groupBy({
    by: ['state', 'why'],
    where: { announcementId: id },
    _count: true,
  });
  const of = (how: string, why?: string) =>
    groups
      .filter((row) => row.state === how && (why === undefined || row.why === why))
      .reduce((sum, { _count }) => sum + _count, 0);
  // Who still waits for what was stopped is written down as passed over a moment later.
  const cut = state === 'stopped' ? of('waiting') : 0;
  const why = skipReasons.map((reason): [string, number] => [
    reason,
    of('skipped', reason) + (reason === 'stopped' ? cut : 0),
  ]);
  return {
    all: groups.reduce((sum, { _count }) => sum + _count, 0),
    sent: of('sent'),
    waiting: of('waiting') - cut + of('sending'),
    blocked: of('blocked'),
    failed: of('failed'),
    uncertain: of('uncertain'),
    expired: of('expired'),
    skipped: of('skipped') + cut,
    why,
  };
}
