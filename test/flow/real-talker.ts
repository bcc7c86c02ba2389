import { actions } from '../../src/aid/actions.ts';
import type { World } from '../../src/flow/advance.ts';
import { loadBook } from '../../src/flow/load.ts';
import type { Answers } from '../../src/flow/position.ts';
import { emptyPosition } from '../../src/flow/position.ts';
import { readSources } from '../../src/flow/read.ts';
import type { Result } from '../../src/flow/walk.ts';
import { loadRegions } from '../../src/regions.ts';
import { anyEnd, chanceFrom } from './made-up.ts';
import { strictly, Talker } from './talker.ts';

const loaded = loadBook(await readSources(), actions);
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
/** The book as people meet it. */
export const realWorld: World = { book: loaded.book, regions: loadRegions() };

/** How an action ends, without records. */
export const ends = (end: string, gives: Record<string, unknown> = {}): Result => ({
  end,
  gives,
  creates: false,
});

/** A list of what can be chosen, with other names of it: `listOf(['rw7', 'RW 07 Pulo Gadung'])`. */
export const listOf = (...items: [key: string, label: string, more?: object][]): Result =>
  ends('list', { items: items.map(([key, label, more]) => ({ key, label, ...more })) });

export const catalogue: Record<string, Result> = {
  'pledge.taken': ends('taken'),
  'place.taken': ends('taken'),
  'programme.running': ends('running'),
  'staff.look': ends('shown'),
  'need.fits': ends('fits'),
  'person.recognise': ends('known', { called: 'Bu Lina', name: 'Lina' }),
  'staff.me': ends('none'),
  'programme.fields': listOf(
    [
      'pangan',
      'Pangan',
      { also: ['Paket sembako', 'Paket makan siap saji'], skpd: 'Dinas Sosial' },
    ],
    ['pendidikan', 'Pendidikan', { also: ['Tablet belajar'], skpd: 'Dinas Pendidikan' }],
  ),
  'programme.packages': listOf(
    ['sembako', 'Paket sembako', { nature: 'goods', unit: 'paket sembako' }],
    ['makan', 'Paket makan siap saji', { nature: 'goods', unit: 'paket makan siap saji' }],
  ),
};

/** Somebody who talks with the real flows; what the test does not answer for ends in some way of its own. */
export function realTalker(results: Record<string, Result> = {}): Talker {
  const chance = chanceFrom(7);
  const known = { ...catalogue, ...results };
  return new Talker(
    realWorld,
    strictly(
      actions as never,
      (request) => known[request.action] ?? anyEnd(actions, request, chance),
    ),
  );
}

/** The same, at a question of a flow, with the answers that it needs. */
export function realTalkerAt(
  flow: string,
  step: string,
  answers: Answers,
  results: Record<string, Result> = {},
): Talker {
  const talker = realTalker(results);
  const { fingerprint = '' } = realWorld.book.flows[flow] ?? {};
  const frame = { flow, fingerprint, step, answers, kinds: {}, trail: [], ends: {} };
  const position = emptyPosition('id');
  talker.position = { ...position, frames: [{ ...frame, interrupts: false }], at: talker.now };
  talker.meets({ kind: 'resume' });
  return talker;
}
