import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Environment, readConfig, readEnvironment } from '../src/config.ts';

const key = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=';
const seven = new Uint8Array(32).fill(7);

function config(env: Environment) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function problems(env: Environment): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

test('nothing set: the embedded database, the simulator on loopback, the demo', () => {
  expect(config({})).toEqual({
    databaseUrl: undefined,
    redisUrl: undefined,
    dataDir: resolve(import.meta.dirname, '../data'),
    dataKey: undefined,
    host: '127.0.0.1',
    port: undefined,
    publicUrl: undefined,
    telegram: undefined,
    whatsapp: false,
    whatsappUrl: undefined,
    simulator: true,
    demo: true,
    logLevel: 'info',
  });
});

test('everything set: servers of one’s own, Telegram by webhook, no simulator and no demo', () => {
  const env = {
    DATABASE_URL: 'postgresql://bot:geheim@db.example:5432/ksbb?sslmode=require',
    REDIS_URL: 'rediss://cache.example:6380/1',
    DATA_DIR: '/var/lib/ksbb',
    DATA_KEY: key,
    HOST: '0.0.0.0',
    PORT: '8080',
    PUBLIC_URL: 'https://bot.example/ksbb/',
    TELEGRAM_BOT_TOKEN: '123456:AAE-x_y',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    TELEGRAM_WEBHOOK_SECRET: 'a-Secret_1',
    WHATSAPP: 'on',
    WHATSAPP_SOCKET_URL: 'ws://127.0.0.1:9/ws/chat',
    DEMO: 'off',
    LOG_LEVEL: 'debug',
  };
  expect(config(env)).toEqual({
    databaseUrl: 'postgresql://bot:geheim@db.example:5432/ksbb?sslmode=require',
    redisUrl: 'rediss://cache.example:6380/1',
    dataDir: '/var/lib/ksbb',
    dataKey: seven,
    host: '0.0.0.0',
    port: 8080,
    publicUrl: 'https://bot.example/ksbb',
    telegram: {
      token: '123456:AAE-x_y',
      apiRoot: 'http://127.0.0.1:8081',
      webhookSecret: 'a-Secret_1',
    },
    whatsapp: true,
    whatsappUrl: 'ws://127.0.0.1:9/ws/chat',
    simulator: false,
    demo: false,
    logLevel: 'debug',
  });
});

test('every wrong and every missing setting is told at once, by name, and no value with it', () => {
  const env = {
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    REDIS_URL: 'http://cache/hunter2',
    HOST: 'not a host, hunter2',
    PORT: 'hunter2',
    PUBLIC_URL: 'ftp://hunter2',
    TELEGRAM_BOT_TOKEN: 'hunter2',
    TELEGRAM_API_ROOT: 'hunter2',
    WHATSAPP: 'hunter2',
    SIMULATOR: 'on',
    DEMO: 'on',
    LOG_LEVEL: 'hunter2',
  };
  expect(problems(env)).toEqual([
    'DATABASE_URL must be the address of a PostgreSQL database, e.g. postgres://user:password@host:5432/ksbb.',
    'REDIS_URL must be the address of a Redis, e.g. redis://host:6379, or rediss:// with TLS.',
    'HOST must be an address of this machine to listen on, e.g. 127.0.0.1.',
    'PORT must be a port number from 1 to 65535, e.g. 3000.',
    'PUBLIC_URL must be the https:// address under which the bot is reached from outside.',
    'TELEGRAM_BOT_TOKEN must be the token as BotFather gave it: digits, a colon, letters.',
    'TELEGRAM_API_ROOT must be the http:// or https:// address of a Bot API server.',
    'WHATSAPP must be on or off.',
    'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
    'DATA_KEY is missing: with DATABASE_URL it must be 32 bytes as 44 characters of base64 or 64 of hex; make one with openssl rand -base64 32.',
    'TELEGRAM_WEBHOOK_SECRET is missing: with PUBLIC_URL it must be 1 to 256 letters, digits, _ or -; make one with openssl rand -hex 32.',
    'SIMULATOR must be off beside TELEGRAM_BOT_TOKEN: in the simulator anybody can be anybody.',
    'DEMO must be off beside DATABASE_URL: invented figures never stand beside real ones.',
    'HOST must be 127.0.0.1, ::1 or localhost while the simulator is on: in it anybody can be anybody. Set SIMULATOR=off to listen elsewhere.',
  ]);
});

