import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { createApp } from '../../src/app.ts';
import type { Content, Outgoing } from '../../src/chat/message.ts';
import { readConfig } from '../../src/config.ts';
import type { Clock } from '../../src/store/clock.ts';
import { EmbeddedServer } from '../../src/store/embedded.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { mostRead } from '../../src/store/simulator-journal.ts';
import { programme } from '../bot.ts';
import { run } from '../run.ts';

/** Where a conversation stands after a turn, and what the bot said in it. */
export interface Turned {
  /** `give/amount`; `-/-` where nothing is asked. */
  step: string;
  said: Outgoing[];
}

/** The bot with everything that it is made of, in this process, and phones that speak to it. */
export interface Town {
  /** Says it, and gives what came of it. */
  says(account: string, content: Content): Promise<Turned>;
  /** What somebody was told since they last spoke. */
  told(account: string): Promise<string[]>;
  passes(hours: number): Promise<void>;
  /** The code by which an admin joins, as the operator makes it. */
  invites(): Promise<string>;
  /** How many turns were taken so far. */
  turns(): number;
  /** The database, for looking at what the records say. */
  url: string;
  close(): Promise<void>;
}

/** A turn that is not there after so long (ms) is a fault of the bot. */
const patience = 60_000;

export async function openTown(): Promise<Town> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ksbb-replay-'));
  const server = await EmbeddedServer.open({ directory: join(dataDir, 'postgres') });
  await server.createDatabase('replay');
  const key = randomBytes(32);
  const secrets = createSecrets(key);
  const read = readConfig({
    DATABASE_URL: server.url('replay'),
    DATA_KEY: key.toString('base64'),
    DEMO: 'off',
    SIMULATOR: 'on',
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  let offset = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + offset),
    forward: async (milliseconds) => {
      offset += milliseconds;
    },
    stop() {},
  };
  let turns = 0;
  /** By account, whoever waits for the end of a turn. */
  const waiting: ((step: string) => void)[] = [];
  const steps = new Map<string, string>();
  const log = pino(
    { level: 'info' },
    {
      write(line: string) {
        const { turn, flow, step, msg, fault } = JSON.parse(line) as Record<string, string>;
        if (fault !== undefined) process.stderr.write(`${msg}: ${fault}\n`);
        if (turn === undefined || flow === undefined) return;
        turns++;
        steps.set(turn, `${flow}/${step}`);
        for (const wake of waiting.splice(0)) wake(turn);
      },
    },
  );
  const app = await createApp(read.config, log, { clock });
  await execute(
    server.url('replay'),
    `INSERT INTO distributor (id, key, name, permit_number, permit_ends_on, contact_name, contact_phone)
     VALUES (gen_random_uuid(), 'replay', 'Lembaga Contoh Ulang', '1/2026', '2036-12-31', 'Bu Contoh', '+6281300000001')`,
  );
  const { simulator, journal } = app;
  if (!simulator || !journal) throw new Error('The replay speaks through the simulator.');
  await app.start();
  const heard = new Map<string, number>();
  /** By account, whoever waits for something to be said to it. */
  const listening = new Map<string, () => void>();
  const unwatch = journal.watch((account) => listening.get(account)?.());

  /** All of it, however much: an admin is told of every request. */
  async function news(account: string): Promise<Outgoing[]> {
    const said: Outgoing[] = [];
    for (;;) {
      const entries = (await journal?.read(account, heard.get(account) ?? 0)) ?? [];
      const last = entries.at(-1)?.order;
      if (last !== undefined) heard.set(account, last);
      for (const { direction, body } of entries)
        if (direction === 'out') said.push(JSON.parse(body) as Outgoing);
      if (entries.length < mostRead) return said;
    }
  }

  return {
    async says(account, content) {
      const id = randomUUID();
      // As the log names turns (app.ts).
      const turn = secrets.hash(`event:simulator:message:${id}`).slice(0, 10);
      await simulator.say(account, id, content);
      const begun = performance.now();
      while (!steps.has(turn)) {
        if (performance.now() - begun > patience)
          throw new Error(`${account} was left in silence.`);
        await Promise.race([new Promise<string>((wake) => waiting.push(wake)), delay(1000)]);
      }
      const step = steps.get(turn) ?? '-/-';
      steps.delete(turn);
      // The replies of a turn are said right after it was kept, and noted as said right after that.
      do {
        await Promise.race([new Promise<void>((wake) => listening.set(account, wake)), delay(100)]);
        await delay(10);
      } while ((await app.pending({ channel: 'simulator', account })) > 0);
      listening.delete(account);
      return { step, said: await news(account) };
    },
    told: async (account) => (await news(account)).map(({ text }) => text),
    async passes(hours) {
      offset += hours * 3_600_000;
      while ((await app.owed()) > 0) await delay(500);
    },
    async invites() {
      const args = [...programme('src/cli.ts'), 'invite', 'admin', '--name', 'Pak Dodi'];
      const env = { DATABASE_URL: server.url('replay'), DATA_KEY: key.toString('base64') };
      const { output } = await run(process.execPath, args, env);
      return /UNDANG-[A-Z]{5}-[A-Z]{5}/.exec(output)?.[0] ?? '';
    },
    turns: () => turns,
    url: server.url('replay'),
    async close() {
      unwatch();
      await app.stop();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
