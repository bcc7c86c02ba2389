import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { deskOf } from './desk.ts';
import { invite as makeInvitation, type Office } from './invitations.ts';
import { roleLabels } from './labels.ts';

const wanted = {
  kind: chosen().pipe(z.enum(['admin', 'skpd', 'kelurahan'])),
  /** Of an SKPD officer. */
  field: chosen().optional(),
  /** Of a kelurahan officer. */
  place: shapes.place().optional(),
};
type Wanted = z.output<z.ZodObject<typeof wanted>>;

/** Undefined where the field or kelurahan is missing, or unknown. */
async function officeOf(
  { db }: Records,
  { kind, field, place }: Wanted,
): Promise<Office | undefined> {
  if (kind === 'admin') return { kind };
  if (kind === 'skpd') {
    const isKnown = field !== undefined && (await db.field.count({ where: { key: field } })) > 0;
    return isKnown ? { kind, fieldKey: field } : undefined;
  }
  const areaCode = place?.kelurahan;
  const isKnown =
    areaCode !== undefined && (await db.region.count({ where: { code: areaCode } })) > 0;
  return isKnown ? { kind, areaCode } : undefined;
}

async function labelOf(records: Records, { kind, fieldKey, areaCode }: Office) {
  const role = { kind, fieldKey: fieldKey ?? null, areaCode: areaCode ?? null };
  return (await roleLabels(records, [role]))(role);
}

/** What the summary of an invitation names: `Petugas Kelurahan Pulo Gadung`. */
export const office = defineAction({
  name: 'staff.office',
  says: 'What a role is called in full, with its field or kelurahan.',
  needs: z.object(wanted),
  ends: {
    known: z.object({ role: shapes.label() }),
    /** The field or kelurahan is missing, or unknown. */
    incomplete: z.object({}),
  },
  reads: true,
  example: { kind: { key: 'skpd', label: 'Petugas bidang' }, field: 'pangan' },
  async run(wish, { records }) {
    const found = await officeOf(records, wish);
    if (!found) return { end: 'incomplete', gives: {} };
    return { end: 'known', gives: { role: await labelOf(records, found) } };
  },
});

export const invite = defineAction({
  name: 'staff.invite',
  says: 'An admin invites an officer or another admin: a code that lets one person in, once.',
  needs: z.object({
    ...wanted,
    name: z.string().min(1).max(60),
  }),
  ends: {
    invited: z.object({
      code: shapes.text(),
      name: shapes.text(),
      role: shapes.label(),
      expires: shapes.moment(),
    }),
    /** Only an admin invites. */
    'not-yours': z.object({}),
    /** The field or kelurahan is missing, or unknown. */
    incomplete: z.object({}),
  },
  creates: true,
  example: {
    kind: { key: 'skpd', label: 'Petugas bidang' },
    field: { key: 'pangan', label: 'Pangan' },
    name: 'Bu Citra',
  },
  async run({ kind, field, place, name }, { records, chat, question, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const office = await officeOf(records, { kind, field, place });
    if (!office) return { end: 'incomplete', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    const chance = `${chat}:${question}`;
    const { code, expiresAt } = await makeInvitation(records, {
      ...office,
      name,
      actor,
      chance,
      now,
    });
    const label = await labelOf(records, office);
    return { end: 'invited', gives: { code, name, role: label, expires: expiresAt.toISOString() } };
  },
});
