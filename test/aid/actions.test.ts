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
    'handover.check',
    'handover.confirm',
    'handover.match',
    'handover.nature',
    'handover.pictured',
    'handover.places',
    'handover.promised',
    'handover.record',
    'handover.rest',
    'handover.tally',
    'handover.unconfirmed',
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
    'photo.send',
    'photo.waiting',
    'place.claimable',
    'place.named',
    'pledge.cancel',
    'pledge.changeable',
    'pledge.confirm',
    'pledge.contacted',
    'pledge.extend',
    'pledge.mine',
    'pledge.redate',
    'pledge.reduce',
    'pledge.said-contacted',
    'pledge.to-contact',
    'pledge.to-extend',
    'pledge.uncontacted',
    'programme.fields',
    'programme.packages',
    'programme.totals',
  ]);
  const making = verbs.filter(([, { creates }]) => creates).map(([name]) => name);
  expect(making.sort()).toEqual([
    'handover.record',
    'need.propose',
    'person.consent',
    'photo.send',
    'pledge.confirm',
  ]);
  const changing = verbs.filter(([, { reads, creates }]) => !reads && !creates);
  expect(changing.map(([name]) => name).sort()).toEqual([
    'handover.confirm',
    'handover.match',
    'person.name',
    'person.phone',
    'pledge.cancel',
    'pledge.contacted',
    'pledge.extend',
    'pledge.redate',
    'pledge.reduce',
    'pledge.uncontacted',
  ]);
});
