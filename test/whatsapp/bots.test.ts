import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Bot, programme, startBot } from '../../scripts/bot.ts';
import { testKey, useDatabase } from '../database.ts';
import { linkWhatsapp } from '../talks/bots.ts';
import type { Ground } from '../talks/ground.ts';
import { readScreen } from './screen.ts';
import { World } from './server/world.ts';

const [pairing, holding, bursting] = [useDatabase(), useDatabase(), useDatabase()];
const waiting = useDatabase();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const envOf = (url: string, world: World) => ({
  DATABASE_URL: url,
  DATA_KEY: Buffer.from(testKey).toString('base64'),
  WHATSAPP: 'on',
  WHATSAPP_SOCKET_URL: world.url,
  DEMO: 'off',
  LOG_LEVEL: 'info',
});

async function layWorld(): Promise<World> {
  const world = new World();
  await world.listen();
  closing.push(() => world.close());
  return world;
}
const link = (env: Record<string, string>, world: World) =>
  linkWhatsapp({ env } as unknown as Ground, world);

async function start(
  env: Record<string, string>,
  ready: 'said' | 'healthy' = 'healthy',
): Promise<Bot> {
  const bot = await startBot(env, {
    entry: 'main',
    within: 60_000,
    ...(ready === 'said' ? { ready } : {}),
  });
  closing.push(() => bot.stop('SIGKILL'));
  return bot;
}

