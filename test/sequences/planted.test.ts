import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { layBeginning } from './beginning.ts';
import { layInvariants } from './invariants.ts';
import { play, sequences } from './play.ts';
import type { Sabotage } from './stage.ts';

/** A bug of each kind, put in on purpose: sequences that cannot find it would prove nothing. */

interface Planted extends Sabotage {
  /** The guards of the database that would have refused it. */
  guards?: string[];
  /** The name of what no longer holds. */
  finds: string;
  /** Of sequences that find it soon; 3 unless those do not. */
  seed?: number;
}

const planted: Record<string, Planted> = {
  'a promise that looks at no ceiling': {
    guards: ['ALTER TABLE need DROP CONSTRAINT need_ceiling'],
    finds: 'no need is promised or received beyond its ceiling',
    async verb(name, { db }, run) {
      const ended = await run();
      if (name !== 'pledge.confirm' || ended.end !== 'reserved') return ended;
      await db.$executeRaw`UPDATE pledge SET quantity = quantity + 500 WHERE number = ${ended.gives.number}`;
      await db.$executeRaw`
        UPDATE allocation SET quantity = quantity + 500
        WHERE pledge_id = (SELECT id FROM pledge WHERE number = ${ended.gives.number})`;
      return ended;
    },
  },
  'a need whose sum is not counted again': {
    guards: ['ALTER TABLE allocation DISABLE TRIGGER allocation_counts'],
    finds: 'a need is open, on its way and received, and nothing else',
  },
  'a lowered promise whose packages are lost': {
    guards: [
      'ALTER TABLE pledge DISABLE TRIGGER pledge_accounts',
      'ALTER TABLE allocation DISABLE TRIGGER allocation_accounts',
    ],
    finds: 'every package of a pledge is accounted for',
    async verb(name, { db }, run) {
      const ended = await run();
      if (name === 'pledge.reduce' && ended.end === 'reduced')
        await db.$executeRaw`UPDATE pledge SET taken_back = 0`;
      return ended;
    },
  },
  'a second head beside the first': {
    guards: ['DROP INDEX headship_one_head'],
    finds: 'a place has one head at most',
    async verb(name, { db }, run) {
      if (name === 'handover.places')
        await db.$executeRaw`
          INSERT INTO headship (id, place_id, person_id, state, claimed_at, verified_at)
          SELECT gen_random_uuid(), h.place_id, q.id, 'verified', h.claimed_at, h.claimed_at
          FROM headship h, person q WHERE h.state = 'verified' AND q.id <> h.person_id
          LIMIT 1 ON CONFLICT DO NOTHING`;
      return run();
    },
  },
  'a role that goes on after it was said to have ended': {
    finds: 'nobody decides without a living role',
    seed: 7,
    async verb(name, { db }, run) {
      const ended = await run();
      if (name === 'staff.revoke' && ended.end === 'revoked')
        await db.$executeRaw`UPDATE role SET revoked_at = NULL`;
      return ended;
    },
  },
  'a release of which the head never hears': {
    finds: 'both sides are told of every release, the head of every change: ',
    tells: (notice) => notice !== 'released-to-head',
  },
  'a promise of which the head never hears': {
    finds: 'a head and a donor are told of a promise once',
    tells: (notice) => notice !== 'pledge-to-head',
  },
  'a promise that is never released': {
    finds: 'nobody waits for a first contact beyond its time',
    timer: (kind, run) => (kind === 'pledge.release' ? Promise.resolve() : run()),
  },
  'a promise that nothing will release': {
    finds: 'a promise that lives has something due that ends its waiting',
    async verb(name, { db }, run) {
      const ended = await run();
      if (name === 'pledge.extend')
        await db.$executeRaw`DELETE FROM timer WHERE kind = 'pledge.release'`;
      return ended;
    },
  },
  'a receipt that counts more than came in good condition': {
    guards: ['ALTER TABLE handover DROP CONSTRAINT handover_is_split'],
    finds: 'what was received of a promise is on one receipt',
    async verb(name, { db }, run) {
      const ended = await run();
      if (name === 'handover.record')
        await db.$executeRaw`UPDATE handover SET counted = counted + 1 WHERE state = 'confirmed'`;
      return ended;
    },
  },
  'a promise that is kept twice': {
    finds: 'what was said to be promised is kept',
    async verb(name, _, run) {
      const ended = await run();
      return name === 'pledge.confirm' && ended.end === 'reserved'
        ? { end: 'reserved', gives: { ...ended.gives, amount: ended.gives.amount + 1 } }
        : ended;
    },
  },
};

describe.each(Object.entries(planted))('%s', (_, { guards = [], finds, seed = 3, ...sabotage }) => {
  const database = useDatabase();

  test('is found', async () => {
    const beginning = await layBeginning(database);
    await layInvariants(database.prisma);
    for (const guard of guards) await database.prisma.$executeRawUnsafe(guard);
    // The same ones every time: a test that finds it today finds it tomorrow.
    const tried = fc.sample(sequences, { numRuns: 120, seed });
    for (const steps of tried) {
      const { found } = await play(database, beginning, steps, sabotage);
      if (found.some((what) => what.startsWith(finds))) return;
      expect(found, 'and nothing else').toEqual([]);
    }
    throw new Error(`${tried.length} sequences, and nothing was found.`);
  }, 240_000);
});
