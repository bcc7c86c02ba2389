import { describe, expect, test } from 'vitest';
import { type Chance, type Flaw, loseRedis, receive, sweepUnsaid, World, work } from './model.ts';

/** A small linear generator: the same seed gives the same schedule on every machine. */
function chanceOf(seed: number): Chance {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Runs one random schedule, lets everything come to rest, and says what is wrong. */
function run(seed: number, flaw?: Flaw): string[] {
  const chance = chanceOf(seed);
  const world = new World(chance, flaw);
  const running: Generator<void, void, void>[] = [];
  const losesRedis = seed % 3 === 0;
  for (let i = 0; i < 220; i++) {
    const what = chance(100);
    if (what < 8 && world.everSent.length < (seed % 2 === 0 ? 4 : 14)) world.speak();
    else if (what < 20) running.push(receive(world));
    else if (what < 32 && running.length < 6) running.push(work(world));
    else if (what < 34)
      running.splice(chance(running.length + 1), 1); // kill -9
    else if (what < 38)
      world.now += 31; // a lock expires
    else if (what < 39) world.kept = structuredClone(world.redis);
    else if (what < 41)
      loseRedis(world, losesRedis ? pick(['empty', 'earlier', 'same'], chance) : 'same');
    else if (what < 43) redeliver(world, chance);
    else if (what < 44) sweepUnsaid(world);
    else step(running, chance);
  }
  rest(world);
  const faults = judge(world, losesRedis);
  // Whatever happened: the next thing that the person says brings both sides to the same question.
  world.speak();
  rest(world);
  return [...faults, ...judge(world, losesRedis), ...apart(world)];
}

const pick = <T>(from: [T, ...T[]], chance: Chance): T => from[chance(from.length)] ?? from[0];

function step(running: Generator<void, void, void>[], chance: Chance): void {
  const index = chance(running.length);
  if (running[index]?.next().done) running.splice(index, 1);
}

function redeliver(world: World, chance: Chance): void {
  const event = world.everSent[chance(world.everSent.length)];
  if (event) world.network.push(event);
}

/** No more faults: the network delivers, one process works, the sweeps run. */
function rest(world: World): void {
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < 60 && world.network.length > 0; i++) drain(receive(world));
    world.now += 31;
    for (let i = 0; i < 20; i++) drain(work(world));
    sweepUnsaid(world);
  }
}

function drain(process: Generator<void, void, void>): void {
  for (let i = 0; i < 2000 && !process.next().done; i++);
}

function judge(world: World, losesRedis: boolean): string[] {
  const faults = [...world.faults];
  if (world.redis.inbox.length > 0) faults.push('events wait for nobody');
  if (world.redis.out.length > 0) faults.push('replies wait for nobody');
  const heard = new Set(world.phone.map(({ reply }) => reply.event));
  for (const { id } of world.everSent) {
    const isExcused = losesRedis && world.goneWithRedis.has(id);
    if (!heard.has(id) && !isExcused) faults.push(`${id} was never answered`);
  }
  const told = new Set(world.phone.map(({ reply }) => reply.tells));
  for (const pledge of world.pledges.values()) {
    if (!told.has(pledge)) faults.push(`${pledge} is kept and was never told`);
  }
  for (const [command, times] of world.acted)
    if (times > 1) faults.push(`${command} acted ${times} times`);
  for (const { reply } of world.phone.filter(({ reply }) => reply.full)) {
    const isKept = world.phone.some((other) => other.reply.tells === `p-${reply.event}`);
    if (isKept) faults.push(`${reply.event} was told both that it is full and that it is kept`);
  }
  return faults;
}

/** The question that is open is the one that the person saw last. */
function apart(world: World): string[] {
  const open = world.redis.session?.position.question;
  const last = world.phone.findLast(({ reply }) => reply.question)?.reply.question;
  return open === undefined || last === open
    ? []
    : [`${open} is open and was not the last one shown`];
}

const schedules = Number(process.env.MODEL_SCHEDULES ?? 6000);

describe('the turn as a model', () => {
  test(`loses, doubles, misfiles and strands nothing in ${schedules} random schedules`, () => {
    const bad: string[] = [];
    for (let seed = 1; seed <= schedules && bad.length < 5; seed++) {
      const faults = run(seed);
      if (faults.length > 0) bad.push(`schedule ${seed}: ${faults.join('; ')}`);
    }
    expect(bad).toEqual([]);
  });

  const flaws: Flaw[] = [
    'no-doubt',
    'no-turn-key',
    'no-run-id',
    'no-shown-mark',
    'no-unsaid-sweep',
  ];
  test.each(flaws)('is found out when it has %s', (flaw) => {
    let found = 0;
    for (let seed = 1; seed <= schedules && found === 0; seed++) found = run(seed, flaw).length;
    expect(found).toBeGreaterThan(0);
  });
});
