import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Sessions, Worker } from '../../../src/store/sessions.ts';
import {
  answer,
  createGate,
  createPerson,
  drain,
  hear,
  message,
  Talker,
  textOf,
} from '../talker.ts';
import type { Ground } from './ground.ts';

/** Any number of processes, one holder of a chat at a time, and nothing lost with a holder. */
export function onHolders(ground: Ground): void {
  const person = () => createPerson(ground.secrets);
  const texts = (talker: Talker) => talker.heard.map(({ event }) => textOf(event));
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i + 1));

  /** Works on the chats, as a process does, until they all have nothing left. */
  async function workUntilDone(sessions: Sessions, chats: string[], worker: Worker) {
    await Promise.all(
      chats.map(async (chat) => {
        while ((await sessions.pending(chat)) > 0) {
          if ((await sessions.work(chat, worker)) !== 'did') await delay(5);
        }
      }),
    );
  }

  test('an event is kept once, however often and wherever it is delivered', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const event = person().says('halo');
    const deliveries = [one, two, one, two, one, two].map((sessions) => sessions.accept(event));
    expect((await Promise.all(deliveries)).filter(Boolean)).toEqual([true]);
    expect(await one.pending(event.chat)).toBe(1);

    const talker = new Talker();
    await Promise.all([one, two].map((each) => workUntilDone(each, [event.chat], talker)));
    expect(await two.accept(event)).toBe(false);
    await drain(two, event.chat, talker);
    expect(talker.lines).toEqual(['heard halo']);
  });

  test('two processes at one chat take each event once and answer in order', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const ani = person();
    const talker = new Talker();
    for (const text of numbers(20)) {
      await (Number(text) % 2 ? one : two).accept(ani.says(text));
    }
    await Promise.all([one, two].map((each) => workUntilDone(each, [ani.chat], talker)));
    expect(talker.lines).toEqual(numbers(20).map((text) => `heard ${text}`));
    expect(texts(talker)).toEqual(numbers(20));
  });

  test('one person is not kept waiting by another', async () => {
    const sessions = ground.open();
    const [ani, budi] = [person(), person()];
    const gate = createGate();
    const slow = new Talker();
    slow.onTurn = async () => void (await gate.pass());
    await sessions.accept(ani.says('satu'));
    const waiting = sessions.work(ani.chat, slow);
    await gate.reached;
    const quick = new Talker();
    await hear(sessions, quick, budi.says('dua'));
    expect(quick.lines).toEqual(['heard dua']);
    gate.open();
    expect(await waiting).toBe('did');
  });

  test('while one process has a chat, another finds it busy', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const ani = person();
    const talker = new Talker();
    const [turning, saying] = [createGate(), createGate()];
    talker.onTurn = async () => void (await turning.pass());
    talker.onSay = async () => void (await saying.pass());
    await one.accept(ani.says('satu'));
    const working = drain(one, ani.chat, talker);
    await turning.reached;
    expect(await two.work(ani.chat, talker)).toBe('busy');
    turning.open();
    await saying.reached;
    expect(await two.work(ani.chat, talker)).toBe('busy');
    saying.open();
    await working;
    expect(talker.lines).toEqual(['heard satu']);
  });

  test('a holder that stopped in mid-turn loses the chat, and what it does later changes nothing', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const ani = person();
    const [stopped, talker] = [new Talker(), new Talker()];
    await hear(one, talker, ani.says('satu'));
    const gate = createGate();
    stopped.onTurn = async (input) => {
      await gate.pass();
      return { ...answer(input), position: '["hilang"]' };
    };
    await one.accept(ani.says('dua'));
    const lost = one.work(ani.chat, stopped).catch(() => 'failed');
    await gate.reached;
    await ground.passTime(ani.chat);
    expect(await two.due(100)).toContain(ani.chat);
    await drain(two, ani.chat, talker);
    expect(talker.heard.at(-1)?.tries).toBe(2);
    gate.open();
    expect(['failed', 'idle']).toContain(await lost);

    await hear(two, talker, ani.says('tiga'));
    expect(talker.lines).toEqual(['heard satu', 'heard dua', 'heard tiga']);
    expect(talker.heard.at(-1)?.position).toBe('["satu","dua"]');
    expect(stopped.lines).toEqual([]);
  });

  test('a holder that stopped in the middle of a sentence is spoken for, with the same id', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const ani = person();
    const [stopped, talker] = [new Talker(), new Talker()];
    const gate = createGate();
    stopped.onSay = async () => void (await gate.pass());
    const replies = [message('pertama'), message('kedua')];
    stopped.onTurn = async (input) => ({ ...answer(input), replies });
    await one.accept(ani.says('satu'));
    const lost = drain(one, ani.chat, stopped).catch(() => {});
    await gate.reached;
    await ground.passTime(ani.chat);
    await drain(two, ani.chat, talker);
    gate.open();
    await lost;
    await hear(two, talker, ani.says('dua'));
    expect(talker.said.map(({ id }) => id)).toContain(stopped.said[0]?.id);
    expect(talker.lines).toEqual(['pertama', 'kedua', 'heard dua']);
    expect(stopped.lines).toEqual(['pertama']);
  });

  test('what a process left behind is found, and nothing else', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const [ani, budi, citra] = [person(), person(), person()];
    const talker = new Talker();
    await hear(one, talker, citra.says('satu'));
    for (const each of [ani, budi]) await one.accept(each.says('satu'));
    await one.close();
    const ours = (chats: string[]) =>
      chats.filter((chat) => [ani.chat, budi.chat, citra.chat].includes(chat));
    expect(ours(await two.due(1000)).sort()).toEqual([ani.chat, budi.chat].sort());
    expect(await two.due(1)).toHaveLength(1);
    expect((await two.counts()).waiting).toBeGreaterThanOrEqual(2);
    for (const { chat } of [ani, budi]) await drain(two, chat, talker);
    expect(ours(await two.due(1000))).toEqual([]);
  });

  test('a burst of 200 events of 20 people at two processes is answered exactly once and in order', async () => {
    const [one, two] = [ground.open(), ground.open()];
    const crowd = Array.from({ length: 20 }, person);
    const chats = crowd.map(({ chat }) => chat);
    const talker = new Talker();
    await Promise.all(
      crowd.map(async (each) => {
        for (const text of numbers(10)) {
          const event = each.says(text);
          const [first, second] = Number(text) % 2 ? [one, two] : [two, one];
          await first.accept(event);
          if (Number(text) % 3 === 0) await second.accept(event);
        }
      }),
    );
    await Promise.all([one, two].map((each) => workUntilDone(each, chats, talker)));
    for (const { from } of crowd) {
      const lines = talker.said.filter(({ to }) => to === from.account).map(({ text }) => text);
      expect(lines).toEqual(numbers(10).map((text) => `heard ${text}`));
    }
    expect(talker.heard).toHaveLength(200);
  }, 60_000);
}
