import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { testKey, useDatabase } from '../database.ts';
import { redisAvailable, startRedis } from '../redis.ts';
import { hears, meet } from './bots.ts';
import { type Here, openHere, startHere } from './here.ts';

const database = useDatabase();
const env = () => ({
  DATABASE_URL: database.url,
  DATA_KEY: Buffer.from(testKey).toString('base64'),
});

async function ask({ url }: Here, path: string) {
  const response = await fetch(`${url}${path}`);
  const type = response.headers.get('content-type');
  return { status: response.status, type, text: await response.text() };
}

test('it lives before it is ready, and is ready once it receives', async () => {
  const here = await openHere(env());
  expect(await ask(here, '/health/live')).toMatchObject({ status: 200, text: '{"live":true}' });
  expect(await ask(here, '/health/ready')).toMatchObject({
    status: 503,
    text: '{"ready":false,"parts":{"postgresql":"ready","simulator":"The simulator is not receiving."}}',
  });
  await here.app.start();
  expect(await ask(here, '/health/ready')).toMatchObject({
    status: 200,
    text: '{"ready":true,"parts":{"postgresql":"ready","simulator":"ready"}}',
  });
});

test('the metrics count turns and sends, in Prometheus’s form, and name nobody', async () => {
  const here = await startHere(env());
  const sari = meet('sari', here);
  await hears(sari, 'beri', /Boleh kami simpan/);
  await hears(sari, '1', /biasa dipanggil siapa/);
  await hears(sari, 'Bu Sari', /atas nama siapa/);
  const { status, type, text } = await ask(here, '/metrics');
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

describe.skipIf(!redisAvailable)('with Redis, needs redis-server', () => {
  const own = useDatabase();

  test('a Redis that may forget is a word to the operator, and one that is away is not ready', async () => {
    const redis = await startRedis();
    const here = await startHere({ ...env(), DATABASE_URL: own.url, REDIS_URL: redis.url });
    const look = async () => {
      const { status, text } = await ask(here, '/health/ready');
      return [status, JSON.parse(text).parts.redis];
    };
    expect(await look()).toEqual([200, 'ready']);
    const operator = new Redis(redis.url);
    await operator.config('SET', 'appendonly', 'no', 'maxmemory-policy', 'allkeys-lru');
    operator.disconnect();
    const advice = 'degraded: set maxmemory-policy noeviction and appendonly yes in Redis';
    expect(await look()).toEqual([200, advice]);
    await redis.kill();
    expect(await look()).toEqual([503, 'does not answer']);
    await here.stop();
    await redis.stop();
  });
});
