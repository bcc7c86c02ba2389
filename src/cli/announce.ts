import { stringify } from 'csv-stringify/sync';
import type { Records } from '../aid/action.ts';
import { findNumbered, forWhom, tally } from '../aid/announcement/records.ts';
import { numberIn, numberOf } from '../aid/announcement/rules.ts';
import { moveAnnouncement, type Steered } from '../aid/announcement/steer.ts';
import { writeMoment } from '../language/moment.ts';
import { actor } from './operator.ts';
import type { Shown } from './staff.ts';

const moves: Record<string, { to: Steered; done: string; ahead?: string }> = {
  pause: { to: 'paused', done: 'is paused: who has not got it waits.' },
  resume: { to: 'going', done: 'goes on.', ahead: 'goes on, at its time:' },
  stop: { to: 'stopped', done: 'is stopped for good: who has not got it does not.' },
};

/** The last announcements, the newest first, with how they stand. */
export async function listAnnouncements(records: Records): Promise<Shown> {
  const rows = await records.db.announcement.findMany({
    where: { state: { not: 'draft' } },
    orderBy: { number: 'desc' },
    take: 20,
    include: { corrects: true },
  });
  const lines: string[] = [];
  for (const row of rows) {
    const { all, sent } = await tally(records, row);
    const whom = (await forWhom(records, row)).en;
    const begins = writeMoment((row.startsAt ?? row.createdAt).toISOString(), 'en');
    lines.push(`${numberOf(row)}  ${row.state}  ${begins}  sent ${sent} of ${all}  ${whom}`);
  }
  return { lines: lines.length > 0 ? lines : ['Nothing was announced yet.'], ok: true };
}

/** How one stands, in counts that add up to its audience, and below them those passed over, by why; as CSV a line a recipient, without names and addresses. */
export async function reportAnnouncement(
  records: Records,
  { said, csv }: { said: string; csv: boolean },
): Promise<Shown> {
  const row = await named(records, said);
  if (!row) return unknown;
  if (csv) return { lines: [await recipients(records, row.id)], ok: true };
  const { all, why, ...counts } = await tally(records, row);
  const whom = (await forWhom(records, row)).en;
  return {
    lines: [
      `${numberOf(row)}  ${row.state}  ${all} ${whom}`,
      ...Object.entries(counts).map(([name, count]) => `  ${name} ${count}`),
      ...why.map(([name, count]) => `    ${name} ${count}`),
    ],
    ok: true,
  };
}

/** Pauses, resumes or stops one; what a channel has in hand still arrives. */
export async function steerAnnouncement(
  records: Records,
  { how, said, now }: { how: string; said: string; now: Date },
): Promise<Shown> {
  const move = moves[how];
  const row = await named(records, said);
  if (!row || !move) return unknown;
  await records.db
    .$queryRaw`SELECT 1 FROM announcement WHERE id = ${row.id}::uuid FOR NO KEY UPDATE`;
  const held = await records.db.announcement.findUniqueOrThrow({ where: { id: row.id } });
  const { end, gives } = await moveAnnouncement(records, held, { to: move.to, actor, now });
  if (end === 'already')
    return { lines: [`${gives.number} is ${gives.state}: nothing was changed.`], ok: false };
  const { number, ahead } = gives;
  const done = ahead && move.ahead ? `${move.ahead} ${writeMoment(ahead, 'en')}.` : move.done;
  return { lines: [`${number} ${done}`], ok: true };
}

const unknown: Shown = {
  lines: [
    'Which one? For example: npm run cli -- announce report P-118 (announce list shows them)',
  ],
  ok: false,
};

async function named({ db }: Records, said: string) {
  const number = numberIn(said);
  if (number === undefined) return null;
  return findNumbered({ db }, number);
}

async function recipients({ db }: Records, announcementId: string): Promise<string> {
  const rows = await db.recipient.findMany({
    where: { announcementId },
    orderBy: { id: 'asc' },
    select: { personId: true, channel: true, state: true, why: true, tries: true, endedAt: true },
  });
  const lines = rows.map((row) => [
    row.personId ?? '',
    row.channel ?? '',
    row.state,
    row.why ?? '',
    row.tries,
    row.endedAt?.toISOString() ?? '',
  ]);
  return stringify([['person', 'channel', 'state', 'why', 'tries', 'ended'], ...lines]).trim();
}
