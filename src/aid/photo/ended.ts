import type { Records } from '../action.ts';
import { awaitPhoto, type Whose } from '../media/records.ts';
import { wantedFor } from './whose.ts';

/**
 * A file that was sent is here, or is none. Who sent one that cannot be kept hears what was not readable and
 * what works, and it is awaited again; unless another one, sent since, serves.
 */
export async function photoEnded(
  records: Records,
  id: string,
  { state, now }: { state: 'kept' | 'refused'; now: Date },
): Promise<void> {
  if (state === 'kept') return;
  const row = await records.db.media.findUniqueOrThrow({
    where: { id },
    select: { kind: true, refusal: true, sentById: true, headshipId: true, handoverId: true },
  });
  const whose: Whose = row.headshipId
    ? { headship: row.headshipId }
    : { handover: row.handoverId ?? '' };
  const { headshipId, handoverId } = row;
  const others = await records.db.media.count({
    where: { headshipId, handoverId, state: { in: ['kept', 'awaited'] } },
  });
  if (others > 0) return;
  // Whom an officer has decided about meanwhile is asked for nothing any more.
  if (headshipId && !(await isOpen(records, headshipId))) return;
  await awaitPhoto(records, whose, now);
  const wanted = await wantedFor(records, whose);
  if (!wanted || !row.refusal) return;
  await records.notify({
    cause: { kind: 'media-refused', id },
    person: row.sentById,
    part: 1,
    notice: `${row.kind}-${row.refusal.replace('_', '-')}`,
    args: { place: wanted.place },
  });
}

const isOpen = async ({ db }: Records, headship: string) =>
  (await db.headship.count({ where: { id: headship, state: 'claimed' } })) > 0;
