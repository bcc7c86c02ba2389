import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { actions } from '../../src/aid/actions.ts';
import type { World } from '../../src/flow/advance.ts';
import { loadBook } from '../../src/flow/load.ts';
import { readSources } from '../../src/flow/read.ts';
import type { Request } from '../../src/flow/walk.ts';
import { loadRegions } from '../../src/regions.ts';
import { acts, does } from './all-events.ts';
import { anyEnd, chanceFrom } from './made-up.ts';
import { Talker } from './talker.ts';

let world: World;

beforeAll(async () => {
  const loaded = loadBook(await readSources(), actions);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  world = { book: loaded.book, regions: loadRegions() };
});

/** Somebody who talks with the real flows, while everything that could come of an action comes of it. */
function talker(seed: number): Talker {
  const chance = chanceFrom(seed);
  return new Talker(world, (request) => {
    const action = actions[request.action as keyof typeof actions];
    action.needs.parse(request.needs);
    if (action.creates) expect(request.question).not.toBe('');
    return anyEnd(actions, request, chance);
  });
}

const verbs = (requests: Request[]) =>
  requests.filter(({ action }) => actions[action as keyof typeof actions].creates);

describe('with the real flows, whatever people do and whatever comes of it', () => {
  test('nothing throws, nobody is stranded, and every message can be read', () => {
    fc.assert(
      fc.property(acts, fc.nat(), (all, seed) => {
        const ani = talker(seed);
        let oldQuestion = 'none';
        for (const act of all) {
          const before = ani.question;
          const said = does(ani, act, oldQuestion);
          const frames = ani.position?.frames ?? [];
          // A question is open, or nothing goes on at all.
          expect(ani.question !== undefined || frames.length === 0).toBe(true);
          expect(frames.length).toBeLessThanOrEqual(6);
          const isSilent = ani.replies.length === 0;
          const maySilently =
            act.does === 'taps an old button' ||
            act.does === 'taps' ||
            act.does === 'is not filed' ||
            act.does === 'sends';
          expect(isSilent && !maySilently).toBe(false);
          if (!isSilent && ani.question) expect(ani.replies.at(-1)?.question).toBe(ani.question);
          for (const { text, options } of ani.replies) {
            expect(text.trim()).not.toBe('');
            expect(text.length).toBeLessThanOrEqual(4096);
            expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
          }
          expect(said.join('\n')).not.toMatch(/\{[a-z][\w.-]*\}|undefined|\[object|NaN/);
          if (before !== ani.question && before) oldQuestion = before;
        }
        // One answer makes one record of a kind.
        const made = verbs(ani.requests).map(({ action, question }) => `${action} ${question}`);
        expect(new Set(made).size).toBe(made.length);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('the same comes of the same', () => {
    fc.assert(
      fc.property(acts, fc.nat(), (all, seed) => {
        const [one, other] = [talker(seed), talker(seed)];
        for (const act of all) expect(does(one, act, 'none')).toEqual(does(other, act, 'none'));
        expect(one.position).toEqual(other.position);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('every flow and every kind of question is met', () => {
    const wanted = [
      'menu/what',
      'welcome/consent',
      'welcome/name',
      'give/amount',
      'give/where',
      'give/deliver',
      'give/review',
      'request/place',
      'register/place',
      'register/review',
      'request/review',
    ];
    const met = new Set<string>();
    for (let seed = 0; seed < 90 && !wanted.every((step) => met.has(step)); seed++) {
      const ani = talker(seed);
      const first =
        ['beri', 'minta', 'daftar', 'total', 'komitmen saya', 'permintaan saya'][seed % 6] ?? '';
      ani.says(first);
      for (let turn = 0; turn < 60; turn++) {
        met.add(ani.step);
        does(ani, { does: 'answers well' }, 'none');
      }
    }
    for (const step of wanted) expect(met).toContain(step);
  }, 60_000);
});
