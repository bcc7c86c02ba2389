import type { Label } from '../../chat/message.ts';
import { Stoppable } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';

/** What can be halted. */
export const stoppable: readonly Stoppable[] = Object.values(Stoppable);
export type { Stoppable };

/** What people read who come for something that stands still, unless the operator says it in words of their own. */
export const usualWhy: Record<Exclude<Stoppable, 'sends'>, Label> = {
  pledges: {
    id: 'Komitmen baru sedang dihentikan sementara oleh pengelola program.',
    en: 'New commitments are paused by the programme for the moment.',
  },
  registrations: {
    id: 'Pendaftaran tempat sedang dihentikan sementara oleh pengelola program.',
    en: 'Registering places is paused by the programme for the moment.',
  },
};

/** Why it stands still, in the words that people read; undefined while it goes on. */
export async function stopped({ db }: Records, what: Stoppable): Promise<Label | undefined> {
  const row = await db.stop.findUnique({ where: { what } });
  return row ? { id: row.whyId, en: row.whyEn } : undefined;
}

/** Halts it from now on, in every process; said again, with other words. What was begun before is not touched. */
export async function halt(
  records: Records,
  { what, why, actor, now }: { what: Stoppable; why: Partial<Label>; actor: Actor; now: Date },
): Promise<void> {
  const usual = what === 'sends' ? { id: '-', en: '-' } : usualWhy[what];
  const id = why.id ?? usual.id;
  const row = { whyId: id, whyEn: why.en ?? (why.id === undefined ? usual.en : id) };
  await records.db.stop.upsert({
    where: { what },
    create: { what, ...row, since: now },
    update: row,
  });
  await audit(records, { actor, what: 'stop.paused', on: { kind: 'stop', id: what }, at: now });
}

/** Lets it go on; false where nothing stood still. */
export async function goOn(
  records: Records,
  { what, actor, now }: { what: Stoppable; actor: Actor; now: Date },
): Promise<boolean> {
  const { count } = await records.db.stop.deleteMany({ where: { what } });
  if (count === 0) return false;
  await audit(records, { actor, what: 'stop.resumed', on: { kind: 'stop', id: what }, at: now });
  return true;
}
