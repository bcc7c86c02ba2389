import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Sessions } from '../../src/store/sessions.ts';
import { redisAvailable } from '../redis.ts';
import { aroundCalls, beforeUse, cutAnswers } from './between.ts';
import type { Ground } from './contract/ground.ts';
import { useRedisGround } from './redis-ground.ts';
import { sessionsContract } from './sessions-contract.ts';
import {
  answer,
  createGate,
  createPerson,
  drain,
  hear,
  lostConnection,
  message,
  positionOf,
  record,
  Talker,
  textOf,
} from './talker.ts';

describe.skipIf(!redisAvailable)('sessions in Redis, needs redis-server', () => {
  const ground = useRedisGround();
  sessionsContract('sign the contract', ground);

  // ioredis sends again what it got no answer to.
  const twice = (redis: Redis) =>
    aroundCalls(redis, async (call) => {
      await call();
      return call();
    });
  sessionsContract(
    'sign the contract when every call is sent twice',
    Object.create(ground, {
      open: { value: () => ground.open({ redis: twice }) },
    }) as Ground,
  );

  describe('of their own', () => {
    let talker: Talker;
    let ani: ReturnType<typeof createPerson>;
    beforeEach(() => {
      ani = createPerson(ground.secrets);
      talker = new Talker();
      talker.onTurn = record;
    });
    const key = (kind: string) => `ksbb:1:${kind}:${ani.chat}`;
    const written = () => ground.prisma.simulatorMessage.count({ where: { phone: ani.chat } });

    /** Both work on the chat, in turn, until nothing is left. */
    async function workInTurn(...all: Sessions[]): Promise<void> {
      while ((await all[0]?.pending(ani.chat)) !== 0)
        for (const sessions of all) await sessions.work(ani.chat, talker);
    }

    test('a turn of question and answer awaits two calls to Redis, and none to PostgreSQL', async () => {
      let isAway = false;
      const prisma = beforeUse(ground.prisma, (name) => {
        if (isAway) throw new Error(`PostgreSQL was asked for ${name}.`);
      });
      const calls: string[] = [];
      const counted = (redis: Redis) =>
        aroundCalls(redis, (call) => {
          calls.push('redis');
          return call();
        });
      const sessions = ground.open({ redis: counted, prisma });
      await hear(sessions, talker, ani.says('halo'), ani.says('satu'));
      calls.length = 0;
      isAway = true;
      talker.onTurn = async () => void calls.push('turn');
      talker.onSay = async () => void calls.push('say');
      await hear(sessions, talker, ani.says('dua'));
      isAway = false;
      expect(calls).toEqual(['redis', 'turn', 'redis', 'say', 'redis']);
      expect(talker.lines).toEqual(['heard halo', 'heard satu', 'heard dua']);
    });

    test('a turn reads without a transaction, and is begun again in one where it writes', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      const begun: string[] = [];
      talker.onTurn = async (input, records) => {
        begun.push(`${textOf(input.event)} ${records ? 'with' : 'without'}`);
        return record(input, records);
      };
      await hear(sessions, talker, ani.says('satu'), ani.says('catat'));
      expect(begun).toEqual(['satu without', 'catat without', 'catat with']);
      expect(await written()).toBe(1);
    });

    test('a commit whose answer is lost is found, and is neither repeated nor silent', async () => {
      let isCut = false;
      const prisma = cutAnswers(ground.prisma, () => isCut, lostConnection);
      const sessions = ground.open({ prisma });
      await hear(sessions, talker, ani.says('halo'));
      isCut = true;
      await sessions.accept(ani.says('catat'));
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('Connection terminated');
      isCut = false;
      await drain(sessions, ani.chat, talker);
      await hear(sessions, talker, ani.says('dua'));
      expect(talker.lines).toEqual(['heard halo', 'heard catat', 'heard dua']);
      expect(await written()).toBe(1);
      expect(talker.heard.at(-1)?.position).toBe('["halo","catat"]');
    });

    test('a late commit of a holder that lost its lock is told as what it is', async () => {
      const [one, two] = [ground.open(), ground.open()];
      await hear(one, talker, ani.says('halo'));
      const gate = createGate();
      const slow = new Talker();
      slow.onTurn = async (input, records) => {
        const output = await record(input, records);
        if (records) await gate.pass();
        return output;
      };
      // Whoever looks after it was recorded finds the need full.
      talker.onTurn = async (input) => ({ ...answer(input), replies: [message('penuh')] });
      await one.accept(ani.says('catat'));
      const late = one.work(ani.chat, slow);
      await gate.reached;
      await ground.passTime(ani.chat);
      const second = drain(two, ani.chat, talker);
      await delay(300);
      gate.open();
      await Promise.all([late, second]);
      await workInTurn(one, two);
      expect(await written()).toBe(1);
      expect([...talker.lines, ...slow.lines]).toEqual(['heard halo', 'heard catat']);
    });

    test('a holder that lost its lock to another does not end the turn for it', async () => {
      const [one, two] = [ground.open(), ground.open()];
      await hear(one, talker, ani.says('halo'));
      const [slow, other] = [new Talker(), new Talker()];
      const gates = [createGate(), createGate()] as const;
      slow.onTurn = async (input) => {
        await gates[0].pass();
        return { ...answer(input), position: '["hilang"]' };
      };
      other.onTurn = async () => void (await gates[1].pass());
      await one.accept(ani.says('satu'));
      const late = one.work(ani.chat, slow);
      await gates[0].reached;
      await ground.passTime(ani.chat);
      const second = drain(two, ani.chat, other);
      await gates[1].reached;
      gates[0].open();
      expect(await late).toBe('busy');
      gates[1].open();
      await second;
      await hear(two, talker, ani.says('dua'));
      expect(talker.heard.at(-1)?.position).toBe('["halo","satu"]');
    });

    test('conversations go on while PostgreSQL is away', async () => {
      let isAway = false;
      const prisma = beforeUse(ground.prisma, () => {
        if (isAway) throw lostConnection();
      });
      const sessions = ground.open({ prisma });
      await hear(sessions, talker, ani.says('halo'), ani.says('satu'));
      isAway = true;
      await hear(sessions, talker, ani.says('dua'));
      await sessions.accept(ani.says('catat'));
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('Connection terminated');
      await delay(2);
      expect(await sessions.due(100)).toContain(ani.chat);
      isAway = false;
      await drain(sessions, ani.chat, talker);
      expect(talker.lines.slice(2)).toEqual(['heard dua', 'heard catat']);
    });

    test('a lock that could not be given back is not waited for', async () => {
      let isAway = false;
      const cut = (redis: Redis) =>
        aroundCalls(redis, (call) => {
          if (isAway) throw new Error('Connection is closed.');
          return call();
        });
      const sessions = ground.open({ redis: cut });
      await hear(sessions, talker, ani.says('halo'));
      await sessions.accept(ani.says('satu'));
      talker.onTurn = async () => {
        isAway = true;
        return undefined;
      };
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('Connection is closed');
      isAway = false;
      talker.onTurn = record;
      expect(await sessions.due(100)).toContain(ani.chat);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard satu']);
      expect(talker.heard.at(-1)?.tries).toBe(1);
    });

    test('an event whose acceptance got no answer is worked on when it is delivered again', async () => {
      let isCut = false;
      const cut = (redis: Redis) =>
        aroundCalls(redis, async (call) => {
          const given = await call();
          if (isCut) throw new Error('Command timed out');
          return given;
        });
      const sessions = ground.open({ redis: cut });
      await hear(sessions, talker, ani.says('halo'));
      isCut = true;
      const event = ani.says('satu');
      await expect(sessions.accept(event)).rejects.toThrow('Command timed out');
      isCut = false;
      expect(await sessions.accept(event)).toBe(false);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard satu']);
    });

    test('what was accepted and lies in hand is given back when the process stops', async () => {
      const [one, two] = [ground.open(), ground.open()];
      await one.accept(ani.says('halo'));
      expect(await two.work(ani.chat, talker)).toBe('busy');
      await one.close();
      await drain(two, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo']);
    });

    test('what lay in hand for more than a second is asked for again, and counts as the same try', async () => {
      const [one, two] = [ground.open(), ground.open()];
      await hear(one, talker, ani.says('halo'));
      await one.accept(ani.says('satu'));
      await delay(1100);
      await drain(one, ani.chat, talker);
      expect(talker.heard.at(-1)?.tries).toBe(1);

      await one.accept(ani.says('dua'));
      expect(await one.work(ani.chat, talker)).toBe('did');
      await ground.passTime(ani.chat);
      await drain(two, ani.chat, talker);
      await delay(1100);
      await drain(one, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard satu', 'heard dua']);
    });

    test('a transaction that lost against another is repeated at once, as the same try', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      let conflicts = 3;
      talker.onTurn = async (input, records) => {
        if (records && conflicts-- > 0)
          throw Object.assign(new Error('could not serialize'), { code: '40001' });
        return record(input, records);
      };
      await hear(sessions, talker, ani.says('catat'));
      expect(talker.heard.slice(1).map(({ tries }) => tries)).toEqual([1, 1, 1, 1, 1]);
      expect(await written()).toBe(1);
    });

    test('sessions of another generation are other sessions', async () => {
      const [old, now] = [ground.open(), ground.open({ prefix: 'ksbb:2:' })];
      const budi = createPerson(ground.secrets);
      const event = budi.says('satu');
      await old.accept(event);
      expect(await now.pending(budi.chat)).toBe(0);
      expect(await now.due(100)).not.toContain(budi.chat);
      expect(await now.accept(event)).toBe(true);
      await drain(now, budi.chat, talker);
      expect(talker.heard.map(positionOf)).toEqual([[]]);
    });

    test('ids are known for 48 hours, and no key of a chat that is silent stays for ever', async () => {
      const sessions = ground.open();
      const event = ani.says('halo');
      await hear(sessions, talker, event, ani.says('satu'));
      const hours = async (kind: string) =>
        Math.round((await ground.redis.pttl(key(kind))) / 3600_000);
      expect(await hours('known')).toBe(48);
      expect(await hours('said')).toBe(48);
      expect(await hours('session')).toBe(90 * 24);
      expect(await ground.redis.exists(key('inbox'), key('replies'))).toBe(0);

      const age = (ms: number) => ground.redis.zadd(key('known'), 'XX', Date.now() - ms, event.id);
      await age(47.9 * 3600_000);
      expect(await sessions.accept(event)).toBe(false);
      await age(48.1 * 3600_000);
      expect(await sessions.accept(event)).toBe(true);
    });

    test('a Redis that has not met the scripts is given them', async () => {
      const sessions = ground.open();
      await ground.redis.script('FLUSH');
      const sha = createHash('sha1').update('return 1').digest('hex');
      await expect(ground.redis.evalsha(sha, 0)).rejects.toThrow('NOSCRIPT');
      await hear(sessions, talker, ani.says('halo'));
      expect(talker.lines).toEqual(['heard halo']);
    });
  });
});
