import { beforeEach, describe, expect, test } from 'vitest';
import type { Sessions } from '../../src/store/sessions.ts';
import { redisAvailable } from '../redis.ts';
import { useRedisGround } from './redis-ground.ts';
import { createGate, createPerson, drain, hear, message, record, Talker } from './talker.ts';

describe.skipIf(!redisAvailable)(
  'sessions when Redis loses what it knew, needs redis-server',
  () => {
    const ground = useRedisGround();
    let talker: Talker;
    let ani: ReturnType<typeof createPerson>;
    beforeEach(() => {
      ani = createPerson(ground.secrets);
      talker = new Talker();
      talker.onTurn = record;
    });
    const key = (kind: string) => `ksbb:1:${kind}:${ani.chat}`;
    const written = () => ground.prisma.simulatorMessage.count({ where: { phone: ani.chat } });
    const turns = () => ground.prisma.turn.count({ where: { chat: ani.chat } });
    const unsaid = () => ground.prisma.turn.count({ where: { chat: ani.chat, saidAt: null } });
    const backdate = (seconds: number) =>
      ground.prisma.$executeRaw`UPDATE turn SET at = at - make_interval(secs => ${seconds}::int)
      WHERE chat = ${ani.chat}`;

    /** The first turn of a conversation, and the mark that it was said, as the sweep of every second makes it. */
    async function begin(sessions: Sessions): Promise<void> {
      await hear(sessions, talker, ani.says('halo'));
      await sessions.due(1);
    }

    test('emptied in mid-turn: the event is gone, and the next one gets the question again', async () => {
      const sessions = ground.open();
      await begin(sessions);
      const gate = createGate();
      talker.onTurn = async () => void (await gate.pass());
      await sessions.accept(ani.says('satu'));
      const lost = sessions.work(ani.chat, talker);
      await gate.reached;
      await ground.server.restart({ empty: true });
      gate.open();
      expect(await lost).toBe('idle');

      talker.onTurn = record;
      await hear(sessions, talker, ani.says('dua'), ani.says('tiga'));
      expect(talker.lines).toEqual(['heard halo', 'again q1', 'heard tiga']);
      expect(talker.heard.slice(-2)).toMatchObject([
        { unfiled: true, position: '["halo"]', shown: undefined },
        { unfiled: false, position: '["halo"]', shown: 5002 },
      ]);
    });

    test('emptied after the commit: what was recorded is told before the question is asked again', async () => {
      const sessions = ground.open();
      await begin(sessions);
      const gate = createGate();
      talker.onTurn = async (input, records) => {
        const output = await record(input, records);
        if (records) await gate.pass();
        return output;
      };
      await sessions.accept(ani.says('catat'));
      const lost = sessions.work(ani.chat, talker);
      await gate.reached;
      await ground.server.restart({ empty: true });
      gate.open();
      expect(await lost).toBe('idle');
      talker.onTurn = record;
      await hear(sessions, talker, ani.says('dua'));
      expect(talker.lines).toEqual(['heard halo', 'heard catat', 'again q2']);
      expect(await written()).toBe(1);
    });

    test('a redelivery after it was emptied finds its turn, and acts and speaks once', async () => {
      const sessions = ground.open();
      await begin(sessions);
      const event = ani.says('catat');
      await hear(sessions, talker, event);
      // Marks what was said, as the sweep of every second does.
      await sessions.due(1);
      await ground.server.restart({ empty: true });
      expect(await sessions.accept(event)).toBe(true);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard catat']);
      expect(await written()).toBe(1);

      await hear(sessions, talker, ani.says('dua'));
      expect(talker.heard.at(-1)).toMatchObject({ position: '["halo","catat"]', unfiled: false });
    });

    test('for 48 hours after a session was rebuilt, its turns are looked up', async () => {
      const sessions = ground.open();
      await begin(sessions);
      await ground.server.restart({ empty: true });
      await hear(sessions, talker, ani.says('satu'));
      expect(await turns()).toBe(2);
      const later = (hours: number) => ({
        ...ani.says('dua'),
        now: Date.now() + hours * 3600_000,
      });
      await hear(sessions, talker, later(47));
      expect(await turns()).toBe(3);
      await hear(sessions, talker, later(49));
      expect(await turns()).toBe(3);
      expect(talker.lines).toEqual(['heard halo', 'again q1', 'heard dua', 'heard dua']);
    });

    test('restarted with its data: nothing is lost, and what was typed before is not filed', async () => {
      const [before, sessions] = [ground.open(), ground.open()];
      await hear(before, talker, ani.says('halo'), ani.says('satu'));
      await before.accept(ani.says('dua'));
      await before.close();
      await ground.server.restart();
      await drain(sessions, ani.chat, talker);
      await hear(sessions, talker, ani.says('tiga'));
      expect(talker.lines).toEqual(['heard halo', 'heard satu', 'again q2', 'heard tiga']);
      expect(talker.heard.slice(-2)).toMatchObject([
        { unfiled: true, position: '["halo","satu"]', shown: undefined },
        { unfiled: false, position: '["halo","satu"]', shown: 5003 },
      ]);
    });

    test('restarted in mid-turn: the turn ends, and its session stays in doubt', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      const gate = createGate();
      talker.onTurn = async (input, records) => {
        await gate.pass();
        return record(input, records);
      };
      await sessions.accept(ani.says('satu'));
      const working = sessions.work(ani.chat, talker);
      await gate.reached;
      await ground.server.restart();
      gate.open();
      expect(await working).toBe('did');
      talker.onTurn = record;
      await drain(sessions, ani.chat, talker);
      await hear(sessions, talker, ani.says('dua'));
      expect(talker.lines).toEqual(['heard halo', 'heard satu', 'again q2']);
    });

    test('rolled back behind a commit: the question of the records is asked, and nothing is filed', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'), ani.says('satu'));
      const earlier = await ground.save();
      await hear(sessions, talker, ani.says('catat'), ani.says('dua'));
      await sessions.due(1);
      await ground.restore(earlier);
      await ground.server.restart();
      await hear(sessions, talker, ani.says('catat lagi'));
      expect(talker.lines.slice(4)).toEqual(['again q3']);
      expect(talker.heard.at(-1)).toMatchObject({
        unfiled: true,
        position: '["halo","satu","catat"]',
      });
      expect(await written()).toBe(1);
      await hear(sessions, talker, ani.says('catat lagi'));
      expect(talker.lines.slice(5)).toEqual(['heard catat lagi']);
      expect(await written()).toBe(2);
    });

    test('rolled back in mid-turn: a session older than the records commits nothing', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      const earlier = await ground.save();
      await hear(sessions, talker, ani.says('catat'));
      await sessions.due(1);
      // The same run: only the count of commits tells that this session is an earlier one.
      await ground.restore(earlier);
      await hear(sessions, talker, ani.says('catat lagi'));
      expect(talker.lines.slice(2)).toEqual(['again q2']);
      expect(await written()).toBe(1);
    });

    test('a turn that was stored and never said is said after a minute', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      talker.onSay = async () => ({ said: false, after: 60_000 });
      await sessions.accept(ani.says('catat'));
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
      await sessions.due(1);
      await ground.server.restart({ empty: true });
      talker.onSay = () => undefined;
      await backdate(59);
      expect(await sessions.due(100)).not.toContain(ani.chat);
      await backdate(2);
      expect(await sessions.due(100)).toContain(ani.chat);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard catat', 'heard catat']);
      expect(talker.said[1]?.id).toBe(talker.said[2]?.id);
      await sessions.due(1);
      expect(await unsaid()).toBe(0);
      expect(await sessions.due(100)).not.toContain(ani.chat);
    });

    test('a turn that was said by a process that ended before it was marked is not said again', async () => {
      const [one, two] = [ground.open(), ground.open()];
      await hear(one, talker, ani.says('halo'), ani.says('catat'));
      expect(await unsaid()).toBe(2);
      await backdate(61);
      await two.due(1);
      expect(await unsaid()).toBe(0);
      expect(await two.pending(ani.chat)).toBe(0);
    });

    test('a stored turn whose reply has to wait is not queued a second time', async () => {
      const sessions = ground.open();
      await begin(sessions);
      talker.onSay = async () => ({ said: false, after: 60_000 });
      await sessions.accept(ani.says('catat'));
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
      await backdate(61);
      await sessions.due(1);
      expect(await sessions.pending(ani.chat)).toBe(1);
    });

    test('a question that is over is marked as said and not asked again', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'), ani.says('catat'), ani.says('dua'));
      await sessions.due(1);
      // As if the marks and the known replies had been lost, and the session not.
      await ground.prisma.turn.updateMany({ where: { chat: ani.chat }, data: { saidAt: null } });
      await ground.redis.del(key('said'));
      await backdate(61);
      await sessions.due(1);
      expect(await unsaid()).toBe(0);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard halo', 'heard catat', 'heard dua']);
    });

    test('a question that is still to come is not over', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'));
      const earlier = await ground.save();
      talker.onSay = async () => ({ said: false, after: 60_000 });
      await sessions.accept(ani.says('catat'));
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
      talker.onSay = () => undefined;
      await sessions.due(1);
      await ground.restore(earlier);
      await backdate(61);
      await sessions.due(1);
      await drain(sessions, ani.chat, talker);
      expect(talker.lines.slice(2)).toEqual(['heard catat']);
    });

    test('what PostgreSQL alone had begun to say, Redis says to its end', async () => {
      const said = ['satu', 'dua', 'tiga'].map((text) => message(text));
      await ground.prisma.dialogue.create({
        data: {
          chat: ani.chat,
          channel: 'simulator',
          account: ground.secrets.seal(ani.from.account),
          position: ground.secrets.seal('["halo"]'),
          n: 1,
        },
      });
      const replies = ground.secrets.seal(JSON.stringify(said));
      const row = {
        chat: ani.chat,
        event: ani.says('halo').id,
        at: new Date(),
        n: 1,
        said: 1,
        replies,
      };
      await ground.prisma.turn.create({ data: row });
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('lagi'));
      expect(talker.lines).toEqual(['dua', 'tiga', 'again q1']);
      await sessions.due(1);
      expect(await unsaid()).toBe(0);
    });

    test('a conversation whose records are gone begins anew', async () => {
      const sessions = ground.open();
      await hear(sessions, talker, ani.says('halo'), ani.says('satu'));
      await ground.prisma.dialogue.deleteMany({ where: { chat: ani.chat } });
      await hear(sessions, talker, ani.says('catat'));
      expect(talker.heard.at(-1)).toMatchObject({ position: undefined, unfiled: false });
      expect(talker.lines).toEqual(['heard halo', 'heard satu', 'heard catat']);
      expect(await written()).toBe(1);
    });
  },
);
