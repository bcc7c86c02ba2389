import { describe, expect, test } from 'vitest';
import { redisAvailable } from '../redis.ts';
import { useRedisGround } from './redis-ground.ts';
import { createPerson, hear, record, Talker } from './talker.ts';

describe.skipIf(!redisAvailable)('sessions in Redis, needs redis-server', () => {
  const ground = useRedisGround();

  test('a silent conversation is forgotten once its session has run out, and not before', async () => {
    const sessions = ground.open();
    const ani = createPerson(ground.secrets);
    const talker = new Talker();
    talker.onTurn = record;
    await hear(sessions, talker, ani.says('halo'), ani.says('catat'));
    await sessions.due(10);
    const dialogues = () => ground.prisma.dialogue.count({ where: { chat: ani.chat } });
    const rest = { since: new Date(Date.now() + 1000), force: false };
    expect(await sessions.forget(ani.chat, rest)).toBe('went-on');
    expect(await dialogues()).toBe(1);
    await ground.redis.del(`ksbb:1:session:${ani.chat}`);
    expect(await sessions.forget(ani.chat, rest)).toBe('forgotten');
    expect(await dialogues()).toBe(0);
    await hear(sessions, talker, ani.says('lagi'));
    expect(talker.heard.at(-1)).toMatchObject({ position: undefined, unfiled: false });
  });
});
