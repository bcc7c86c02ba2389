import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';

/** What the check row holds, sealed. */
const knownText = 'ksbb';

/** The database was begun with another DATA_KEY. Its message says what to do. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}

/**
 * Reads the embedded database's key from `<dataDir>/key`, or makes that file: 32 random bytes as base64, to be
 * read by its owner alone. `made` is its path the one time that this call made it, to be told to the operator:
 * whoever loses it loses every name and phone number. Six processes may call this at once.
 * A database that was begun has its key already (`isBegun`): another one is never made for it.
 */
export async function keyFile(
  dataDir: string,
  { isBegun } = { isBegun: false },
): Promise<{ key: Uint8Array; made: string | undefined }> {
  const path = join(dataDir, 'key');
  const draft = `${path}.new-${randomUUID()}`;
  await mkdir(dataDir, { recursive: true });
  const isHere = await isThere(path);
  if (!isHere && isBegun) {
    throw new WrongKey(
      `${path} is missing, and this database was begun with it: restore it from a backup, or set DATA_KEY. Nothing was changed.`,
    );
  }
  const made = isHere ? false : await make(path, draft);
  const key = new Uint8Array(Buffer.from(await readFile(path, 'utf8'), 'base64'));
  if (key.length !== 32) {
    throw new Error(`${path} does not hold a key: restore it from a backup, or set DATA_KEY.`);
  }
  return { key, made: made ? path : undefined };
}

async function isThere(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw new Error(`${path} cannot be read: start the bot as the user that owns it.`, {
        cause: error,
      });
    },
  );
}

/** Whole or not at all: written beside its place, then linked there unless another process was first. */
async function make(path: string, draft: string): Promise<boolean> {
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether the database was begun: then it has the key check, and only its own key will do. Writes nothing. */
export async function isBegun(prisma: PrismaClient): Promise<boolean> {
  const [table] = await prisma.$queryRaw<{ there: boolean }[]>`
    SELECT to_regclass('key_check') IS NOT NULL AS there`;
  return table?.there === true && (await prisma.keyCheck.count({ where: { id: 1 } })) > 0;
}

/**
 * Makes sure that what is sealed from now on can be read beside what was sealed before. The first start on
 * a database keeps a known text sealed with its key; every later one must be able to open it.
 * To be called before anything else is written. Throws `WrongKey`.
 */
export async function checkKey(prisma: PrismaClient, secrets: Secrets): Promise<void> {
  const find = () => prisma.keyCheck.findUnique({ where: { id: 1 } });
  let row = await find();
  if (!row) {
    const data = [{ id: 1, sealed: secrets.seal(knownText) }];
    await prisma.keyCheck.createMany({ data, skipDuplicates: true });
    row = await find();
  }
  if (row && opens(secrets, row.sealed)) return;
  throw new WrongKey(
    'DATA_KEY is not the key of this database: set the one that it was begun with, or restore the file key in DATA_DIR from a backup. Nothing was changed.',
  );
}

function opens(secrets: Secrets, sealed: Uint8Array): boolean {
  try {
    return secrets.open(sealed) === knownText;
  } catch {
    return false;
  }
}
