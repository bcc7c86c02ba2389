import type { Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { asKept, differing } from '../season/rules.ts';
import { type Change, isMoved, keepStep, lockChanges } from '../season/version.ts';

/** What is known of a lembaga penyalur; all of it is public. */
export interface Details {
  name: string;
  permitNumber: string;
  /** The last day of its permit. */
  permitEndsOn: Date;
  contactName: string;
  /** E.164 */
  contactPhone: string;
}

/** A distributor that may be entrusted with goods and money from now on, to the last day of its permit. */
export async function addDistributor(
  records: Records,
  key: string,
  details: Details,
  change: Change,
): Promise<'added' | 'taken' | 'expired'> {
  const { db } = records;
  await lockChanges(records);
  const there = await db.distributor.findUnique({ where: { key } });
  if (there)
    return there.active && Object.keys(differing(there, details)).length === 0 ? 'added' : 'taken';
  if (details.permitEndsOn < dayInJakarta(change.now)) return 'expired';
  const row = await db.distributor.create({ data: { key, ...details } });
  const step = { kind: 'distributor', key, did: 'added', before: null } as const;
  await keepStep(records, { ...step, after: asKept(row) }, change);
  return 'added';
}

/** Ended, it is entrusted with nothing new; what it was entrusted with it still brings. */
export async function changeDistributor(
  records: Records,
  key: string,
  wanted: { [Name in keyof Details]?: Details[Name] | undefined } & {
    active?: boolean | undefined;
  },
  change: Change,
): Promise<'changed' | 'moved' | 'gone' | 'expired'> {
  const { db } = records;
  await lockChanges(records);
  const row = await db.distributor.findUnique({ where: { key } });
  if (!row) return 'gone';
  const data = differing(row, wanted);
  if (Object.keys(data).length === 0) return 'changed';
  if (!row.active && wanted.active !== true) return 'gone';
  const subject = { kind: 'distributor', key } as const;
  if (await isMoved(records, subject, change)) return 'moved';
  if (wanted.permitEndsOn && wanted.permitEndsOn < dayInJakarta(change.now)) return 'expired';
  const after = await db.distributor.update({ where: { key }, data });
  const did = wanted.active === false ? 'ended' : 'changed';
  const step = { ...subject, did, before: asKept(row), after: asKept(after) };
  await keepStep(records, step, change);
  return 'changed';
}
