import { expect, test } from 'vitest';
import type { AidActions } from '../../src/aid/action.ts';
import { actions } from '../../src/aid/actions.ts';

const table: AidActions = actions;
const verbs = Object.entries(table);

test.each(verbs)('%s is called by its own name', (name, action) => {
  expect(action.name).toBe(name);
  expect(action.says).toMatch(/^[A-Z].*\.$/);
});

test.each(verbs)('the example of %s is one that it takes', (_, action) => {
  const parsed = action.needs.safeParse(action.example);
  expect(parsed.error?.message).toBeUndefined();
});

test('the verbs are these, and these make records', () => {
  expect(verbs.map(([name]) => name).sort()).toEqual([
    'need.mine',
    'need.open',
    'need.propose',
    'need.room',
    'person.consent',
    'person.donor',
    'person.name',
    'person.phone',
    'person.reach',
    'person.recognise',
    'place.named',
    'pledge.confirm',
    'pledge.mine',
    'programme.fields',
    'programme.packages',
    'programme.totals',
  ]);
  const making = verbs.filter(([, { creates }]) => creates).map(([name]) => name);
  expect(making.sort()).toEqual(['need.propose', 'person.consent', 'pledge.confirm']);
  const changing = verbs.filter(([, { reads, creates }]) => !reads && !creates);
  expect(changing.map(([name]) => name).sort()).toEqual(['person.name', 'person.phone']);
});
