import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createHttp, listen, type Served } from '../src/http.ts';
import { createLog } from '../src/log.ts';
import { testKey, useDatabase } from './database.ts';
import { redisAvailable, startRedis, type TestRedis } from './redis.ts';
import { hears, meetAt } from './start/bots.ts';

const database = useDatabase();
let app: App;
let served: Served;
let url: string;

async function open(more: Record<string, string> = {}): Promise<void> {
  const DATA_KEY = Buffer.from(testKey).toString('base64');
  const read = readConfig({ DATABASE_URL: database.url, DATA_KEY, ...more });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  app = await createApp(read.config, createLog('silent'));
  served = await listen(createHttp(app), '127.0.0.1', 0);
  url = `http://127.0.0.1:${served.port}`;
}

async function close(): Promise<void> {
  await app.stop();
  await served.close();
}

async function ask(path: string) {
  const response = await fetch(`${url}${path}`);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
}

describe('on PostgreSQL alone', () => {
  beforeAll(() => open());
  afterAll(close);

  test('it lives before it is ready, and is ready once it receives', async () => {
    expect(await ask('/health/live')).toMatchObject({ status: 200, text: '{"live":true}' });
    expect(await ask('/health/ready')).toMatchObject({
      status: 503,
      text: '{"ready":false,"parts":{"postgresql":"ready","simulator":"The simulator is not receiving."}}',
    });
    await app.start();
    expect(await ask('/health/ready')).toMatchObject({
      status: 200,
      text: '{"ready":true,"parts":{"postgresql":"ready","simulator":"ready"}}',
    });
  });

  test('the metrics count turns and sends, in Prometheus’s form, and name nobody', async () => {
    const sari = meetAt('sari', url);
    await hears(sari, 'beri', /Boleh kami simpan/);
    await hears(sari, '1', /biasa dipanggil siapa/);
    await hears(sari, 'Bu Sari', /atas nama siapa/);
    const { status, type, text } = await ask('/metrics');
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n');
    expect(lines).toContain('ksbb_turns_total{channel="simulator",flow="welcome"} 2');
    expect(lines).toContain('ksbb_turns_total{channel="simulator",flow="give"} 1');
    expect(lines).toContain('ksbb_sends_total{channel="simulator",kind="reply",outcome="sent"} 4');
    expect(lines).toContain('ksbb_faults_total 0');
    expect(lines).toContain('ksbb_waiting 0');
    expect(lines).toContain('ksbb_turn_seconds_count 3');
    expect(text).not.toMatch(/sari/i);
  });
});

describe.skipIf(!redisAvailable)('with Redis, needs redis-server', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
    await open({ REDIS_URL: redis.url });
    await app.start();
  });
  afterAll(async () => {
    await close();
    await redis.stop();
  });

  test('a Redis that may forget is a word to the operator, and one that is away is not ready', async () => {
    const parts = async () => JSON.parse((await ask('/health/ready')).text).parts.redis;
    expect(await parts()).toBe('ready');
    const operator = new Redis(redis.url);
    await operator.config('SET', 'appendonly', 'no', 'maxmemory-policy', 'allkeys-lru');
    operator.disconnect();
    const degraded = await ask('/health/ready');
    expect(degraded.status).toBe(200);
    expect(JSON.parse(degraded.text).parts.redis).toBe(
      'degraded: set maxmemory-policy noeviction and appendonly yes in Redis',
    );
    await redis.kill();
    const away = await ask('/health/ready');
    expect(away.status).toBe(503);
    expect(JSON.parse(away.text).parts.redis).toBe('does not answer');
  });
});
