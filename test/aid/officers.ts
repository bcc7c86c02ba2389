import { expect } from 'vitest';
import { invite, type Office } from '../../src/aid/staff/invitations.ts';
import type { TestDatabase } from '../database.ts';
import { gambir, type Phone, tuesday, type World } from './world.ts';

/** Somebody who works for the programme, invited by the operator: `{ kind: 'skpd', fieldKey: 'pangan' }`. */
export async function employ(
  world: World,
  account: string,
  office: Pick<Office, 'kind' | 'fieldKey' | 'areaCode'>,
): Promise<Phone> {
  const phone = await world.known(account, 'Bu', account, '+628120000770');
  const code = await world.transact(async (records) => {
    const actor = { as: 'operator' } as const;
    const wish = { ...office, name: account, actor, chance: account, now: tuesday };
    return (await invite(records, wish)).code;
  });
  expect((await phone.calls('staff.join', { code })).end).toBe('joined');
  return phone;
}

let places = 20;

/** A checked head who has three lamps approved, and a request of theirs that waits to be assessed. */
export async function askedOf(world: World, database: TestDatabase, amount = 145) {
  const rw = ++places;
  const lamps = { kelurahan: gambir, rw, package: 'lampu', quantity: 3 };
  const { head } = await world.openNeed(lamps);
  const { id: place } = await database.prisma.place.findFirstOrThrow({
    where: { rw, kelurahanCode: gambir },
  });
  const ended = await head.calls('need.propose', { place, package: 'sembako', amount });
  return { need: ended.gives.number as string, head, place };
}
