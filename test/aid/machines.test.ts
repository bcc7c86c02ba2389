import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawn, machines } from '../../src/aid/machines.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
const names = Object.keys(machines) as (keyof typeof machines)[];

test.each(names)('the database moves a %s along these lines and no others', async (name) => {
  const [row] = await database.prisma.$queryRaw<{ body: string }[]>`
    SELECT prosrc AS body FROM pg_proc WHERE proname = ${`${name}_moves`}`;
  const held = [...(row?.body ?? '').matchAll(/'([a-z_]+>[a-z_]+)'/g)].map(([, move]) => move);
  expect(held.sort()).toEqual(Object.keys(machines[name]).sort());
});

test.each(names)('%s is drawn as it is: node --import tsx scripts/make-machines.ts', (name) => {
  expect(page.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0]?.trim()).toBe(
    drawn(name),
  );
});