test('an empty setting counts as unset', () => {
  expect(config({ DATABASE_URL: '', PORT: ' ', SIMULATOR: '', TELEGRAM_BOT_TOKEN: '' })).toEqual(
    config({}),
  );
});

describe('DATA_KEY', () => {
  const expected = 'DATA_KEY must be 32 bytes as 44 characters of base64 or 64 of hex.';

  test.each([
    ['base64', key],
    ['base64 without its =', key.slice(0, -1)],
    ['hex', '07'.repeat(32)],
  ])('is 32 bytes as %s', (_, text) => {
    expect(config({ DATA_KEY: text }).dataKey).toEqual(seven);
  });

  test.each([
    ['31 bytes', '07'.repeat(31)],
    ['33 bytes', Buffer.alloc(33, 7).toString('base64')],
    ['a pass phrase', 'correct horse battery staple'],
  ])('is not %s', (_, text) => {
    expect(problems({ DATA_KEY: text })).toEqual([expected]);
  });
});

describe('the simulator', () => {
  const token = '123456:AAE-x_y';

  test.each([
    ['with a token', { TELEGRAM_BOT_TOKEN: token }],
    ['with PUBLIC_URL', { PUBLIC_URL: 'https://bot.example' }],
    ['when it is told so', { SIMULATOR: 'off' }],
  ])('is off %s, and the demo with it', (_, env) => {
    expect(config(env)).toMatchObject({ simulator: false, demo: false });
  });

  test('stays on beside servers of one’s own, without the demo', () => {
    const own = { DATABASE_URL: 'postgres://db/x', DATA_KEY: key, REDIS_URL: 'redis://cache' };
    expect(config(own)).toMatchObject({ simulator: true, demo: false });
  });

  test('may not be on beside PUBLIC_URL', () => {
    expect(problems({ SIMULATOR: 'on', PUBLIC_URL: 'https://bot.example' })).toEqual([
      'SIMULATOR must be off beside PUBLIC_URL: in the simulator anybody can be anybody.',
    ]);
  });

  test('keeps the bot on loopback', () => {
    expect(config({ HOST: 'localhost' }).host).toBe('localhost');
    expect(problems({ HOST: '0.0.0.0' })).toHaveLength(1);
    expect(config({ HOST: '0.0.0.0', SIMULATOR: 'off' }).host).toBe('0.0.0.0');
  });
});

test('Telegram polls without PUBLIC_URL, whatever the secret', () => {
  const env = { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'x' };
  expect(config(env).telegram).toEqual({ token: '1:a', apiRoot: 'https://api.telegram.org' });
});

test.each(['0', '3000', '65535'])('PORT may be %s', (port) => {
  expect(config({ PORT: port }).port).toBe(Number(port));
});

test.each(['65536', '-1', '3000.5', '0x50'])('PORT may not be %s', (port) => {
  expect(problems({ PORT: port })).toEqual([
    'PORT must be a port number from 1 to 65535, e.g. 3000.',
  ]);
});

test('PUBLIC_URL may be http:// only where nothing leaves the machine', () => {
  expect(config({ PUBLIC_URL: 'http://127.0.0.1:3000' }).publicUrl).toBe('http://127.0.0.1:3000');
  expect(problems({ PUBLIC_URL: 'http://bot.example' })).toHaveLength(1);
  expect(problems({ PUBLIC_URL: 'https://bot.example/?x=1' })).toHaveLength(1);
});

test('a relative DATA_DIR starts at the project, wherever the process was started', () => {
  expect(config({ DATA_DIR: './elsewhere' }).dataDir).toBe(
    resolve(import.meta.dirname, '../elsewhere'),
  );
});

describe('.env', () => {
  test('is read below the real environment, where even an empty variable wins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksbb-env-'));
    const file = join(folder, '.env');
    await writeFile(file, 'KSBB_A=file\nKSBB_B=file # a remark\nKSBB_C="a b"\n');
    process.env.KSBB_A = '';
    const env = readEnvironment(file);
    delete process.env.KSBB_A;
    expect([env.KSBB_A, env.KSBB_B, env.KSBB_C]).toEqual(['', 'file', 'a b']);
    await rm(folder, { recursive: true });
  });

  test('may be absent', () => {
    expect(readEnvironment('/nowhere/.env').PATH).toBe(process.env.PATH);
  });
});
