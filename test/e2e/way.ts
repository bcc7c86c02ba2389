import { inject } from 'vitest';
import { template } from '../global-setup.ts';
import { startRedis } from '../redis.ts';
import { type Running, runHere } from '../talks/bots.ts';
import { type Ground, type GroundOptions, layGround } from '../talks/ground.ts';
import { readTalks, withBeginning } from '../talks/shelf.ts';
import type { Talk } from '../talks/talk.ts';
import type { BotApi } from '../telegram/bot-api/index.ts';
import { World } from '../whatsapp/server/world.ts';

/** Both places where sessions can live. */
export const modes = ['PostgreSQL', 'Redis'] as const;
export type Mode = (typeof modes)[number];

/** Pak Budi asks for what RW 03 lacks, staff approve it, and Ani promises a part of it. */
export async function fromRequestToPledge(): Promise<Talk[]> {
  const talks = await readTalks();
  const pledge = talks.find(({ name }) => name === 'beri');
  if (!pledge) throw new Error('beri.talk is gone.');
  return withBeginning(pledge, talks);
}

/** A ground with sessions there, and what ends it. */
export async function groundIn(
  mode: Mode,
  { asProcess }: Pick<GroundOptions, 'asProcess'>,
): Promise<{ ground: Ground; end(): Promise<void> }> {
  const redis = mode === 'Redis' ? await startRedis(['--appendfsync', 'everysec']) : undefined;
  const ground = await layGround({
    serverUrl: inject('serverUrl'),
    template,
    redisUrl: redis?.url,
    asProcess,
  });
  return {
    ground,
    async end() {
      await ground.leave();
      await ground.drop();
      await redis?.stop();
    },
  };
}

/** Does something with a bot that runs within this process, and ends it whatever comes. */
export async function withBot(
  mode: Mode,
  work: (bot: Running, ground: Ground) => Promise<void>,
  server?: BotApi | World,
): Promise<void> {
  const { ground, end } = await groundIn(mode, { asProcess: false });
  try {
    const on = server instanceof World ? { whatsapp: server } : server ? { server } : {};
    const bot = await runHere(ground, on);
    try {
      await work(bot, ground);
    } finally {
      await bot.stop();
    }
  } finally {
    await end();
  }
}
