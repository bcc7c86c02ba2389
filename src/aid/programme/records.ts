import type { Label } from '../../chat/message.ts';
import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { dayInJakarta, type Hours } from './rules.ts';

/** A programme that runs at this time. */
export function runningAt(now: Date): Prisma.ProgrammeWhereInput {
  const today = dayInJakarta(now);
  return {
    state: 'open',
    startsOn: { lte: today },
    OR: [{ endsOn: null }, { endsOn: { gte: today } }],
  };
}

/** The programme that new requests belong to: of those that run, the one that began last. */
export function currentProgramme({ db }: Records, now: Date) {
  return db.programme.findFirst({
    where: runningAt(now),
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
  });
}

/**
 * Keeps the programme as it is until this transaction ends: a promise or a request that is being made is made before it
 * closes, or not at all.
 */
export async function holdProgramme({ db }: Records): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('programme', 0))::text`;
}

/** Changes of the programme come one after the other, and after what holds it. */
export async function lockProgramme({ db }: Records): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('programme', 0))::text`;
}

/** The package of this key, where it is given now: neither it nor its field is switched off. */
export function givenPackage({ db }: Records, key: string) {
  return db.package.findUnique({ where: { key, active: true, field: { active: true } } });
}

/** The quiet hours of the programme that began last; before the first one, those that every programme begins with. */
export async function quietHours({ db }: Pick<Records, 'db'>, now: Date): Promise<Hours> {
  const programme = await db.programme.findFirst({
    where: { startsOn: { lte: dayInJakarta(now) }, state: { not: 'draft' } },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
  });
  return programme ?? { contactHours: 48, quietFromHour: 21, quietUntilHour: 7 };
}

export interface PackageWords {
  package: Label;
  /** What is counted, e.g. `paket sembako`. */
  unit: Label;
}

/** How packages are called, by key. */
export async function packageWords(
  { db }: Records,
  keys: string[],
): Promise<(key: string) => PackageWords> {
  const rows = await db.package.findMany({ where: { key: { in: keys } } });
  const words = new Map(
    rows.map((row) => [
      row.key,
      { package: { id: row.nameId, en: row.nameEn }, unit: { id: row.unitId, en: row.unitEn } },
    ]),
  );
  return (key) => words.get(key) ?? { package: { id: key, en: key }, unit: { id: key, en: key } };
}
