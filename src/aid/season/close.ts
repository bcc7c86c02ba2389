import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { asKept } from './rules.ts';
import { type Change, isMoved, keepStep, lockChanges } from './version.ts';

/**
 * From now on nothing is promised or asked for in it. What was promised goes on to its receipt, what waits is still laid on
 * its requests, and every deadline stays.
 */
export async function closeSeason(
  records: Records,
  key: string,
  change: Change,
): Promise<'closed' | 'moved' | 'gone'> {
  const { db } = records;
  await lockChanges(records);
  const row = await db.programme.findUnique({ where: { key } });
  if (!row) return 'gone';
  if (row.state === 'closed') return 'closed';
  const subject = { kind: 'programme', key } as const;
  if (await isMoved(records, subject, change)) return 'moved';
  const today = dayInJakarta(change.now);
  // One that has not begun ends on the day on which it would have.
  const hasBegun = row.startsOn <= today;
  const last = hasBegun ? today : row.startsOn;
  const endsOn = row.endsOn && row.endsOn < last ? row.endsOn : last;
  const after = await db.programme.update({ where: { key }, data: { state: 'closed', endsOn } });
  const step = { ...subject, did: 'closed', before: asKept(row), after: asKept(after) };
  await keepStep(records, step, change);
  return 'closed';
}

export const close = defineAction({
  name: 'season.close',
  says: 'An admin closes a season: it takes no new promise or request, and finishes what it has.',
  needs: z.object({ season: chosen(), seen: shapes.text() }),
  ends: {
    closed: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { season: { key: 'ksbb', label: 'KSBB' }, seen: '0' },
  async run({ season, seen }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    return { end: await closeSeason(records, season, { actor, seen, now }), gives: {} };
  },
});
