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

/** The quiet hours of the programme that began last; before the first one, those that every programme begins with. */
export async function quietHours({ db }: Pick<Records, 'db'>): Promise<Hours> {
  const programme = await db.programme.findFirst({ orderBy: { startsOn: 'desc' } });
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
