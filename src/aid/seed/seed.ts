import type { RegionRows } from '../../language/regions.ts';
import type { Basis, Prisma, RegionKind } from '../../store/generated/client.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { fields } from './reference.ts';

/** The rows of the files in `regions/`. */
export type RegionSeed = Pick<RegionRows, RegionKind>;

const programmeKey = 'ksbb';

/**
 * What every installation begins with: the regions, the six fields with their packages, one running programme
 * and the prices valid in it. Only what is missing is added, so that it may run at every start, in several
 * processes, and never undoes what an admin changed.
 */
export async function seed(
  db: Prisma.TransactionClient,
  { regions, now }: { regions: RegionSeed; now: Date },
): Promise<void> {
  await seedRegions(db, regions);
  await db.field.createMany({
    data: fields.map(({ key, id, en, skpd }, position) => ({
      key,
      nameId: id,
      nameEn: en,
      skpd,
      position,
    })),
    skipDuplicates: true,
  });
  await db.package.createMany({ data: fields.flatMap(packageRows), skipDuplicates: true });
  await db.programme.createMany({
    data: {
      key: programmeKey,
      nameId: 'KSBB',
      nameEn: 'KSBB',
      startsOn: dayInJakarta(now),
      state: 'open',
    },
    skipDuplicates: true,
  });
  await seedPrices(db);
  await db.installation.createMany({ data: { id: 1, createdAt: now }, skipDuplicates: true });
}

async function seedRegions(db: Prisma.TransactionClient, regions: RegionSeed): Promise<void> {
  const all = regions.kota.length + regions.kecamatan.length + regions.kelurahan.length;
  if ((await db.region.count()) >= all) return;
  // A parent stands before its parts.
  for (const kind of ['kota', 'kecamatan', 'kelurahan'] as const) {
    await db.region.createMany({
      data: regions[kind].map(({ code, name }) => ({
        code,
        kind,
        name,
        parentCode: kind === 'kota' ? null : code.slice(0, code.lastIndexOf('.')),
      })),
      skipDuplicates: true,
    });
  }
}

function packageRows(field: (typeof fields)[number]): Prisma.PackageCreateManyInput[] {
  return field.packages.map(({ key, nature, name, unit }, position) => ({
    key,
    fieldKey: field.key,
    nature,
    nameId: name[0],
    nameEn: name[1],
    unitId: unit[0],
    unitEn: unit[1],
    position,
  }));
}

async function seedPrices(db: Prisma.TransactionClient): Promise<void> {
  const programme = await db.programme.findUniqueOrThrow({ where: { key: programmeKey } });
  // A later price, or one that was taken back, is the admin's.
  if ((await db.price.count({ where: { programmeId: programme.id } })) > 0) return;
  await db.price.createMany({
    data: fields
      .flatMap((field) => field.packages)
      .flatMap(({ key, prices = {} }) =>
        Object.entries(prices).map(([basis, rupiah]) => ({
          packageKey: key,
          basis: basis as Basis,
          programmeId: programme.id,
          validFrom: programme.startsOn,
          rupiah,
        })),
      ),
    skipDuplicates: true,
  });
}
