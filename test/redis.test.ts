import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { redisAvailable, startRedis } from './redis.ts';

describe.skipIf(!redisAvailable)('a private Redis, needs redis-server', () => {
  test('keeps what it confirmed over a kill, and nothing over an emptied restart', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url, { lazyConnect: true });
    client.on('error', () => {});
    await client.set('greeting', 'halo');
    await redis.kill();
    await redis.restart();
    expect(await client.get('greeting')).toBe('halo');
    await redis.restart({ empty: true });
    expect(await client.get('greeting')).toBeNull();
    client.disconnect();
    await redis.stop();
  });
});
