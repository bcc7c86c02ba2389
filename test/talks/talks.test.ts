import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { World } from '../../src/flow/advance.ts';
import { loadBook } from '../../src/flow/load.ts';
import { readSources } from '../../src/flow/read.ts';
import { actions } from '../../src/records.ts';
import { loadRegions } from '../../src/regions.ts';
import { template } from '../global-setup.ts';
import { redisAvailable, startRedis, type TestRedis } from '../redis.ts';
import { runHere } from './bots.ts';
import { type Ground, type GroundOptions, layGround } from './ground.ts';
import { observe, partsOf, type Walked } from './observed-book.ts';
import { type Played, play } from './play.ts';
import { clockAfter, readTalks, rewriteTalk, withBeginning } from './shelf.ts';
import type { Talk, Turn } from './talk.ts';
import { unreachable } from './unreachable.ts';
import { writeTurn } from './write.ts';

/** `REWRITE_TALKS=1 npx vitest run test/talks`: what the bot says now becomes what it is to say. */
const rewriting = process.env.REWRITE_TALKS === '1';

const loaded = loadBook(await readSources(), actions);
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const { book } = loaded;
const walked: Walked = new Set();
const world: World = { book: observe(book, walked), regions: loadRegions() };
const talks = await readTalks();

/** A talk that was played, on a database that others may go on from. */
interface Kept extends Played {
  ground: Ground;
  isAsWritten: boolean;
  faults: string[];
}

const kept = new Map<string, Promise<Kept>>();

/** Plays a talk once, on a copy of what the talk before it left. */
function once(talk: Talk): Promise<Kept> {
  const earlier = kept.get(talk.name) ?? playHere(talk);
  kept.set(talk.name, earlier);
  return earlier;
}

async function playHere(talk: Talk): Promise<Kept> {
  const chain = withBeginning(talk, talks);
  const before = chain.at(-2);
  const begun = before && (await once(before));
  if (begun?.isAsWritten === false)
    throw new Error(`First ${talk.after}.talk has to go as written.`);
  const { programmeEnds } = talk;
  const after = chain.slice(0, -1);
  const where = { at: clockAfter(after), goneOn: begun?.ground.clock.now(), programmeEnds };
  return playOn([talk], begun?.ground.database ?? template, where, after);
}

async function playOn(
  chain: Talk[],
  from: string,
  options: Pick<GroundOptions, 'at' | 'goneOn' | 'programmeEnds' | 'redisUrl'>,
  after: Talk[] = [],
): Promise<Kept> {
  const ground = await layGround({ serverUrl: inject('serverUrl'), template: from, ...options });
  const bot = await runHere(ground, { world });
  try {
    const played = await play(chain, bot.stage, { toEnd: rewriting, after });
    const isAsWritten = rewriting || played.turns.every(({ same }) => same);
    return { ...played, ground, isAsWritten, faults: bot.faults ?? [] };
  } finally {
    await bot.stop();
    await ground.leave();
  }
}

/** Turns as a talk writes them, each under the line that it answers. */
const written = (turns: Turn[]) =>
  turns.map((turn) => `${turn.does.talk}.talk:${turn.does.line}\n${writeTurn(turn)}`).join('\n\n');

async function hold(talk: Talk, { turns, faults }: Kept): Promise<void> {
  const heard = turns.map((turn) => turn.heard);
  // The voice's own talks are held word for word: no flag rewrites them.
  if (rewriting && !talk.name.startsWith('voice/')) return rewriteTalk(talk, heard);
  expect(written(heard), faults.join('')).toBe(
    written(turns.map((turn) => (turn.same ? turn.heard : turn.expected))),
  );
}

const titled = (some: Talk[]) => some.map((talk) => [talk.title, talk] as const);

describe('with sessions in PostgreSQL', () => {
  // Each of some seventy waits for a checkpoint.
  afterAll(async () => {
    for (const one of await Promise.allSettled(kept.values())) {
      if (one.status === 'fulfilled') await one.value.ground.drop();
    }
  }, 300_000);

  describe.concurrent('each talk goes as it is written', () => {
    test.each(titled(talks))('%s', async (_, talk) => hold(talk, await once(talk)), 300_000);
  });

  test('every step, end and option of every flow is walked by a talk', () => {
    const missed = partsOf(book).filter((part) => !walked.has(part) && !unreachable[part]);
    expect(missed).toEqual([]);
  });

  test('what is said to be out of reach is a part of a flow, and no talk reaches it', () => {
    const parts = partsOf(book);
    const idle = Object.keys(unreachable).filter(
      (part) => !parts.includes(part) || walked.has(part),
    );
    expect(idle).toEqual([]);
  });
});

/** Those that make records and race for them. */
const again = ['beri', 'rebutan'];

describe.skipIf(!redisAvailable || rewriting)('with sessions in Redis, needs redis-server', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis(['--appendfsync', 'everysec']);
  });
  afterAll(() => redis.stop());

  test.each(titled(talks.filter(({ name }) => again.includes(name))))(
    '%s',
    async (_, talk) => {
      // A Redis database for each: chats of other talks have the same keys.
      const redisUrl = `${redis.url}/${again.indexOf(talk.name)}`;
      const played = await playOn(withBeginning(talk, talks), template, { redisUrl });
      await hold(talk, played);
      await played.ground.drop();
    },
    300_000,
  );
});
