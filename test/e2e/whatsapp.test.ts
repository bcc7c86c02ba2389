import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redisAvailable } from '../redis.ts';
import { play } from '../talks/play.ts';
import { writeTurn } from '../talks/write.ts';
import { World } from '../whatsapp/server/world.ts';
import { fromRequestToPledge, modes, withBot } from './way.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.listen();
});
afterEach(() => world.close());

describe('on WhatsApp', () => {
  test.for(modes)(
    "an RW head's request and a pledge on it run end to end, with sessions in %s",
    { timeout: 240_000 },
    async (mode, { skip }) => {
      skip(mode === 'Redis' && !redisAvailable, 'needs redis-server');
      const talks = await fromRequestToPledge();
      await withBot(
        mode,
        async ({ stage }) => {
          const { turns } = await play(talks, stage);
          expect(turns.map(({ heard }) => writeTurn(heard))).toEqual(
            turns.map(({ expected, heard, same }) => writeTurn(same ? heard : expected)),
          );
          expect(turns).toHaveLength(talks.flatMap((talk) => talk.turns).length);
        },
        world,
      );
      expect(world.error).toBeUndefined();
      expect(world.unread).toEqual([]);
      expect(world.pending).toEqual([]);
      expect(world.heard('receipt', { type: 'retry' })).toEqual([]);
    },
  );
});
