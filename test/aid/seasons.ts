import { beforeEach } from 'vitest';
import { closeSeason } from '../../src/aid/season/close.ts';
import { openSeason } from '../../src/aid/season/open.ts';
import { type Pricing, setPrice } from '../../src/aid/season/price.ts';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, tuesday, type World } from './world.ts';

export const operator = { actor: { as: 'operator' }, now: tuesday } as const;
export const hoursOn = (date: string) => new Date(`${date}T03:00:00Z`);

/** An admin and a donor before each test, one season that runs at the published prices, and nothing closed or switched off. */
export function useSeasons() {
  const database = useDatabase();
  const is = { serial: 0 } as { serial: number; world: World; dodi: Phone; ani: Phone };

  beforeEach(async () => {
    const world = createWorld(database.prisma, database.secrets);
    const { prisma } = database;
    await prisma.programme.updateMany({ data: { state: 'closed' } });
    await prisma.package.updateMany({ data: { active: true } });
    await prisma.field.updateMany({ data: { active: true } });
    if (is.serial === 0) await world.seed();
    is.serial += 1;
    const { serial } = is;
    const ksbb = await prisma.programme.update({
      where: { key: 'ksbb' },
      data: { state: 'open', endsOn: null, nameId: 'KSBB', contactHours: 48 },
    });
    const sembako = { packageKey: 'sembako', programmeId: ksbb.id };
    const validFrom = new Date('2026-11-24');
    await prisma.price.deleteMany({ where: sembako });
    await prisma.price.create({
      data: { ...sembako, basis: 'household_week', validFrom, rupiah: 200_000n },
    });
    is.world = world;
    is.dodi = await world.known(`dodi-${serial}`, 'Pak', 'Dodi', `+62812000077${10 + serial}`);
    is.ani = await world.known(`ani-${serial}`, 'Bu', 'Ani', `+62812000088${10 + serial}`);
    const { personId } = await prisma.address.findUniqueOrThrow({
      where: { chat: is.dodi.chat },
    });
    await prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  });

  return {
    is,
    database,
    open: (key: string, from: string, until?: string) =>
      is.world.transact((records) =>
        openSeason(records, { key, name: key, from, until }, operator),
      ),
    set: (pricing: Partial<Pricing>, now = tuesday) =>
      is.world.transact((records) =>
        setPrice(
          records,
          { package: 'sembako', basis: 'household_week', rupiah: 210_000, ...pricing },
          { ...operator, now },
        ),
      ),
    close: (key: string) => is.world.transact((records) => closeSeason(records, key, operator)),
    versions: (kind: 'programme' | 'price' | 'package' | 'field' | 'distributor', key: string) =>
      database.prisma.programmeVersion.findMany({
        where: { kind, key },
        orderBy: { serial: 'asc' },
      }),
  };
}
