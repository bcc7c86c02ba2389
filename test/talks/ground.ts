import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import pg from 'pg';
import { programme } from '../../scripts/bot.ts';
import { run } from '../../scripts/run.ts';
import type { Address } from '../../src/chat/message.ts';
import { runCommand } from '../../src/commands.ts';
import type { Clock } from '../../src/store/clock.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { execute } from '../execute.ts';
import { layPlaces } from './places.ts';
import { layTown } from './town.ts';

/** The key of every talk's records. */
const key = Buffer.alloc(32, 7).toString('base64');
/** Talks happen later than this. */
const programmeStarts = '2026-01-01';
const secrets = createSecrets(Buffer.from(key, 'base64'));
/** When a talk begins that does not say it: Selasa, 24 November 2026, 10.00. */
const begin = new Date('2026-11-24T03:00:00Z');

/** Commands in a process of their own happen within so long (ms) of where the clock was put. */
const commandsWithin = 15_000;
/** What happens between two times that a talk names happens within so long (ms). */
const withinMinute = 55_000;

/** What this machine's environment or `.env` may say is none of a talk's. */
const unset = {
  TELEGRAM_BOT_TOKEN: '',
  TELEGRAM_API_ROOT: '',
  PUBLIC_URL: '',
  WHATSAPP: '',
  WHATSAPP_SOCKET_URL: '',
  SIMULATOR: '',
  DEMO: '',
  HOST: '',
  PORT: '',
};

/** A database of one talk's own, with the clock of the talk and nothing of a demo in it. */
export interface Ground {
  /** The name of the database; when the talk is over, another may go on from a copy of it. */
  database: string;
  /** Settings of a bot on this ground. */
  env: Record<string, string>;
  /**
   * Puts the programme's clock there: in the database, as the demo's fast-forward is, for a bot in another
   * process, and at once for one that goes by `clock`.
   */
  setClock(at: Date): Promise<void>;
  /** Goes on from where it was put, but never into the next minute, so that a slow machine tells no other deadline. */
  clock: Clock;
  /**
   * Lays what a talk begins on, before anybody speaks: `pulo-gadung` of places.ts, `jakarta-timur` of town.ts. Who is there
   * wrote the day before it `begins`: on WhatsApp nobody is written to who has been silent for days.
   */
  lay(
    what: string,
    addressOf: (name: string) => Address | Promise<Address>,
    begins: Date,
  ): Promise<void>;
  /** What the operator types after `npm run cli --`; gives what it prints. */
  run(command: string): Promise<string[]>;
  /** Whether anything in the records waits to be taken, said, told or done: one look for all of it. */
  owes(): Promise<boolean>;
  /** The order of the newest message of each of these phones of the simulator. */
  newest(accounts: string[]): Promise<Map<string, number>>;
  /** Lets go of the database, which stays. */
  leave(): Promise<void>;
  drop(): Promise<void>;
}

export interface GroundOptions {
  /** Database `postgres` of a server, where databases may be made. */
  serverUrl: string;
  /** The database to be copied: a migrated one, or one that another talk left. */
  template: string;
  redisUrl?: string | undefined;
  /** Where the clock was put. */
  at?: Date | undefined;
  /** To where it has gone on from there in the talk before: time never goes back. */
  goneOn?: Date | undefined;
  /** The last day of the programme, `2026-11-25`. */
  programmeEnds?: string | undefined;
  /** Commands run as users run them, each in a process of its own; else within this one, which takes a tenth of the time. */
  asProcess?: boolean | undefined;
}

async function inProcess(words: string[], env: Record<string, string>): Promise<string> {
  const { output } = await run(process.execPath, [...programme('src/cli.ts'), ...words], env);
  return output;
}

async function here(
  words: string[],
  env: Record<string, string>,
  now: () => Date,
): Promise<string> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  await runCommand(words, { env, say, complain: say, input: Readable.from([]), now });
  return lines.join('\n');
}

