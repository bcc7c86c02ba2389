import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../scripts/person.ts';
import { donorKinds, packages, plan, published, scaled } from '../../scripts/replay/programme.ts';
import { replay } from '../../scripts/replay/replay.ts';

/** At full scale: `npm run replay -- --scale 1`. */
const scale = 0.001;

describe('a plan', () => {
  test.each([0.001, 0.01, 1])(
    'at scale %s comes to the published totals, by seven kinds of donor',
    (size) => {
      const { promises, needs } = plan(size, chanceFrom(7));
      for (const key of packages) {
        const own = promises.filter((promise) => promise.package === key);
        const sum = own.reduce((all, { amount }) => all + amount, 0);
        expect(sum).toBe(scaled(size)[key]);
        for (const [index, need] of needs.entries()) {
          const here = own.filter(({ place }) => place === index);
          expect(here.reduce((all, { amount }) => all + amount, 0)).toBeLessThanOrEqual(need[key]);
        }
      }
      expect(new Set(promises.map(({ kind }) => kind)).size).toBe(donorKinds.length);
      for (const { amount, good, damaged, fate } of promises) {
        expect(good + damaged).toBeLessThanOrEqual(amount);
        expect(good === amount).toBe(fate === 'whole' || fate === 'late');
      }
    },
  );

  test('is of the totals that the programme published', () => {
    expect(published).toEqual({ sembako: 64464, 'siap-saji': 174948, lebaran: 33687, thr: 2344 });
  });
});

test('a programme of that size, to scale, commits and delivers to the last package', async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const replayed = await replay(scale, { chance: chanceFrom(seed), tell: () => {} });
  const { committed, delivered, overAllocated, donorKinds: kinds } = replayed;
  expect({ seed, committed, delivered, overAllocated, kinds }).toEqual({
    seed,
    kinds: 7,
    committed: replayed.expected,
    delivered: replayed.brought,
    overAllocated: 0,
  });
  expect(replayed.expected).toEqual({ sembako: 64, 'siap-saji': 175, lebaran: 34, thr: 2 });
}, 240_000);
