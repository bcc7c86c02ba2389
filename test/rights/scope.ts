import type { Secrets } from '../../src/store/secrets.ts';
import { onto, type Phone, rw, tuesday, type World } from '../aid/world.ts';
import type { TestDatabase } from '../database.ts';
import { jpeg, pdf } from '../pictures.ts';

type Prisma = TestDatabase['prisma'];

/**
 * What one row of the table plays in: a field with its package and a kelurahan that no other row has, so that
 * nobody's list holds another row's case.
 */
export interface Scope {
  serial: number;
  prisma: Prisma;
  secrets: Secrets;
  world: World;
  field: string;
  package: string;
  area: string;
  /** `Pulo Gadung`. */
  areaName: string;
}

/** `Bu Uji Cab`: a name that nobody else has. */
export const nameOf = (serial: number, letter: string) =>
  `Uji ${letter}${String(serial)
    .split('')
    .map((digit) => 'abcdefghij'[Number(digit)])
    .join('')}`;

let phones = 0;

/** Somebody of this row whom the bot knows. */
export const known = ({ world, serial }: Scope, letter: string): Promise<Phone> =>
  world.known(
    `uji-${serial}-${letter.toLowerCase()}`,
    'Bu',
    nameOf(serial, letter),
    `+62812001${String(10_000 + ++phones)}`,
  );

export async function layScope(
  base: Pick<Scope, 'prisma' | 'secrets' | 'world'>,
  serial: number,
  areas: readonly { code: string; name: string }[],
): Promise<Scope> {
  const { prisma } = base;
  const key = `uji-${serial}`;
  // There are more rows than kelurahan: the last ones, which lay no place, share those of the first.
  const area = areas[serial % areas.length];
  if (!area) throw new Error('There is no kelurahan.');
  const named = { nameId: `Bidang ${serial}`, nameEn: `Field ${serial}` };
  const position = 100 + serial;
  await prisma.field.create({ data: { key, ...named, skpd: 'Dinas Uji', position } });
  const kinds = [
    ['', 'goods', 'sembako'],
    ['-tunai', 'cash', 'thr'],
  ] as const;
  for (const [suffix, nature, like] of kinds) {
    const model = await prisma.package.findUniqueOrThrow({ where: { key: like } });
    await prisma.package.create({ data: { ...model, key: key + suffix, fieldKey: key, nature } });
  }
  return { ...base, serial, field: key, package: key, area: area.code, areaName: area.name };
}

/** How a list shows a place of this row. */
export const placeIn = ({ areaName }: Scope, number: number) =>
  `RW ${String(number).padStart(2, '0')} ${areaName}`;

/** A registration of the RW of this number that waits for an officer; gives the id of the claim. */
export async function claimed(scope: Scope, number: number, letter = `R${number}`) {
  const head = await known(scope, letter);
  return { head, ...(await scope.world.claimed(head, rw(scope.area, number))) };
}

/** A checked head of the RW of this number. */
export async function headed(scope: Scope, number: number) {
  const found = await claimed(scope, number);
  await scope.world.verify(found.claim);
  return found;
}

/** A request of a checked head that waits to be assessed; gives its number. */
export async function asked(scope: Scope, number: number, what = scope.package) {
  const found = await headed(scope, number);
  const wish = { place: found.place, package: what, amount: 40 };
  const { end, gives } = await found.head.calls('need.propose', wish);
  if (end !== 'proposed') throw new Error(`The request ended as ${end}.`);
  return { ...found, need: gives.number as string };
}

/** A request that is open to donors. */
export async function open(scope: Scope, number: number, what = scope.package) {
  const found = await asked(scope, number, what);
  await scope.world.approve(found.need);
  return found;
}

/** What somebody promises: to a request, or to wait for a place; gives its number. */
export async function promised(
  scope: Scope,
  { need, what = scope.package, more = {} }: { need?: string; what?: string; more?: object } = {},
) {
  const donor = await known(scope, 'D');
  const { gives, end } = await donor.calls('pledge.confirm', {
    package: what,
    items: need === undefined ? [] : [onto(need, 9)],
    waits: need === undefined ? [{ amount: 9 }] : [],
    donorKind: 'perorangan',
    ...more,
  });
  if (!gives.number) throw new Error(`The promise ended as ${end}.`);
  return gives.number as string;
}

/** A count without a code of what nobody had promised; gives its id. */
export async function counted(scope: Scope, number: number): Promise<string> {
  const { head, place } = await open(scope, number);
  const said = { place, package: scope.package, came: 30, damaged: 2 };
  const { end } = await head.calls('handover.record', said);
  if (end !== 'counted') throw new Error(`The count ended as ${end}.`);
  return (await scope.prisma.handover.findFirstOrThrow({ where: { placeId: place } })).id;
}

/** A receipt that is confirmed: 9 came, as promised; gives its id and number. */
export async function received(scope: Scope, number: number) {
  const { head, place, need } = await open(scope, number);
  const pledge = await promised(scope, { need });
  const { id } = await scope.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: pledge } },
  });
  const { end, gives } = await head.calls('handover.record', { place, allocation: id, came: 9 });
  if (end !== 'recorded') throw new Error(`The hand-over ended as ${end}.`);
  const receipt = gives.number as string;
  const row = await scope.prisma.handover.findUniqueOrThrow({ where: { number: receipt } });
  return { id: row.id, receipt };
}

/** A file that was sent for a claim or a count, and is kept; gives its id. */
export async function pictured(
  { prisma, secrets, serial }: Scope,
  whose: { headship: string } | { handover: string },
): Promise<string> {
  const isLetter = 'headship' in whose;
  const bytes = isLetter ? pdf() : await jpeg();
  const row = isLetter
    ? await prisma.headship.findUniqueOrThrow({ where: { id: whose.headship } })
    : await prisma.handover.findUniqueOrThrow({ where: { id: whose.handover } });
  const by = 'recordedById' in row ? row.recordedById : row.personId;
  const { id } = await prisma.media.create({
    data: {
      kind: isLetter ? 'proof' : 'goods',
      ...(isLetter ? { headshipId: whose.headship } : { handoverId: whose.handover }),
      sentById: by ?? '',
      sentAt: tuesday,
      dueAt: tuesday,
      endedAt: tuesday,
      channel: 'simulator',
      chat: `uji-${serial}`,
      question: `photo-${serial}`,
      state: 'kept',
      mime: isLetter ? 'application/pdf' : 'image/jpeg',
      size: bytes.length,
      content: new Uint8Array(secrets.sealBytes(new Uint8Array(bytes))),
    },
  });
  return id;
}
