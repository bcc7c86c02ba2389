import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, hears, meet, start } from './bots.ts';

/** A checkout of its own, as `git clone` and `npm ci` leave it. */
async function checkout(parent: string, name: string): Promise<string> {
  const path = join(parent, name);
  await mkdir(path);
  const isNeeded = (entry: string) => !/^(\..*|data|node_modules|test|docs|bench)$/.test(entry);
  for (const entry of (await readdir('.')).filter(isNeeded)) {
    await cp(entry, join(path, entry), { recursive: true });
  }
  await symlink(join(process.cwd(), 'node_modules'), join(path, 'node_modules'));
  return path;
}

test('two checkouts side by side take ports and data of their own, and each reads its own .env', {
  timeout: 120_000,
}, async () => {
  const parent = await folder();
  const [first, second] = [await checkout(parent, 'first'), await checkout(parent, 'second')];
  await writeFile(join(second, '.env'), '# Somewhere else.\nDATA_DIR=./elsewhere\nDEMO=off\n');
  const [one, two] = await Promise.all([
    start({ PORT: '' }, { checkout: first, entry: 'main' }),
    start({ PORT: '' }, { checkout: second, entry: 'main' }),
  ]);
  expect(one.printed()).toContain(`A key was made in ${join(first, 'data', 'key')}.`);
  expect(two.printed()).toContain(`A key was made in ${join(second, 'elsewhere', 'key')}.`);
  expect(one.url).not.toBe(two.url);
  for (const { url } of [one, two]) expect(Number(new URL(url).port)).toBeGreaterThanOrEqual(3000);
  await hears(meet('sari', one), 'total', /dijanjikan, \d+ diterima/);
  await hears(meet('sari', two), 'total', /Belum ada yang tercatat/);
});
