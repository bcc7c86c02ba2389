import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redisAvailable } from '../redis.ts';
import { token } from '../talks/bots.ts';
import { play } from '../talks/play.ts';
import { writeTurn } from '../talks/write.ts';
import { type BotApi, sends, startBotApi } from '../telegram/bot-api/index.ts';
import { fromRequestToPledge, modes, withBot } from './way.ts';

let server: BotApi;
beforeEach(async () => {
  server = await startBotApi({ token });
});
afterEach(() => server.close());

describe('on Telegram', () => {
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
        server,
      );
      expect(server.warnings).toEqual([]);
      expect(server.unanswered).toEqual([]);
      expect(server.pending).toBe(0);
      expect(sends(server.calls).filter(({ ok }) => !ok)).toEqual([]);
    },
  );
});
