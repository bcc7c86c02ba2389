import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { chanceFrom } from '../../scripts/person.ts';
import { template } from '../global-setup.ts';
import { token } from '../talks/bots.ts';
import { type Ground, layGround } from '../talks/ground.ts';
import { type BotApi, startBotApi } from '../telegram/bot-api/index.ts';
import { announce } from './run.ts';

/** The same with 5,000 people and ten kills: `npm run announce-crash`. */
const people = 120;
let ground: Ground;
let server: BotApi;

beforeAll(async () => {
  ground = await layGround({ serverUrl: inject('serverUrl'), template });
  server = await startBotApi({ token });
});
afterAll(async () => {
  await server.close();
  await ground.leave();
  await ground.drop();
});

test('reaches everybody once at most, whoever dies and whatever breaks, at its pace, and says so truly', async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const chance = chanceFrom(seed);
  const verdict = await announce({ ground, server, people, kills: 1, chance });
  const { states, twice, untrue, forgotten } = verdict;
  expect({ seed, twice, untrue, forgotten }).toEqual({ seed, twice: 0, untrue: 0, forgotten: 0 });
  // The admin is one of everybody.
  const sum = Object.values(states).reduce((all, count) => all + count, 0);
  expect(sum).toBe(people + 1);
  // One in 25 wants none.
  expect(states.skipped).toBe(Math.floor(people / 25));
  // Which of them are is judged one by one: of the three, one may have been in hand when the process was killed.
  expect([2, 3]).toContain(states.blocked);
  // What had no answer, and what was on its way when a process was killed: forty answers are awaited at most, and of what was
  // claimed a few may not have been written yet, as their words are just made.
  expect(states.uncertain ?? 0).toBeLessThanOrEqual(verdict.unanswered + 40);
  expect(verdict.unwritten).toBeLessThanOrEqual(3);
  expect(verdict.notices).toBeGreaterThan(30);
  expect(verdict.replies.length).toBeGreaterThan(0);
  expect(verdict.mostInASecond).toBeLessThanOrEqual(30);
  expect(server.warnings).toEqual([]);
}, 180_000);
