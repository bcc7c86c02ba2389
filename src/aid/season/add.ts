import { z } from 'zod';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { adminAt } from './admin.ts';
import { asKept, inBoth, keyOf, longestName, longestUnit, named } from './rules.ts';
import { type Change, keepStep, lockChanges } from './version.ts';

export interface Added {
  key: string;
  field: string;
  nature: Nature;
  name: string;
  nameEn?: string | undefined;
  unit: string;
  unitEn?: string | undefined;
}

/** A new package, given from now on, without a published price, below the others of its field. */
export async function addPackage(
  records: Records,
  { key, field, nature, name, nameEn, unit, unitEn }: Added,
  change: Change,
): Promise<'added' | 'taken' | 'gone'> {
  const { db } = records;
  await lockChanges(records);
  if ((await db.field.count({ where: { key: field } })) === 0) return 'gone';
  const [called, counted] = [inBoth(name, nameEn), inBoth(unit, unitEn)];
  // Nobody could tell two of one name apart.
  const there = await db.package.findFirst({ where: { OR: [{ key }, named(name)] } });
  if (there) {
    const isSame = there.fieldKey === field && there.nature === nature && there.nameId === name;
    return isSame && there.key === key && there.unitId === unit ? 'added' : 'taken';
  }
  const last = await db.package.aggregate({ where: { fieldKey: field }, _max: { position: true } });
  const row = await db.package.create({
    data: {
      ...{ key, fieldKey: field, nature },
      ...{ nameId: called.id, nameEn: called.en, unitId: counted.id, unitEn: counted.en },
      position: (last._max.position ?? -1) + 1,
    },
  });
  const step = { kind: 'package', key, did: 'added', before: null, after: asKept(row) } as const;
  await keepStep(records, step, change);
  return 'added';
}

export const add = defineAction({
  name: 'season.add',
  says: 'An admin adds a package to a field; it is given from now on, without a published price.',
  needs: z.object({
    field: chosen(),
    nature: chosen().pipe(z.enum(Nature)),
    name: z.string().min(2).max(longestName),
    english: z.string().max(longestName).optional(),
    unit: z.string().min(2).max(longestUnit),
    englishUnit: z.string().max(longestUnit).optional(),
  }),
  ends: {
    added: z.object({}),
    /** Another package is called so, or it has no letter in it. */
    taken: z.object({}),
    /** There is no such field. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: {
    field: { key: 'pangan', label: 'Pangan' },
    nature: { key: 'goods', label: 'Barang' },
    name: 'Paket takjil',
    english: 'Iftar package',
    unit: 'paket takjil',
    englishUnit: 'iftar packages',
  },
  async run({ field, nature, name, english, unit, englishUnit }, { records, chat, now }) {
    const actor = await adminAt(records, { chat, now });
    if (!actor) return { end: 'not-yours', gives: {} };
    const key = keyOf(name);
    if (key === '') return { end: 'taken', gives: {} };
    const said = { nameEn: english?.trim(), unitEn: englishUnit?.trim() };
    const wanted = { key, field, nature, name: name.trim(), unit: unit.trim(), ...said };
    return { end: await addPackage(records, wanted, { actor, now }), gives: {} };
  },
});
