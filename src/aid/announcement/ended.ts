import type { Label } from '../../chat/message.ts';
import type { AnnouncementState } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { admins } from '../staff/desk.ts';
import { forWhom, tally } from './records.ts';
import { numberOf } from './rules.ts';

/**
 * Tells that an announcement is done, or has paused because too much does not arrive: the former to the admin who confirmed it, the
 * latter to all, for somebody has to look. Whoever is none any more is told nothing.
 */
export async function announcementTurned(
  records: Records,
  {
    id,
    confirmedBy,
    how,
    now,
  }: { id: string; confirmedBy: string | null; how: 'done' | 'paused'; now: Date },
): Promise<void> {
  const args = await reportArgs(records, id);
  for (const person of await admins(records, now)) {
    if (how === 'done' && person !== confirmedBy) continue;
    await records.notify({
      cause: {
        kind: `announcement-${how}`,
        id: how === 'done' ? id : `${id}:${now.toISOString()}`,
      },
      person,
      part: 1,
      notice: `announcement-${how}`,
      args,
    });
  }
}

/** What reports and progress say: counts that add up to the audience. */
export async function reportArgs(records: Records, id: string) {
  const row = await records.db.announcement.findUniqueOrThrow({
    where: { id },
    include: { corrects: true },
  });
  const { all, sent, waiting, blocked, failed, uncertain, skipped, expired } = await tally(
    records,
    row,
  );
  const whom = await forWhom(records, row);
  return {
    number: numberOf(row),
    whom,
    ...{ all, sent, waiting, blocked, failed, uncertain, skipped, expired },
  };
}

/**
 * How far it is, in the message that is changed all the while: at the end it says that it is over. Who has waited too long is
 * told of only where somebody has, which takes two weeks.
 */
const standings: Partial<Record<AnnouncementState, Label>> = {
  paused: { id: 'dijeda', en: 'paused' },
  stopped: { id: 'dihentikan', en: 'stopped' },
  done: { id: 'selesai', en: 'done' },
};

export async function progressArgs(records: Records, id: string) {
  const { state } = await records.db.announcement.findUniqueOrThrow({
    where: { id },
    select: { state: true },
  });
  const how = standings[state] ?? { id: 'sementara', en: 'so far' };
  const { expired, ...args } = await reportArgs(records, id);
  return { ...args, how, late: expired > 0 ? [{ count: expired }] : [] };
}
