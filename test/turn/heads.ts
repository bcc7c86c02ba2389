import { approveClaim } from '../../src/aid/place/decide.ts';
import { bindRecords } from '../../src/records.ts';
import { createWorld, rw } from '../aid/world.ts';
import type { TestDatabase } from '../database.ts';

/** Somebody who heads RWs of Rawa Badak Utara, checked by an officer: they may ask for aid for each. */
export async function headOfPlaces(
  { prisma, secrets }: TestDatabase,
  {
    account,
    name,
    phone,
    places,
  }: { account: string; name: string; phone: string; places: number[] },
): Promise<void> {
  const now = new Date();
  const world = createWorld(prisma, secrets);
  const head = await world.known(account, 'Bu', name, phone);
  const { code } = await prisma.region.findFirstOrThrow({
    where: { kind: 'kelurahan', name: 'Rawa Badak Utara' },
  });
  for (const number of places) await world.headed(head, rw(code, number), {}, now);
}

/** An officer checks the RW of Rawa Badak Utara that its head has registered: from now on they may ask for aid. */
export async function approvePlace(
  { prisma, secrets }: TestDatabase,
  number: number,
): Promise<void> {
  const { id } = await prisma.headship.findFirstOrThrow({
    where: { state: 'claimed', place: { rw: number, kelurahan: { name: 'Rawa Badak Utara' } } },
  });
  const now = new Date();
  const { end } = await prisma.$transaction((db) =>
    approveClaim(bindRecords(secrets)(db, now), { claim: id, actor: { as: 'operator' }, now }),
  );
  if (end !== 'approved') throw new Error(`The claim to RW ${number} ended as ${end}.`);
}
