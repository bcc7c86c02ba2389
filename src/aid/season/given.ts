import type { Records } from '../action.ts';
import { asKept, differing, othersNamed } from './rules.ts';
import { type Change, isMoved, keepStep, lockChanges } from './version.ts';

/** What is called otherwise from now on, and whether it is given; what is missing stays. */
export interface PackageChange {
  nameId?: string | undefined;
  nameEn?: string | undefined;
  unitId?: string | undefined;
  unitEn?: string | undefined;
  active?: boolean | undefined;
}

export interface FieldChange {
  nameId?: string | undefined;
  nameEn?: string | undefined;
  /** The dinas in charge. */
  skpd?: string | undefined;
  active?: boolean | undefined;
}

/** `taken`: another one is called so, and nobody could tell the two apart. */
type Ended = 'changed' | 'moved' | 'taken' | 'gone';

/** Switched off, it is offered for nothing new; what was promised and asked for of it is finished. */
export async function changePackage(
  records: Records,
  key: string,
  wanted: PackageChange,
  change: Change,
): Promise<Ended> {
  const { db } = records;
  await lockChanges(records);
  const row = await db.package.findUnique({ where: { key } });
  if (!row) return 'gone';
  const data = differing(row, wanted);
  if (Object.keys(data).length === 0) return 'changed';
  const subject = { kind: 'package', key } as const;
  if (await isMoved(records, subject, change)) return 'moved';
  if (data.nameId && (await db.package.count({ where: othersNamed(key, data.nameId) })) > 0)
    return 'taken';
  const after = await db.package.update({ where: { key }, data });
  const step = { ...subject, did: didOf(wanted), before: asKept(row), after: asKept(after) };
  await keepStep(records, step, change);
  return 'changed';
}

/** The same of a field, with all its packages. */
export async function changeField(
  records: Records,
  key: string,
  wanted: FieldChange,
  change: Change,
): Promise<Ended> {
  const { db } = records;
  await lockChanges(records);
  const row = await db.field.findUnique({ where: { key } });
  if (!row) return 'gone';
  const data = differing(row, wanted);
  if (Object.keys(data).length === 0) return 'changed';
  const subject = { kind: 'field', key } as const;
  if (await isMoved(records, subject, change)) return 'moved';
  if (data.nameId && (await db.field.count({ where: othersNamed(key, data.nameId) })) > 0)
    return 'taken';
  const after = await db.field.update({ where: { key }, data });
  const step = { ...subject, did: didOf(wanted), before: asKept(row), after: asKept(after) };
  await keepStep(records, step, change);
  return 'changed';
}

const didOf = ({ active }: { active?: boolean | undefined }): string =>
  active === undefined ? 'changed' : active ? 'switched-on' : 'switched-off';
