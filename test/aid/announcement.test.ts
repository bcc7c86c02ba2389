import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let dodi: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  dodi = await world.known('dodi', 'Pak', 'Dodi', '+6281200000021');
  const { id: personId } = await database.prisma.person.findFirstOrThrow({
    where: { addresses: { some: { chat: dodi.chat } } },
  });
  await database.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 10 });
  await world.openNeed({ kelurahan: puloGadung, rw: 2, quantity: 10 });
  await world.openNeed({ kelurahan: gambir, rw: 3, quantity: 10 });
});

const drafted = async (text: string, more = {}) =>
  dodi.calls('announcement.draft', { audience: { who: 'rw' }, text, ...more });

describe('a draft', () => {
  test('gets another text', async () => {
    const made = await drafted('{nama}, satu.');
    expect(made.end).toBe('shown');
    const { draft, number } = made.gives;
    const again = await drafted('{nama}, dua.');
    expect(again).toMatchObject({ end: 'shown', gives: { draft, number } });
    expect(again.gives.text).toContain(', dua.');
  });
});
