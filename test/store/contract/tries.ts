import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPerson, drain, hear, lostConnection, repeat, Talker, textOf } from '../talker.ts';
import type { Ground } from './ground.ts';

/** A turn is kept whole or not at all, and a fault of ours does not stop a conversation. */
export function onTries(ground: Ground): void {
  const person = () => createPerson(ground.secrets);
  const texts = (talker: Talker) => talker.heard.map(({ event }) => textOf(event));

  test('a turn keeps its own frozen time and chance over every try', async () => {
    const sessions = ground.open();
    const event = person().says('satu');
    const talker = new Talker();
    talker.onTurn = async ({ tries }) => {
      if (tries === 1) throw new Error('a bug');
      return undefined;
    };
    await sessions.accept(event);
    await expect(drain(sessions, event.chat, talker)).rejects.toThrow('a bug');
    await ground.passTime(event.chat);
    await drain(sessions, event.chat, talker);
    expect(talker.heard.map((input) => input.event)).toEqual([event, event]);
  });

  test('a turn that throws keeps nothing but that it was tried, and becomes a dead letter', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    await hear(sessions, talker, ani.says('satu'));
    talker.onTurn = async (input) => {
      if (textOf(input.event) !== 'racun') return undefined;
      if (input.tries <= 3) throw new TypeError('a bug');
      return { ...repeat(input), deadLetter: 'TypeError at src/x.ts:1' };
    };
    await sessions.accept(ani.says('racun'));
    for (let i = 0; i < 3; i++) {
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('a bug');
      await ground.passTime(ani.chat);
    }
    expect(await ground.prisma.deadLetter.count({ where: { chat: ani.chat } })).toBe(0);
    await drain(sessions, ani.chat, talker);
    expect(talker.heard.map(({ tries }) => tries)).toEqual([1, 1, 2, 3, 4]);

    await hear(sessions, talker, ani.says('dua'));
    expect(talker.lines).toEqual(['heard satu', 'again q1', 'heard dua']);
    expect(talker.heard.at(-1)).toMatchObject({ position: '["satu"]', tries: 1, shown: 5001 });
    const letters = await ground.prisma.deadLetter.findMany({ where: { chat: ani.chat } });
    expect(letters.map(({ reason }) => reason)).toEqual(['TypeError at src/x.ts:1']);
    expect(ground.secrets.open(letters[0]?.body ?? new Uint8Array())).toContain('"text":"racun"');
  });

  test('a turn that throws is tried again later each time, and its chat waits with it', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.onTurn = async () => {
      throw new Error('a bug');
    };
    await sessions.accept(ani.says('satu'));
    await sessions.accept(ani.says('dua'));
    await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('a bug');
    await delay(5);
    await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('a bug');
    const done = await sessions.work(ani.chat, talker);
    expect(done).toEqual({ later: expect.any(Number) });
    expect((done as { later: number }).later).toBeGreaterThan(0);
    expect((done as { later: number }).later).toBeLessThanOrEqual(1000);
    expect(await sessions.due(100)).not.toContain(ani.chat);
    expect(texts(talker)).toEqual(['satu', 'satu']);
  });

  test('what infrastructure spoiled does not count as a try', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    const fates = ['bug', 'lost', 'lost', 'lost', 'lost', 'bug', 'lost', 'good'];
    talker.onTurn = async () => {
      const fate = fates.shift();
      if (fate === 'bug') throw new Error('a bug');
      if (fate === 'lost') throw lostConnection();
      return undefined;
    };
    await sessions.accept(ani.says('satu'));
    while (fates.length > 1) {
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow();
      await ground.passTime(ani.chat);
    }
    await drain(sessions, ani.chat, talker);
    expect(talker.heard.map(({ tries }) => tries)).toEqual([1, 2, 2, 2, 2, 2, 3, 3]);
    expect(talker.lines).toEqual(['heard satu']);
  });

  test('what a turn writes is kept with the turn, or not at all', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    await hear(sessions, talker, ani.says('satu'));
    const written = () => ground.prisma.simulatorMessage.count({ where: { phone: ani.chat } });
    talker.onTurn = async (input, records) => {
      if (!records) return 'needs-records';
      const body = new Uint8Array([1]);
      const data = { phone: ani.chat, direction: 'in', dedupe: input.event.id, body };
      await records.simulatorMessage.create({ data });
      if (input.tries === 1) throw new Error('a bug after the write');
      return undefined;
    };
    await sessions.accept(ani.says('catat'));
    await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('a bug after the write');
    expect(await written()).toBe(0);
    await ground.passTime(ani.chat);
    await drain(sessions, ani.chat, talker);
    expect(await written()).toBe(1);
    expect(talker.lines).toEqual(['heard satu', 'heard catat']);
    expect(talker.heard.at(-1)?.position).toBe('["satu"]');
  });
}
