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
    'handover.accept',
    'handover.check',
    'handover.confirm',
    'handover.correct',
    'handover.dispute',
    'handover.look',
    'handover.match',
    'handover.nature',
    'handover.pictured',
    'handover.places',
    'handover.promised',
    'handover.received',
    'handover.record',
    'handover.reject',
    'handover.rest',
    'handover.tally',
    'handover.unconfirmed',
    'handover.waiting',
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
    'queue.waiting',
    'staff.invite',
    'staff.join',
    'staff.me',
    'staff.revoke',
    'staff.roles',
  ]);
  const making = verbs.filter(([, { creates }]) => creates).map(([name]) => name);
  expect(making.sort()).toEqual([
    'handover.record',
    'need.propose',
    'person.consent',
    'photo.send',
    'pledge.confirm',
    'staff.invite',
    'staff.join',
  ]);
  const changing = verbs.filter(([, { reads, creates }]) => !reads && !creates);
  expect(changing.map(([name]) => name).sort()).toEqual([
    'handover.accept',
    'handover.confirm',
    'handover.correct',
    'handover.dispute',
    'handover.look',
    'handover.match',
    'handover.reject',
    'person.name',
    'person.phone',
    'pledge.cancel',
    'pledge.contacted',
    'pledge.extend',
    'pledge.redate',
    'pledge.reduce',
    'pledge.uncontacted',
    'staff.revoke',
  ]);
});
