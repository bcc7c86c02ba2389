import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** The folder of package.json: relative paths in settings start here, wherever the process was started. */
const project = fileURLToPath(new URL('..', import.meta.url));

/** The settings of one process, read once at its start. `.env.example` tells what each is for. */
export interface Config {
  /** `postgres://…`; without it the embedded server in `dataDir`. */
  databaseUrl: string | undefined;
  /** `redis://…` or `rediss://…`; without it the sessions live in PostgreSQL. */
  redisUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  /** 32 bytes; undefined only with the embedded server, whose key is a file (`store/key.ts`). */
  dataKey: Uint8Array | undefined;
  host: string;
  /** Undefined: 3000, or the next free one. 0: any free one. */
  port: number | undefined;
  /** Without a slash at its end. */
  publicUrl: string | undefined;
  telegram:
    | {
        token: string;
        apiRoot: string /** Set when it receives by webhook. */;
        webhookSecret?: string;
      }
    | undefined;
  /** Whether the bot speaks WhatsApp. */
  whatsapp: boolean;
  /** Another server than WhatsApp's own. */
  whatsappUrl: string | undefined;
  simulator: boolean;
  /** Whether an empty database is to be filled with the demo. */
  demo: boolean;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

export type Environment = Record<string, string | undefined>;

/** One sentence a problem, by the setting's name, with what is expected; never the value, which may be secret. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: string[] };

/** The environment, and below it what `.env` says: a variable that is set there, even to nothing, wins. */
export function readEnvironment(file = join(project, '.env')): Environment {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { ...parseEnv(text), ...process.env };
}

const address = (protocol: RegExp, error: string) => z.url({ protocol, error }).optional();
const onOff = z.enum(['on', 'off'], 'must be on or off').optional();
const keyExpected = 'must be 32 bytes as 44 characters of base64 or 64 of hex';

const settings = z.object({
  DATABASE_URL: address(
    /^postgres(ql)?$/,
    'must be the address of a PostgreSQL database, e.g. postgres://user:password@host:5432/ksbb',
  ),
  REDIS_URL: address(
    /^rediss?$/,
    'must be the address of a Redis, e.g. redis://host:6379, or rediss:// with TLS',
  ),
  DATA_DIR: z.string().default('data'),
  DATA_KEY: z.string().transform(decodeKey).optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address of this machine to listen on, e.g. 127.0.0.1')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535, e.g. 3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 1 to 65535, e.g. 3000')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(isPublic, 'must be the https:// address under which the bot is reached from outside')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'must be the token as BotFather gave it: digits, a colon, letters')
    .optional(),
  TELEGRAM_API_ROOT: address(
    /^https?$/,
    'must be the http:// or https:// address of a Bot API server',
  ).transform((url) => (url ?? 'https://api.telegram.org').replace(/\/+$/, '')),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
    .optional(),
  WHATSAPP: onOff,
  WHATSAPP_SOCKET_URL: address(
    /^wss?$/,
    'must be the ws:// or wss:// address of a server that speaks as WhatsApp does',
  ),
  SIMULATOR: onOff,
  DEMO: onOff,
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info'),
});

/** Reads all settings and tells everything that is wrong with them at once. */
export function readConfig(environment: Environment): ReadConfig {
  const given = Object.entries(environment).filter(([, value]) => value && value.trim() !== '');
  const env: Environment = Object.fromEntries(given);
  const parsed = settings.safeParse(env);
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
  const problems = [...(wrong ?? []), ...disagreements(env)];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };

  const values = parsed.data;
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  const simulator = wantsSimulator(env);
  const webhook = values.PUBLIC_URL && secret ? { webhookSecret: secret } : {};
  return {
    ok: true,
    config: {
      databaseUrl: values.DATABASE_URL,
      redisUrl: values.REDIS_URL,
      dataDir: resolve(project, values.DATA_DIR),
      dataKey: values.DATA_KEY,
      host: values.HOST,
      port: values.PORT,
      publicUrl: values.PUBLIC_URL,
      telegram: token ? { token, apiRoot: values.TELEGRAM_API_ROOT, ...webhook } : undefined,
      whatsapp: values.WHATSAPP === 'on',
      whatsappUrl: values.WHATSAPP_SOCKET_URL,
      simulator,
      demo: values.DEMO !== 'off' && simulator && !values.DATABASE_URL,
      logLevel: values.LOG_LEVEL,
    },
  };
}

/** Settings that are each right but do not go together. */
function disagreements(env: Environment): string[] {
  const problems: string[] = [];
  const real = realIn(env);
  if (env.DATABASE_URL && !env.DATA_KEY) {
    problems.push(
      `DATA_KEY is missing: with DATABASE_URL it ${keyExpected}; make one with openssl rand -base64 32.`,
    );
  }
  if (env.PUBLIC_URL && env.TELEGRAM_BOT_TOKEN && !env.TELEGRAM_WEBHOOK_SECRET) {
    problems.push(
      'TELEGRAM_WEBHOOK_SECRET is missing: with PUBLIC_URL it must be 1 to 256 letters, digits, _ or -; make one with openssl rand -hex 32.',
    );
  }
  if (env.SIMULATOR === 'on' && real) {
    problems.push(`SIMULATOR must be off beside ${real}: in the simulator anybody can be anybody.`);
  }
  if (env.DEMO === 'on' && (real || env.DATABASE_URL)) {
    problems.push(
      `DEMO must be off beside ${env.DATABASE_URL ? 'DATABASE_URL' : real}: invented figures never stand beside real ones.`,
    );
  }
  if (wantsSimulator(env) && env.HOST && !isLoopback(env.HOST)) {
    problems.push(
      'HOST must be 127.0.0.1, ::1 or localhost while the simulator is on: in it anybody can be anybody. Set SIMULATOR=off to listen elsewhere.',
    );
  }
  return problems;
}

/** On by itself only where nobody real can be reached. */
function wantsSimulator(env: Environment): boolean {
  if (env.SIMULATOR) return env.SIMULATOR === 'on';
  return realIn(env) === undefined;
}

/** The setting by which somebody real can be reached. */
function realIn(env: Environment): string | undefined {
  if (env.WHATSAPP === 'on') return 'WHATSAPP';
  return ['TELEGRAM_BOT_TOKEN', 'PUBLIC_URL'].find((name) => env[name]);
}

const isLoopback = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

function isPublic(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.search || url.hash || url.username) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function decodeKey(text: string, context: z.RefinementCtx): Uint8Array {
  const hex = /^[0-9a-f]{64}$/i.test(text);
  const base64 = /^[\w+/-]{43}=?$/.test(text);
  if (hex || base64) return new Uint8Array(Buffer.from(text, hex ? 'hex' : 'base64'));
  context.addIssue({ code: 'custom', message: keyExpected });
  return z.NEVER;
}
