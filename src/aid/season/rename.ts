import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { adminAt } from './admin.ts';
import { changeField, changePackage } from './given.ts';
import { longestName, longestUnit } from './rules.ts';

export const rename = defineAction({
  name: 'season.rename',
  says: 'An admin calls a package or a field otherwise, or names another unit or dinas.',
  needs: z.object({
    /** A package, else the field itself. */
    package: chosen().optional(),
    field: chosen(),
    name: z.string().min(2).max(longestName).optional(),
    english: z.string().max(longestName).optional(),
    unit: z.string().min(2).max(longestUnit).optional(),
    englishUnit: z.string().max(longestUnit).optional(),
    skpd: z.string().min(2).max(100).optional(),
    /** The version that they were shown. */
    seen: shapes.text(),
  }),
  ends: {
    changed: z.object({}),
    /** Another admin changed it since it was shown. */
    moved: z.object({}),
    /** Another one is called so. */
    taken: z.object({ name: shapes.text() }),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { field: 'pangan', package: 'sembako', name: 'Paket sembako', seen: '0' },
  async run(
    { package: packageKey, field, name, english, unit, englishUnit, skpd, seen },
    { records, chat, now },
  ) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const both = (id: string | undefined, en: string | undefined) =>
      id === undefined ? undefined : en?.trim() || id.trim();
    const called = { nameId: name?.trim(), nameEn: both(name, english) };
    const counted = { unitId: unit?.trim(), unitEn: both(unit, englishUnit) };
    const change = { actor, seen, now };
    const end =
      packageKey === undefined
        ? await changeField(records, field, { ...called, skpd: skpd?.trim() }, change)
        : await changePackage(records, packageKey, { ...called, ...counted }, change);
    return end === 'taken' ? { end, gives: { name: called.nameId ?? '' } } : { end, gives: {} };
  },
});
