import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { asKept, differing, othersNamed } from './rules.ts';
import { type Change, isMoved, keepStep, lockChanges } from './version.ts';

/** What of a season becomes another; what is missing stays. */
export interface SeasonChange {
  nameId?: string | undefined;
  nameEn?: string | undefined;
  /** Its last day; null for none. */
  endsOn?: Date | null | undefined;
  contactHours?: number | undefined;
  quietFromHour?: number | undefined;
  quietUntilHour?: number | undefined;
}

/** Deadlines that were told stay as they were told; hours hold for what is promised from now on. */
export async function changeSeason(
  records: Records,
  key: string,
  wanted: SeasonChange,
  change: Change,
): Promise<'changed' | 'moved' | 'taken' | 'dates' | 'gone'> {
  const { db } = records;
  await lockChanges(records);
  const row = await db.programme.findUnique({ where: { key } });
  if (!row || row.state === 'closed') return 'gone';
  const data = differing(row, wanted);
  // A second tap of the same yes.
  if (Object.keys(data).length === 0) return 'changed';
  const subject = { kind: 'programme', key } as const;
  if (await isMoved(records, subject, change)) return 'moved';
  if (data.nameId && (await db.programme.count({ where: othersNamed(key, data.nameId) })) > 0)
    return 'taken';
  const { endsOn } = wanted;
  if (endsOn && (endsOn < row.startsOn || endsOn < dayInJakarta(change.now))) return 'dates';
  const after = await db.programme.update({ where: { key }, data });
  const step = { ...subject, did: 'changed', before: asKept(row), after: asKept(after) };
  await keepStep(records, step, change);
  return 'changed';
}

const hour = () => shapes.quantity().max(23).optional();

export const change = defineAction({
  name: 'season.change',
  says: 'An admin changes what a season is called, its last day, or its hours.',
  needs: z.object({
    season: chosen(),
    /** The version that they were shown. */
    seen: shapes.text(),
    name: z.string().min(2).max(40).optional(),
    english: z.string().max(40).optional(),
    until: shapes.date().optional(),
    /** `endless`: without a last day. */
    what: chosen().optional(),
    contactHours: shapes.quantity().min(1).max(240).optional(),
    quietFrom: hour(),
    quietUntil: hour(),
  }),
  ends: {
    changed: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    /** Another one is called so. */
    taken: z.object({ name: shapes.text() }),
    dates: z.object({}),
    /** Closed, or unknown. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { season: { key: 'ksbb', label: 'KSBB' }, seen: '0', contactHours: 48 },
  async run({ season, seen, name, english, until, what, ...hours }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const wanted: SeasonChange = {
      nameId: name?.trim(),
      nameEn: name === undefined ? undefined : english?.trim() || name.trim(),
      endsOn: what === 'endless' ? null : until === undefined ? undefined : new Date(until),
      contactHours: hours.contactHours,
      quietFromHour: hours.quietFrom,
      quietUntilHour: hours.quietUntil,
    };
    const end = await changeSeason(records, season, wanted, { actor, seen, now });
    return end === 'taken' ? { end, gives: { name: wanted.nameId ?? '' } } : { end, gives: {} };
  },
});
