import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { World } from '../../src/flow/advance.ts';
import type { Request } from '../../src/flow/walk.ts';
import { acts, does, goodAnswer } from './all-events.ts';
import { strictly, Talker } from './talker.ts';
import { tinyActions, tinyAnswer, tinyWorld } from './tiny.ts';

type Step = Record<string, unknown>;
interface Written {
  flow: string;
  title: object;
  renamed: Record<string, string>;
  steps: Record<string, Step>;
}

const label = (text: string) => ({ id: `${text} Misalnya: x.`, en: `${text} For example: x.` });

/** A flow whose steps are called like nothing else in it, so that they can be renamed as a text. */
const first: Written = {
  flow: 'gift',
  title: label('Gift'),
  renamed: {},
  steps: {
    szero: { go: 'greet' },
    sone: { choose: 'test.fields', title: label('One'), text: label('One') },
    stwo: {
      choose: 'test.packages',
      with: { field: 'sone' },
      title: label('Two'),
      text: label('Two'),
    },
    sthree: { ask: 'quantity', title: label('Three'), text: label('Three') },
    sfour: {
      choose: 'test.places',
      with: { package: 'stwo' },
      on: { none: 'end' },
      title: label('Four'),
      text: label('Four'),
    },
    sfive: { ask: 'date', title: label('Five'), text: label('Five') },
    ssix: {
      choose: {
        yes: { ...label('Yes'), to: 'sseven' },
        change: { ...label('Change'), edits: ['sone', 'stwo', 'sthree', 'sfour'] },
        stop: { ...label('Stop'), cancels: true },
      },
      text: label('{sthree}, {sfour.label}'),
    },
    sseven: {
      do: 'test.confirm',
      with: { package: 'stwo', amount: 'sthree', place: 'sfour' },
      on: { reserved: 'sten', full: 'seight' },
    },
    seight: { say: label('Full') },
    snine: { go: 'sfour', forget: ['sfour', 'ssix'] },
    sten: { ask: 'text', text: label('Ten {sseven.number}') },
    seleven: { ask: 'yesno', text: label('Eleven') },
  },
};

/** One change that somebody could make to a flow; `at` and `kind` are taken modulo what there is. */
interface Change {
  what:
    | 'rename'
    | 'rename silently'
    | 'remove'
    | 'insert'
    | 'type'
    | 'options'
    | 'swap'
    | 'word'
    | 'when'
    | 'next';
  at: number;
  kind: number;
}

const changes = fc.record<Change>({
  what: fc.constantFrom(
    'rename',
    'rename silently',
    'remove',
    'insert',
    'type',
    'options',
    'swap',
    'word',
    'when',
    'next',
  ),
  at: fc.nat(30),
  kind: fc.nat(30),
});

const types = ['quantity', 'text', 'date', 'yesno', 'name', 'phone', 'place', 'money'];
let fresh = 0;

function change(written: Written, { what, at, kind }: Change): Written {
  const names = Object.keys(written.steps);
  const name = names[at % names.length] ?? '';
  const step = written.steps[name] ?? {};
  const entries = Object.entries(written.steps);
  const withSteps = (steps: [string, Step][]) => ({ ...written, steps: Object.fromEntries(steps) });
  const place = names.indexOf(name);
  switch (what) {
    case 'rename':
    case 'rename silently': {
      const now = `s${'abcdefghij'[fresh++ % 10]}${fresh}`.replaceAll(
        /\d/g,
        (digit) => 'klmnopqrst'[Number(digit)] ?? '',
      );
      const text = JSON.stringify({ ...written, renamed: {} }).replaceAll(
        new RegExp(`\\b${name}\\b`, 'g'),
        now,
      );
      const renamed = what === 'rename' ? { [name]: now } : {};
      return { ...(JSON.parse(text) as Written), renamed };
    }
    case 'remove':
      return withSteps(entries.filter(([other]) => other !== name));
    case 'insert': {
      const inserted: Step =
        [
          { ask: types[kind % types.length], text: label('New') },
          { say: label('New') },
          { choose: { a: label('A'), b: label('B') }, text: label('New') },
          { go: 'greet' },
        ][kind % 4] ?? {};
      const added: [string, Step] = [`new${fresh++}`, inserted];
      return withSteps([...entries.slice(0, place), added, ...entries.slice(place)]);
    }
    case 'type':
      return withSteps(
        entries.map(([other, old]) => [
          other,
          other === name && 'ask' in old ? { ...old, ask: types[kind % types.length] } : old,
        ]),
      );
    case 'options':
      return withSteps(
        entries.map(([other, old]) => [
          other,
          typeof old.choose === 'object'
            ? { ...old, choose: { ...old.choose, [`more${fresh++}`]: label('More') } }
            : old,
        ]),
      );
    case 'swap': {
      const swapped = [...entries];
      const [one, next] = [entries[place], entries[place + 1]];
      if (one && next) swapped.splice(place, 2, next, one);
      return withSteps(swapped);
    }
    case 'word':
      return JSON.parse(JSON.stringify(written).replaceAll('Misalnya', 'Misalnya kata')) as Written;
    case 'when':
      return withSteps(
        entries.map(([other, old]) => [
          other,
          other === name ? { ...old, when: 'sthree is given' } : old,
        ]),
      );
    case 'next':
      return withSteps(
        entries.map(([other, old]) => [
          other,
          other === name && !('go' in step)
            ? { ...old, next: names[place + 1 + (kind % names.length)] ?? 'end' }
            : old,
        ]),
      );
  }
}

