import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { speakerOf } from './records.ts';
import { called, sapaanByKey } from './rules.ts';

export const nameNeeds = z.object({
  /** As it was read: `{ sapaan: 'Bu', name: 'Ani' }`, or the name alone. */
  name: z.object({ name: z.string().min(1).max(60), sapaan: z.string().max(20).optional() }),
  /** What was chosen where the name came alone: `bu`, `pak` or `saja`. */
  sapaan: chosen().optional(),
});

export async function keepName(
  { db, secrets }: Records,
  person: string,
  needs: z.infer<typeof nameNeeds>,
): Promise<{ name: string; called: string }> {
  const { name } = needs.name;
  const sapaan = needs.name.sapaan ?? sapaanByKey[needs.sapaan ?? 'saja'] ?? null;
  await db.person.update({ where: { id: person }, data: { name: secrets.seal(name), sapaan } });
  return { name, called: called({ sapaan, name }) };
}

export const name = defineAction({
  name: 'person.name',
  says: 'Keeps the name, and how the person wants to be addressed.',
  needs: nameNeeds,
  ends: {
    stored: z.object({ name: shapes.text(), called: shapes.text() }),
    /** Has not agreed to be known. */
    unregistered: z.object({}),
  },
  example: { name: { name: 'Ani' }, sapaan: 'bu' },
  async run(needs, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unregistered', gives: {} };
    return { end: 'stored', gives: await keepName(records, person.id, needs) };
  },
});
