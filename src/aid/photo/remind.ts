import type { Records } from '../action.ts';
import { raiseHandover } from '../handover/cases.ts';
import { setPhoto, type Whose } from '../media/records.ts';
import { wantedFor } from './whose.ts';

/** A photo was promised for later and has not come: says so, once. */
export const remindOf =
  (kind: 'proof' | 'goods') =>
  async (records: Records, subject: string, { now }: { now: Date }): Promise<void> => {
    const whose: Whose = kind === 'proof' ? { headship: subject } : { handover: subject };
    if ((await photoOf(records, whose)) !== 'awaited') return;
    const wanted = await wantedFor(records, whose);
    if (!wanted) return;
    await records.notify({
      // One that was refused and is awaited anew is reminded of anew.
      cause: { kind: `photo-remind-${now.toISOString()}`, id: subject },
      person: wanted.person,
      part: 1,
      notice: `${kind}-reminder`,
      args: { place: wanted.place },
    });
  };

/**
 * 24 hours went by without it: the case goes on, marked *belum ada foto*, for an officer to judge. A claim and an unconfirmed
 * count stand before one anyway; a receipt comes before one now.
 */
export const missed =
  (kind: 'proof' | 'goods') =>
  async (records: Records, subject: string, { now }: { now: Date }): Promise<void> => {
    const whose: Whose = kind === 'proof' ? { headship: subject } : { handover: subject };
    if (!(await setPhoto(records, whose, 'missing', 'awaited')) || kind === 'proof') return;
    const where = { id: subject, state: 'confirmed', judgedAt: null } as const;
    if ((await records.db.handover.count({ where })) > 0)
      await raiseHandover(records, subject, now);
  };

async function photoOf({ db }: Records, whose: Whose) {
  if ('headship' in whose)
    // One that an officer has decided about needs no proof any more.
    return (await db.headship.findUnique({ where: { id: whose.headship, state: 'claimed' } }))
      ?.proof;
  return (await db.handover.findUnique({ where: { id: whose.handover } }))?.photo;
}
