import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkKey, keyFile, WrongKey } from '../../src/store/key.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { useDatabase } from '../database.ts';

describe('the key file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ksbb-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is made once, for its owner alone, and read ever after', async () => {
    const first = await keyFile(join(folder, 'data'));
    const path = join(folder, 'data', 'key');
    expect(first.made).toBe(path);
    expect(first.key).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
    expect(await keyFile(join(folder, 'data'))).toEqual({ key: first.key, made: undefined });
  });

  test('is one for all who start at once, and one of them says so', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => keyFile(folder)));
    expect(new Set(keys.map(({ key }) => key.join())).size).toBe(1);
    expect(keys.filter(({ made }) => made)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['key']);
  });

  test('is never made anew over one that cannot be used', async () => {
    await writeFile(join(folder, 'key'), 'half');
    await expect(keyFile(folder)).rejects.toThrow(
      `${join(folder, 'key')} does not hold a key: restore it from a backup, or set DATA_KEY.`,
    );
  });
});

describe('the check row', () => {
  const database = useDatabase();
  const another = createSecrets(new Uint8Array(32).fill(8));

  test('is made at the first start, by one of those that start at once', async () => {
    const { prisma, secrets } = database;
    await Promise.all(Array.from({ length: 4 }, () => checkKey(prisma, secrets)));
    expect(await prisma.keyCheck.count()).toBe(1);
  });

  test('lets the same key pass, and refuses another with nothing changed', async () => {
    const { prisma, secrets } = database;
    const before = await prisma.keyCheck.findMany();
    await checkKey(prisma, secrets);
    const refusal = checkKey(prisma, another);
    await expect(refusal).rejects.toBeInstanceOf(WrongKey);
    await expect(refusal).rejects.toThrow(
      'DATA_KEY is not the key of this database: set the one that it was begun with, or restore the file key in DATA_DIR from a backup. Nothing was changed.',
    );
    expect(await prisma.keyCheck.findMany()).toEqual(before);
  });
});
