import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/store/database.ts';
import { isInfrastructure } from '../../src/store/failure.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();

test('a transaction whose time is over in the middle of a call leaves nothing of that call', async () => {
  const prisma = connect(database.url, 1);
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  onTestFinished(async () => {
    await other.end();
    await prisma.$disconnect();
  });
  // The call looks first and inserts then. Its look waits here for longer than the transaction may last.
  await other.query('BEGIN; LOCK TABLE key_check IN ACCESS EXCLUSIVE MODE');
  const sealed = new Uint8Array([1]);
  const told = prisma
    .$transaction(
      (db) =>
        db.keyCheck.upsert({ where: { id: 2 }, create: { id: 1, sealed }, update: { sealed } }),
      { timeout: 200 },
    )
    .catch((error: unknown) => error);
  const late = await database.prisma.$queryRaw`SELECT pg_sleep(0.6)::text`;
  expect(late).toHaveLength(1);
  await other.query('COMMIT');
  expect(isInfrastructure(await told)).toBe(true);
  // The one connection is whole again, and takes what comes next.
  expect(await prisma.keyCheck.findMany()).toEqual([]);
  await prisma.$transaction((db) => db.keyCheck.create({ data: { id: 1, sealed } }));
  expect(await prisma.keyCheck.count()).toBe(1);
});
