import { expect, onTestFinished, test } from 'vitest';
import { claimMode } from '../../src/store/mode.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();

/** Ends the connections that hold advisory locks on this database, as a restart of PostgreSQL does. */
const dropLocks = () => database.prisma.$queryRaw`
  SELECT pg_terminate_backend(pid)::text FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

test('who lost the claim with its connection, and finds the other mode, has to end', async () => {
  const { prisma, url } = database;
  let lost = 0;
  const first = await claimMode(prisma, url, 'postgresql', () => {
    lost += 1;
  });
  onTestFinished(first.release);
  await expect(claimMode(prisma, url, 'redis')).rejects.toThrow(
    'Another process runs without REDIS_URL',
  );

  await dropLocks();
  const second = await claimMode(prisma, url, 'redis');
  onTestFinished(second.release);
  await expect.poll(() => lost, { timeout: 10_000 }).toBe(1);
});

test('who takes the claim again and finds its own mode goes on', async () => {
  const { prisma, url } = database;
  let lost = 0;
  const claim = await claimMode(prisma, url, 'redis', () => {
    lost += 1;
  });
  onTestFinished(claim.release);
  await dropLocks();
  const isHeld = async () => {
    const rows = await prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    return rows.length > 0;
  };
  await expect.poll(isHeld, { timeout: 10_000 }).toBe(true);
  expect(lost).toBe(0);
});
