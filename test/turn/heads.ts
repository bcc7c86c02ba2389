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
