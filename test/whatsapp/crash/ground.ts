import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Overtaken } from '../../../src/channels/whatsapp/store.ts';
import { createSecrets } from '../../../src/store/secrets.ts';
import { openWhatsappStore } from '../../../src/store/whatsapp.ts';
import { execute } from '../../execute.ts';
import { node, seconds } from '../server/nodes.ts';
import type { Addressing, Person } from '../server/person.ts';
import { World } from '../server/world.ts';
import { type Running, startEcho } from './processes.ts';

const key = Buffer.alloc(32, 7);

export interface Figures {
  /** Messages that people wrote, and kill -9. */
  messages: number;
  kills: number;
  /** Written, and answered by nothing. */
  lost: number;
  /** Taken twice, or answered by two messages. */
  doubled: number;
  /** Taken or answered in another order than written. */
  disordered: number;
  /** Retry receipts that the bot sent: it could not read something. */
  retries: number;
  /** Answers that a phone could not read. */
  unreadable: number;
  /** Starts after which the bot was linked no more. */
  repairings: number;
}

export const none: Figures = {
  messages: 0,
  kills: 0,
  lost: 0,
  doubled: 0,
  disordered: 0,
  retries: 0,
  unreadable: 0,
  repairings: 0,
};

export function sum(all: Figures[]): Figures {
  const total = { ...none };
  for (const one of all) {
    for (const name of Object.keys(none) as (keyof Figures)[]) total[name] += one[name];
  }
  return total;
}

/** One linked installation on a database of its own, a server on loopback, and what people wrote. */
export class CrashGround {
  readonly world: World;
  readonly client: pg.Client;
  readonly #serverUrl: string;
  readonly #database: string;
  readonly #env: Record<string, string>;
  #bot: Running | undefined;
  readonly #written: { who: Person; text: string }[] = [];
  kills = 0;
  #unlinked = 0;

  private constructor(serverUrl: string, database: string, url: string, world: World) {
    this.#serverUrl = serverUrl;
    this.#database = database;
    this.world = world;
    this.client = new pg.Client({ connectionString: url });
    this.#env = {
      DATABASE_URL: url,
      DATA_KEY: key.toString('base64'),
      WHATSAPP_SOCKET_URL: world.url,
    };
  }

  static async lay(
    serverUrl: string,
    template: string,
    addressing: Addressing,
  ): Promise<CrashGround> {
    const database = `crash_${randomUUID()}`;
    await execute(serverUrl, `CREATE DATABASE "${database}" TEMPLATE "${template}"`);
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    const world = new World({ addressing });
    await world.listen();
    const ground = new CrashGround(serverUrl, database, url.href, world);
    await ground.client.connect();
    await ground.client.query(
      'CREATE TABLE crash_effect (n bigserial PRIMARY KEY, event text, chat text, text text)',
    );
    const store = openWhatsappStore({
      url: url.href,
      secrets: createSecrets(key),
      overtaken: Overtaken,
    });
    const { epoch } = await store.account.take();
    await store.account.keepCreds(epoch, world.link.credentials(), true);
    await store.close();
    return ground;
  }

  /** Starts the bot, to kill itself at that point if one is named. Whoever spoke as it died is not waited for (30 s). */
  async start(crashAt = ''): Promise<void> {
    await this.client.query('UPDATE dialogue SET speak_until = now() WHERE speaker IS NOT NULL');
    this.#bot = startEcho({ ...this.#env, CRASH_AT: crashAt });
  }

  async connected(): Promise<void> {
    for (const end = Date.now() + 30_000; !this.world.connected; await delay(5)) {
      if (this.#bot?.hasEnded() || Date.now() > end)
        throw new Error(`The bot did not connect:\n${this.printed()}`);
    }
  }
  printed = (): string => this.#bot?.printed() ?? '';
  /** Resolves once it has killed itself. */
  async died(within = 15_000): Promise<void> {
    const bot = this.#bot;
    const late = await Promise.race([bot?.ended, delay(within, 'late', { ref: false })]);
    if (late === 'late') throw new Error(`The bot did not come to its point:\n${this.printed()}`);
    this.kills += 1;
  }
  async kill(): Promise<void> {
    await this.#bot?.stop('SIGKILL');
    this.kills += 1;
  }
  async stop(): Promise<void> {
    await this.#bot?.stop('SIGTERM');
  }

  writes(who: Person, text: string): void {
    this.#written.push({ who, text });
    who.says(text);
  }

  /** A photo to be seen once, or a call: never encrypted, and sent again until it is acknowledged. */
  shows(who: Person, what: 'view-once' | 'call'): void {
    this.#written.push({ who, text: what === 'call' ? 'voice' : 'other' });
    const id = randomUUID();
    const from = { from: who.lid, id, t: seconds() };
    this.world.redeliver(
      what === 'call'
        ? node('call', from, [node('offer', { 'call-id': id, 'call-creator': who.lid })])
        : node('message', { ...from, type: 'media' }, [node('unavailable', { type: 'view_once' })]),
    );
  }

  /** Waits until every text is answered, or so long (ms) nothing more was. */
  async answered(within = 20_000): Promise<void> {
    const isAnswered = () =>
      this.#written.every(({ who, text }) =>
        who.inbox.some((shown) => shown.text === `echo ${text}`),
      );
    let last = this.world.sent.length;
    for (let end = Date.now() + within; !isAnswered() && Date.now() < end; await delay(20)) {
      if (this.world.sent.length === last) continue;
      last = this.world.sent.length;
      end = Date.now() + within;
    }
    // A doubled answer comes after the first.
    await delay(300);
  }

  async figures(): Promise<Figures> {
    const { rows: effects } = await this.client.query<{ text: string }>(
      'SELECT text FROM crash_effect ORDER BY n',
    );
    const taken = effects.map(({ text }) => text);
    const { rows } = await this.client.query<{ paired: boolean }>(
      'SELECT paired FROM whatsapp_account',
    );
    if (!rows[0]?.paired) this.#unlinked += 1;
    let [lost, doubled, disordered] = [0, 0, 0];
    for (const { who, text } of this.#written) {
      const times = taken.filter((one) => one === text).length;
      const answers = who.inbox.filter((shown) => shown.text === `echo ${text}`).length;
      if (times === 0 || answers === 0) lost += 1;
      if (times > 1 || answers > 1) doubled += 1;
    }
    for (const who of new Set(this.#written.map((one) => one.who))) {
      const own = this.#written.filter((one) => one.who === who).map(({ text }) => text);
      const mine = taken.filter((text) => own.includes(text));
      const heard = who.inbox.map(({ text }) => text.replace('echo ', ''));
      const isInOrder = (list: string[]) => {
        const wanted = own.filter((text) => list.includes(text));
        return [...new Set(list)].every((text, index) => text === wanted[index]);
      };
      if (!isInOrder(mine) || !isInOrder(heard)) disordered += 1;
    }
    return {
      messages: this.#written.length,
      kills: this.kills,
      lost,
      doubled,
      disordered,
      retries: this.world.heard('receipt', { type: 'retry' }).length,
      unreadable: this.world.unread.length,
      repairings: this.#unlinked,
    };
  }

  async drop(): Promise<void> {
    await this.#bot?.stop('SIGKILL');
    await this.world.close();
    await this.client.end();
    await execute(this.#serverUrl, `DROP DATABASE IF EXISTS "${this.#database}" WITH (FORCE)`);
    if (this.world.error) throw this.world.error;
  }
}
