import type { Records } from '../action.ts';
import { forWhom, tally } from './records.ts';
import { numberOf } from './rules.ts';

/** Tells the admin who confirmed it that an announcement is done, or has paused because too much does not arrive. */
export async function announcementTurned(
  records: Records,
  {
    id,
    confirmedBy,
    how,
    now,
  }: { id: string; confirmedBy: string | null; how: 'done' | 'paused'; now: Date },
): Promise<void> {
  if (confirmedBy === null) return;
  await records.notify({
    cause: { kind: `announcement-${how}`, id: how === 'done' ? id : `${id}:${now.toISOString()}` },
    person: confirmedBy,
    part: 1,
    notice: `announcement-${how}`,
    args: await reportArgs(records, id),
  });
}

/** What reports and progress say: counts that add up to the audience. */
export async function reportArgs(records: Records, id: string) {
  const row = await records.db.announcement.findUniqueOrThrow({
    where: { id },
    include: { corrects: true },
  });
  const { all, sent, waiting, blocked, failed, uncertain, skipped, expired } = await tally(
    records,
    id,
  );
  const whom = await forWhom(records, row);
  return {
    number: numberOf(row),
    whom,
    ...{ all, sent, waiting, blocked, failed, uncertain, skipped, expired },
  };
}
