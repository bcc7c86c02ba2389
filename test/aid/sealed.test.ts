import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gift, puloGadung, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  const { need } = await world.openNeed({ kelurahan: puloGadung, rw: 3, quantity: 145 });
  const ani = await world.known('akun-ani-9183', 'Bu', 'Anindya', '+6281299887766');
  await ani.calls('pledge.confirm', {
    ...gift(need, 25),
    donorKind: 'dunia-usaha',
    donorName: 'PT Rahasia Sekali',
  });
});

/** Every row of every table as text; bytes are also given as the characters that they would be. */
async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const tables = await client.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
    );
    const texts: string[] = [];
    for (const { tablename } of tables.rows) {
      const { rows } = await client.query<object>(
        `SELECT * FROM ${pg.escapeIdentifier(tablename)}`,
      );
      for (const value of rows.flatMap((row) => Object.values(row))) {
        texts.push(
          Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value ?? null),
        );
      }
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

test('names, numbers and accounts stand nowhere in the clear', async () => {
  const everything = await dump();
  // The dump sees what is not secret.
  expect(everything).toContain('Paket sembako');
  expect(everything).toContain('dunia-usaha');
  for (const secret of [
    '81299887766',
    'Anindya',
    'akun-ani-9183',
    'Rahasia Sekali',
    'Kepala 3',
    '81200001003',
  ]) {
    expect(everything.includes(secret), secret).toBe(false);
  }
});

test('and can be opened with the key', async () => {
  const person = await database.prisma.person.findFirstOrThrow({
    where: { phoneHash: database.secrets.hash('+6281299887766') },
    include: { addresses: true },
  });
  expect(person.phone && database.secrets.open(person.phone)).toBe('+6281299887766');
  expect(person.name && database.secrets.open(person.name)).toBe('Anindya');
  expect(person.addresses.map(({ account }) => database.secrets.open(account))).toEqual([
    'akun-ani-9183',
  ]);
});
