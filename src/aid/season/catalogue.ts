import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { adminAt } from './admin.ts';
import { seenOf } from './version.ts';

const row = shapes.choice().extend({
  /** What it is called; its label says too where it is switched off. */
  called: shapes.label(),
  name: shapes.text(),
  english: shapes.text(),
  offered: z.enum(['yes', 'no']),
  /** Its latest version, given back with a change of it. */
  seen: shapes.text(),
});
const offered = (active: boolean) => (active ? ('yes' as const) : ('no' as const));
const labelled = (id: string, en: string, active: boolean) => ({
  id: active ? id : `${id} (tidak dibuka)`.slice(0, 40),
  en: active ? en : `${en} (not open)`.slice(0, 40),
});

/** What a field and a package have in common. */
interface Entry {
  key: string;
  nameId: string;
  nameEn: string;
  active: boolean;
}

const shown = ({ key, nameId, nameEn, active }: Entry) => ({
  key,
  label: labelled(nameId, nameEn, active),
  called: { id: nameId, en: nameEn },
  name: nameId,
  english: nameEn,
  offered: offered(active),
});

/** With those that are switched off, which `programme.fields` leaves out. */
export const fields = defineAction({
  name: 'season.fields',
  says: 'All fields, those that are switched off too, for an admin to change.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(row.extend({ skpd: shapes.text() })) }),
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    if (!(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    const rows = await records.db.field.findMany({ orderBy: { position: 'asc' } });
    const seen = await seenOf(records, 'field');
    const items = rows.map((one) => ({ ...shown(one), skpd: one.skpd, seen: seen(one.key) }));
    return { end: 'list', gives: { items } };
  },
});

export const packages = defineAction({
  name: 'season.packages',
  says: 'All packages of a field, those that are switched off too, for an admin to change.',
  needs: z.object({ field: chosen() }),
  ends: {
    list: z.object({
      items: z.array(
        row.extend({
          unit: shapes.text(),
          englishUnit: shapes.text(),
          nature: z.enum(Nature),
        }),
      ),
    }),
    /** The field has none yet. */
    none: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { field: { key: 'pangan', label: 'Pangan' } },
  async run({ field }, { records, chat, now }) {
    if (!(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    const rows = await records.db.package.findMany({
      where: { fieldKey: field },
      orderBy: { position: 'asc' },
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const seen = await seenOf(records, 'package');
    const items = rows.map((one) => ({
      ...shown(one),
      unit: one.unitId,
      englishUnit: one.unitEn,
      nature: one.nature,
      seen: seen(one.key),
    }));
    return { end: 'list', gives: { items } };
  },
});