/** What an operator types, in a pipe. */
function cli(env: Record<string, string>, ...words: string[]) {
  const child = spawn(process.execPath, [...programme('src/cli.ts'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  closing.push(async () => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(() => child.exitCode);
  return { printed: () => output, ended };
}

describe('the command line', { timeout: 120_000 }, () => {
  test('links, shows the code as a line and on a page that opens once, tells how it stands, and unlinks', async () => {
    const world = await layWorld();
    const env = envOf(pairing.url, world);
    const bot = await start(env, 'said');
    const health = async () =>
      (await fetch(`${bot.url}/health/ready`)).json() as Promise<{ parts: Record<string, string> }>;
    await vi.waitFor(
      async () => expect((await health()).parts.whatsapp).toMatch(/not linked.*whatsapp pair/),
      10_000,
    );

    const pair = cli(env, 'whatsapp', 'pair');
    await vi.waitFor(() => expect(pair.printed()).toMatch(/^qr \S+$/m), 30_000);
    const page = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(pair.printed())?.[0] ?? '';
    const opened = await fetch(page);
    expect(await opened.text()).toContain('<svg');
    expect((await fetch(page)).status).toBe(410);
    const mine = { headers: { Cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '' } };
    expect((await fetch(page, mine)).status).toBe(200);
    expect((await fetch(new URL('/', page))).status).toBe(404);
    world.scan(/^qr (\S+)$/m.exec(pair.printed())?.[1] ?? '');
    expect(await pair.ended).toBe(0);
    expect(pair.printed()).toMatch(/^Linked\./m);

    await vi.waitFor(async () => expect((await health()).parts.whatsapp).toBe('ready'), 15_000);
    world.person('6281200000012').says('halo');
    await world.person('6281200000012').hears(/Mau mulai dari mana/, 20_000);
    const metrics = await (await fetch(`${bot.url}/metrics`)).text();
    expect(metrics).toMatch(/ksbb_channel_ready\{channel="whatsapp"\} 1/);

    const status = cli(env, 'whatsapp', 'status');
    expect(await status.ended).toBe(0);
    expect(status.printed()).toMatch(/Linked to a phone[\s\S]*A process holds the connection/);
    const logout = cli(env, 'whatsapp', 'logout');
    expect(await logout.ended).toBe(0);
    expect(logout.printed()).toMatch(/Unlinked, and the keys are deleted/);
    expect(world.link.linked).toBe(false);
    await vi.waitFor(
      async () => expect((await health()).parts.whatsapp).toMatch(/whatsapp pair/),
      10_000,
    );
    // Nothing of keys or people in what was printed or logged, at any time.
    expect(bot.printed() + pair.printed()).not.toMatch(/privKey|SessionEntry|62812|"halo"/);
  });
});

describe('two processes', { timeout: 120_000 }, () => {
  test('kill -9 of the one that is connected: the other answers within 30 s, and never are there two', async () => {
    const world = await layWorld();
    const env = envOf(holding.url, world);
    await link(env, world);
    const first = await start(env);
    await vi.waitFor(() => expect(world.connections).toBe(1), 10_000);
    await start(env);
    const ani = world.person('6281200000012');
    ani.says('halo');
    await ani.hears(/Mau mulai dari mana/, 20_000);
    // Whoever dies while speaking keeps the chat for as long as its own lease, whatever the channel: that is not measured here.
    await vi.waitFor(async () => {
      expect(await holding.prisma.dialogue.count({ where: { speaker: { not: null } } })).toBe(0);
    }, 5000);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, world.connections);
    }, 5);
    await first.stop('SIGKILL');
    const begun = performance.now();
    ani.says('1');
    await ani.hears(/Boleh kami simpan/, 30_000);
    clearInterval(watch);
    expect(performance.now() - begun).toBeLessThan(30_000);
    expect(most).toBe(1);
  });
});

describe('somebody who wrote five times while the bot was away', { timeout: 120_000 }, () => {
  test('has a turn for each, one greeting, and the answer that was one is filed', async () => {
    const world = await layWorld();
    const env = envOf(waiting.url, world);
    await link(env, world);
    const first = await start(env);
    const ani = world.person('6281200000012');
    ani.says('mau bantu');
    await ani.hears(/Boleh kami simpan/, 20_000);
    await vi.waitFor(async () => {
      expect(await waiting.prisma.turn.count({ where: { saidAt: null } })).toBe(0);
    }, 5000);
    await first.stop();
    for (const text of ['1', 'Bu Ani', 'halo', 'halo', 'halo']) ani.says(text);
    await world.settled();
    const before = ani.inbox.length;
    await start(env);
    await vi.waitFor(async () => {
      expect(await waiting.prisma.turn.count()).toBe(6);
      expect(await waiting.prisma.turn.count({ where: { saidAt: null } })).toBe(0);
    }, 20_000);
    const heard = ani.inbox.slice(before).map(({ text }) => readScreen(text).text);
    // The yes was an answer to what was shown; the name came before its question could be.
    expect(heard[0]).toMatch(/dipanggil siapa/);
    expect(heard.filter((text) => text.includes('Pesan itu tiba sebelum'))).toHaveLength(1);
    expect(heard.filter((text) => text.includes('Ini bot KSBB'))).toHaveLength(0);
    ani.says('Bu Ani');
    await ani.hears(/Salam kenal, Bu Ani|Bu Ani/, 20_000);
  });
});

describe('two people who write forty messages each in 0.2 s', { timeout: 180_000 }, () => {
  test('each has its turn in order; what came before the question was shown answers nothing', async () => {
    const world = await layWorld();
    const env = envOf(bursting.url, world);
    await link(env, world);
    await start(env);
    const people = ['Ani', 'Budi'].map((name, index) => world.person(`628120000001${index}`, name));
    for (let n = 1; n <= 40; n++) {
      for (const person of people) person.says(`pesan ${n}`);
      await delay(5);
    }
    const { prisma } = bursting;
    await vi.waitFor(async () => {
      expect(await prisma.turn.count()).toBe(80);
      expect(await prisma.turn.count({ where: { saidAt: null } })).toBe(0);
    }, 90_000);
    expect(await prisma.deadLetter.count()).toBe(0);
    // Events were taken as they arrived: the inbox's order is the journal's, chat by chat, and each turn came in it.
    const taken = await prisma.turn.findMany({
      orderBy: { id: 'asc' },
      select: { chat: true, event: true },
    });
    const arrived = await prisma.inbox.findMany({
      orderBy: { id: 'asc' },
      select: { chat: true, event: true },
    });
    for (const chat of new Set(arrived.map((one) => one.chat))) {
      const of = (all: { chat: string; event: string }[]) =>
        all.filter((one) => one.chat === chat).map(({ event }) => event);
      expect(of(taken)).toEqual(of(arrived));
      expect(of(taken)).toHaveLength(40);
    }
    for (const person of people) {
      const screens = person.inbox.map(({ text }) => readScreen(text).text);
      // One greeting, one question; and for what came too early one kind word a burst, with the question again.
      expect(screens.filter((text) => text.includes('Ini bot KSBB'))).toHaveLength(1);
      expect(
        screens.some((text) => text.includes('Pesan itu tiba sebelum pertanyaan ini terlihat')),
      ).toBe(true);
      expect(screens.length).toBeLessThan(20);
    }
    expect(world.unread).toEqual([]);
    // The conversation waits for both of them all the same.
    for (const person of people) {
      person.says('1');
      await person.hears(/Boleh kami simpan/, 20_000);
    }
  });
});
