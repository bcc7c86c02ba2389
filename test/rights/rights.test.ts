import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions } from '../../src/aid/actions.ts';
import { tuesday } from '../aid/world.ts';
import { anybody } from './anybody.ts';
import { judge } from './judge.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { openStage } from './stage.ts';
import { lists, type Row, rows, tabled } from './table.ts';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

const sceneOf = (verb: string): Scene => {
  const scene = scenes[verb];
  if (!scene) throw new Error(`No scene plays ${verb}.`);
  return scene;
};

describe.concurrent('through the channel, a role is judged where the verb is', () => {
  test.each(rows.map((row) => [row.verb, row.part, row.may ? 'may' : 'may not', row] as const))(
    '%s: %s %s',
    async (verb, part, _, row) => {
      const scene = sceneOf(verb);
      expect(judge(row, scene, await stage.play({ scene, part }))).toEqual([]);
    },
    60_000,
  );
});

describe.concurrent('a verb that lets anybody through is found', () => {
  // One of each way in which verbs look for the role.
  const planted = [
    'staff.revoke',
    'place.approve',
    'need.inspect',
    'pledge.place',
    'handover.accept',
    'inquiry.settle-report',
  ].map((verb): [string, Row] => [verb, { verb, part: 'revoked', may: false }]);
  // A role given behind the back of the table is what a verb without its check would be.
  test.each(planted)(
    '%s',
    async (verb, row) => {
      const scene = sceneOf(verb);
      const meanwhile = async (personId: string) => {
        await stage.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
      };
      const seen = await stage.play({ scene, part: 'revoked', meanwhile });
      const faults = judge(row, scene, seen).map((fault) => fault.split(':')[0]);
      expect(faults).toEqual([
        'it happened',
        'it is on record as done',
        'was told what only who may is told',
        'was not told why',
      ]);
    },
    60_000,
  );
});

test('every verb has a row, shows staff a list of their own, or is for anybody', () => {
  expect([...tabled, ...lists, ...anybody].sort()).toEqual(Object.keys(actions).sort());
  expect(Object.keys(scenes).sort()).toEqual([...tabled].sort());
});