export async function layGround(options: GroundOptions): Promise<Ground> {
  const { serverUrl, template, redisUrl, at = begin, programmeEnds, asProcess } = options;
  const database = `talk_${randomUUID()}`;
  await execute(serverUrl, `CREATE DATABASE "${database}" TEMPLATE "${template}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(
    `INSERT INTO programme (id, key, name_id, name_en, starts_on, ends_on, state)
     VALUES (gen_random_uuid(), 'ksbb', 'KSBB', 'KSBB', $1, $2, 'open')
     ON CONFLICT (key) DO UPDATE SET ends_on = excluded.ends_on`,
    [programmeStarts, programmeEnds ?? null],
  );
  let base = at.getTime();
  let gone = 0;
  let put = performance.now();
  const setClock = async (to: Date) => {
    base = to.getTime();
    gone = 0;
    put = performance.now();
    await client.query(
      `INSERT INTO installation (id, created_at, clock_offset_ms) VALUES (1, $1, $2)
       ON CONFLICT (id) DO UPDATE SET clock_offset_ms = excluded.clock_offset_ms`,
      [begin, to.getTime() - Date.now()],
    );
  };
  await setClock(at);
  gone = options.goneOn ? options.goneOn.getTime() - base : 0;
  const env = {
    ...unset,
    DATABASE_URL: url.href,
    DATA_KEY: key,
    LOG_LEVEL: 'error',
    REDIS_URL: redisUrl ?? '',
  };

  /** Ever slower after the first seconds, so that nothing happens at one instant and nothing in the next minute. */
  const now = () => {
    const passed = performance.now() - put;
    const left = (withinMinute - gone) * Math.exp(-passed / withinMinute);
    return new Date(base + Math.floor(withinMinute - left));
  };
  return {
    database,
    env,
    setClock,
    async owes() {
      const { rows } = await client.query<{ owes: boolean }>({
        name: 'owes',
        text: `SELECT EXISTS (SELECT FROM inbox WHERE done_at IS NULL)
                   OR EXISTS (SELECT FROM turn WHERE said_at IS NULL)
                   OR EXISTS (SELECT FROM outbox WHERE state IN ('waiting', 'sending') AND due_at <= $1
                     AND (chat IS NOT NULL OR media_id IS NOT NULL OR NOT EXISTS (SELECT FROM stop WHERE what = 'sends')))
                   OR EXISTS (SELECT FROM media WHERE state = 'awaited' AND due_at <= $1)
                   OR EXISTS (SELECT FROM announcement a WHERE a.state = 'sending' AND (a.urgent IS NOT NULL OR $2)
                     AND NOT EXISTS (SELECT FROM stop WHERE what = 'sends') OR a.state = 'scheduled' AND a.starts_at <= $1)
                   OR EXISTS (SELECT FROM whatsapp_message WHERE done_at IS NULL)
                   OR EXISTS (SELECT FROM timer WHERE done_at IS NULL AND due_at <= $1) AS owes`,
        values: [now(), isDay(now())],
      });
      return rows[0]?.owes ?? true;
    },
    async newest(accounts) {
      const phones = new Map(accounts.map((one) => [secrets.hash(`simulator-phone:${one}`), one]));
      const { rows } = await client.query<{ phone: string; newest: string }>({
        name: 'newest',
        text: `SELECT phone, max(id) AS newest FROM simulator_message WHERE phone = ANY($1) GROUP BY phone`,
        values: [[...phones.keys()]],
      });
      return new Map(rows.map(({ phone, newest }) => [phones.get(phone) ?? '', Number(newest)]));
    },
    clock: {
      now,
      forward: () => Promise.reject(new Error('A talk puts its clock itself.')),
      stop() {},
    },
    // A bot has started on it before, so regions and packages are there.
    async lay(what, addressOf, begins) {
      const layThere = what === 'jakarta-timur' ? layTown : layPlaces;
      await layThere(url.href, Buffer.from(key, 'base64'), addressOf);
      const theDayBefore = new Date(begins.getTime() - 24 * 3600_000);
      await client.query(`UPDATE address SET heard_at = $1 WHERE channel = 'whatsapp'`, [
        theDayBefore,
      ]);
      await client.query('UPDATE whatsapp_contact SET heard_at = $1', [theDayBefore]);
    },
    async run(command) {
      // The command goes by the database's clock: what it writes is not to be due later than the bot's own time, nor earlier than
      // what was done before, and a bot in another process has time left before the next minute.
      const at = Math.min(now().getTime(), base + commandsWithin);
      await client.query('UPDATE installation SET clock_offset_ms = $1', [at - Date.now()]);
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, a, b]) => a ?? b ?? '');
      const printed = asProcess ? await inProcess(words, env) : await here(words, env, now);
      // How far a line is set in is not told in a talk.
      return printed.trim().split(/\s*\n\s*/);
    },
    leave: () => client.end(),
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`),
  };
}

/** In the quiet hours announcements wait (DOMAIN §3): 21.00–07.00 WIB. */
function isDay(now: Date): boolean {
  const hour = (now.getUTCHours() + 7) % 24;
  return hour >= 7 && hour < 21;
}