/** The flow after a change, or as it was where the change would be refused on loading or walks in a circle. */
function later(before: { written: Written; world: World }, made: Change) {
  const written = change({ ...before.written, renamed: {} }, made);
  try {
    return { written, world: tinyWorld({ gift: JSON.stringify(written) }) };
  } catch {
    return before;
  }
}

/** Whether something is asked yet; whoever has ended a flow without a last word is at the menu. */
const isGoing = (ani: Talker) => ani.question !== undefined && ani.step !== 'menu/what';

const reserved = (requests: Request[]) =>
  requests.filter(({ action }) => action === 'test.confirm');

describe('G10: a changed flow strands nobody', () => {
  test('whatever is changed while people are in it', () => {
    let kept = 0;
    let done = 0;
    fc.assert(
      fc.property(
        acts,
        fc.array(fc.record({ after: fc.nat(20), change: changes }), { minLength: 1, maxLength: 6 }),
        fc.nat(20),
        (all, edits, fullUntil) => {
          fresh = 0;
          let now = { written: first, world: tinyWorld({ gift: JSON.stringify(first) }) };
          let confirms = 0;
          const ani = new Talker(
            now.world,
            strictly(tinyActions, (request) => {
              const isFull = request.action === 'test.confirm' && confirms++ < fullUntil % 3;
              return isFull ? { end: 'full', gives: {}, creates: true } : tinyAnswer(request);
            }),
          );
          for (const [turn, act] of all.entries()) {
            for (const edit of edits.filter(({ after }) => after === turn)) {
              const next = later(now, edit.change);
              if (next !== now) kept++;
              now = next;
            }
            ani.world = now.world;
            does(ani, act, 'none');
            // After a fault of ours together with a change nothing is asked: the next word brings the menu.
            if (act.does === 'is not filed' && act.how.fault) ani.says('halo');
            const frames = ani.position?.frames ?? [];
            expect(ani.question !== undefined || frames.length === 0).toBe(true);
          }
          // Whoever goes on answering comes to the end.
          ani.says('ulang');
          let turns = 0;
          while (isGoing(ani) && turns++ < 60) ani.meets(goodAnswer(ani));
          expect(turns).toBeLessThan(60);
          const made = reserved(ani.requests).map(({ question }) => question);
          expect(new Set(made).size).toBe(made.length);
          done += made.length > 0 ? 1 : 0;
        },
      ),
      { numRuns: 60 },
    );
    // The changes were real, and people came as far as a record.
    expect(kept).toBeGreaterThan(50);
    expect(done).toBeGreaterThan(20);
  }, 120_000);

  test('and no record is made twice, however the flow is changed after it', () => {
    let carried = 0;
    fc.assert(
      fc.property(
        fc.array(changes, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (edits, atOnce) => {
          fresh = 0;
          let now = { written: first, world: tinyWorld({ gift: JSON.stringify(first) }) };
          const ani = new Talker(now.world, strictly(tinyActions, tinyAnswer));
          ani.says('beri');
          for (let turn = 0; turn < 7; turn++) ani.meets(goodAnswer(ani));
          expect(ani.step).toBe('gift/sten');
          expect(reserved(ani.requests)).toHaveLength(1);
          for (const edit of edits) {
            const next = later(now, edit);
            if (next !== now) carried++;
            now = next;
            ani.world = now.world;
            if (!atOnce) ani.says('ulang');
          }
          for (let turn = 0; turn < 40 && isGoing(ani); turn++) ani.meets(goodAnswer(ani));
          expect(isGoing(ani)).toBe(false);
          expect(reserved(ani.requests)).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
    expect(carried).toBeGreaterThan(50);
  }, 120_000);
});
