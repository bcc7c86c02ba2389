import { expect, test } from 'vitest';
import {
  answer,
  createPerson,
  drain,
  hear,
  marker,
  message,
  positionOf,
  repeat,
  Talker,
  textOf,
} from '../talker.ts';
import type { Ground } from './ground.ts';

/** Events are taken in order, replies said in order, and the question that is open is known as shown. */
export function onSpeaking(ground: Ground): void {
  const person = () => createPerson(ground.secrets);
  const texts = (talker: Talker) => talker.heard.map(({ event }) => textOf(event));

  test('events are taken and answered in the order in which they came', async () => {
    const sessions = ground.open();
    const ani = person();
    for (const text of ['satu', 'dua', 'tiga']) await sessions.accept(ani.says(text));
    const talker = new Talker();
    await drain(sessions, ani.chat, talker);
    expect(talker.lines).toEqual(['heard satu', 'heard dua', 'heard tiga']);
    expect(talker.heard.map(positionOf)).toEqual([[], ['satu'], ['satu', 'dua']]);
    expect(talker.said.map(({ to }) => to)).toEqual(Array(3).fill(ani.from.account));
  });

  test('a chat speaks before it listens', async () => {
    const sessions = ground.open();
    const ani = person();
    await sessions.accept(ani.says('satu'));
    await sessions.accept(ani.says('dua'));
    const talker = new Talker();
    const seen: string[] = [];
    talker.onTurn = async ({ event }) => void seen.push(`turn ${textOf(event)}`);
    talker.onSay = async (_, text) => void seen.push(`say ${text}`);
    await drain(sessions, ani.chat, talker);
    expect(seen).toEqual(['turn satu', 'say heard satu', 'turn dua', 'say heard dua']);
  });

  test('a question is marked as shown where it was first said, until another one is asked', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.order = 1_790_000_000_000;
    talker.onTurn = async (input) => (textOf(input.event) === 'lagi' ? repeat(input) : undefined);
    await hear(sessions, talker, ani.says('satu'), ani.says('lagi'), ani.says('lagi'));
    await hear(sessions, talker, ani.says('dua'), ani.says('tiga'));
    expect(talker.heard.map(({ shown }) => shown)).toEqual([
      undefined,
      1_790_000_000_001,
      1_790_000_000_001,
      1_790_000_000_001,
      1_790_000_000_004,
    ]);
  });

  test('a question that was never shown has no mark', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.onSay = async (_, text) => (text === 'heard dua' ? { said: true } : undefined);
    await hear(sessions, talker, ani.says('satu'), ani.says('dua'), ani.says('tiga'));
    expect(talker.heard.map(({ shown }) => shown)).toEqual([undefined, 5001, undefined]);
  });

  test('a reply that has to wait is not said before, and is the same at every try', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    let refusals = 2;
    talker.onSay = async () => (refusals-- > 0 ? { said: false, after: 60_000 } : undefined);
    await sessions.accept(ani.says('satu'));
    await sessions.accept(ani.says('dua'));
    for (let i = 0; i < 2; i++) {
      await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
      const done = await sessions.work(ani.chat, talker);
      expect((done as { later: number }).later).toBeGreaterThan(55_000);
      expect(await sessions.due(100)).not.toContain(ani.chat);
      expect(talker.said).toHaveLength(i + 1);
      await ground.passTime(ani.chat);
      expect(await sessions.due(100)).toContain(ani.chat);
    }
    await drain(sessions, ani.chat, talker);
    expect(talker.lines).toEqual(['heard satu', 'heard satu', 'heard satu', 'heard dua']);
    expect(new Set(talker.said.map(({ id }) => id)).size).toBe(2);
    expect(texts(talker)).toEqual(['satu', 'dua']);
  });

  test('what was said of a turn is not said again when the rest has to wait', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.onTurn = async (input) => ({
      ...answer(input),
      replies: [message('pertama'), message('kedua'), message('ketiga')],
    });
    let refused = false;
    talker.onSay = async (_, text) => {
      if (text !== 'kedua' || refused) return undefined;
      refused = true;
      return { said: false, after: 60_000 };
    };
    await sessions.accept(ani.says('satu'));
    await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
    await ground.passTime(ani.chat);
    await drain(sessions, ani.chat, talker);
    expect(talker.lines).toEqual(['pertama', 'kedua', 'kedua', 'ketiga']);
    expect(await sessions.pending(ani.chat)).toBe(0);
  });

  test('a turn without a reply ends in silence', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.onTurn = async (input) => ({ ...answer(input), replies: [] });
    await hear(sessions, talker, ani.says('satu'), ani.says('dua'));
    expect(talker.lines).toEqual([]);
    expect(await sessions.pending(ani.chat)).toBe(0);
    expect(talker.heard.map(positionOf)).toEqual([[], ['satu']]);
  });

  test('tells when nothing of a chat is waiting any more', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    const pending: number[] = [];
    const look = async () => void pending.push(await sessions.pending(ani.chat));
    talker.onTurn = look;
    talker.onSay = look;
    expect(await sessions.pending(ani.chat)).toBe(0);
    await sessions.accept(ani.says('satu'));
    await drain(sessions, ani.chat, talker);
    expect(pending).toEqual([1, 1]);
    expect(await sessions.pending(ani.chat)).toBe(0);
  });

  test('nothing that people write, are told or are called lies in the clear', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = new Talker();
    talker.onTurn = async (input, records) => {
      if (!records) return 'needs-records';
      return { ...answer(input), deadLetter: 'TypeError' };
    };
    await hear(sessions, talker, ani.says(marker));
    talker.onTurn = async () => undefined;
    await hear(sessions, talker, ani.says(`${marker} lagi`));
    await sessions.accept(ani.says(`${marker} menunggu`));
    talker.onSay = async () => ({ said: false, after: 60_000 });
    await expect(drain(sessions, ani.chat, talker)).rejects.toThrow('later');
    await sessions.accept(ani.says(`${marker} menunggu juga`));

    const kept = await ground.dump();
    expect(kept.includes(ani.chat)).toBe(true);
    for (const secret of [marker, ani.from.account]) {
      // As it is, and coded, without the last characters, which depend on what follows.
      const codings = (['base64', 'base64url', 'hex'] as const).map((coding) =>
        Buffer.from(secret).toString(coding).slice(0, 16),
      );
      expect([secret, ...codings].filter((text) => kept.includes(text))).toEqual([]);
    }
  });
}
