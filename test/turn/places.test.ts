import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Sessions, Worker } from '../../src/store/sessions.ts';
import { type Runner, startRunner } from '../../src/turn/runner.ts';

const worker: Worker = {
  turn: async () => ({ position: '', question: undefined, replies: [] }),
  say: async () => ({ said: true }),
};
const runners: Runner[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
});

/** A runner on a store whose work goes as `work` says; nothing is due unless a test says so. */
function run(work: Sessions['work'], own: { worker: Worker; due?: () => string[] }) {
  const sessions: Sessions = {
    accept: async () => true,
    work,
    due: async () => own.due?.() ?? [],
    pending: async () => 0,
    counts: async () => ({ waiting: 0 }),
    forget: async () => 'forgotten' as const,
    tidy: async () => {},
    close: async () => {},
  };
  const fault = (_: string, error: unknown) => {
    throw error;
  };
  const runner = startRunner({
    sessions,
    fault,
    makingSure() {},
    sweepEvery: 10,
    worker: own.worker,
  });
  runners.push(runner);
  return { runner };
}

describe('of a channel whose sends stall', () => {
  const stalled = { channel: 'whatsapp', account: '9' } as const;
  const isStalled = (chat: string) => chat.startsWith('w');

  /** Whoever is of WhatsApp speaks, and waits until it is let go. */
  function stall(own: { due?: () => string[] } = {}) {
    const said: string[] = [];
    let speaking = 0;
    let most = 0;
    let letGo = () => {};
    const gone = new Promise<void>((done) => (letGo = done));
    const say: Worker['say'] = async (_, { id }) => {
      most = Math.max(most, ++speaking);
      await gone;
      speaking--;
      said.push(id);
      return { said: true };
    };
    const { runner } = run(
      async (chat, given) => {
        if (said.includes(chat)) return 'idle';
        if (!isStalled(chat)) return said.push(chat) > 0 ? 'did' : 'idle';
        const reply = { id: chat, message: { text: '', options: [], marks: 'numbers' as const } };
        const done = await given.say(stalled, reply);
        return done.said ? 'did' : { later: done.after };
      },
      { worker: { ...worker, say }, ...own },
    );
    return { runner, said, letGo, most: () => most };
  }

  test('eight wait, and the chats of another channel go on', async () => {
    const { runner, said, letGo, most } = stall();
    for (let i = 0; i < 20; i++) runner.wake(`w${i}`, 'whatsapp');
    for (let i = 0; i < 20; i++) runner.wake(`t${i}`, 'telegram');
    await vi.waitFor(() => expect(said).toHaveLength(20), 15_000);
    expect(most()).toBe(8);
    letGo();
    await vi.waitFor(() => expect(said).toHaveLength(40), 15_000);
  });

  test('who has spoken stands back where eight are worked on meanwhile', async () => {
    let most = 0;
    let turning = 0;
    let letGo = () => {};
    const gone = new Promise<void>((done) => (letGo = done));
    const spoken = new Set<string>();
    const turned: string[] = [];
    const { runner } = run(
      async (chat, given) => {
        if (turned.includes(chat)) return 'idle';
        if (isStalled(chat) && !spoken.has(chat)) {
          await given.say(stalled, {
            id: chat,
            message: { text: '', options: [], marks: 'numbers' },
          });
          spoken.add(chat);
          return 'did';
        }
        most = Math.max(most, ++turning);
        await delay(20);
        turning--;
        turned.push(chat);
        return 'did';
      },
      {
        worker: {
          ...worker,
          async say() {
            await gone;
            return { said: true };
          },
        },
      },
    );
    for (let i = 0; i < 8; i++) runner.wake(`w${i}`, 'whatsapp');
    await delay(5);
    for (let i = 0; i < 16; i++) runner.wake(`t${i}`, 'telegram');
    letGo();
    await vi.waitFor(() => expect(turned).toHaveLength(24), 15_000);
    expect(most).toBe(8);
  });

  test('those that the sweep finds make room as soon as it is known whose they are', async () => {
    const chats = Array.from({ length: 20 }, (_, i) => `w${i}`);
    const { runner, said, letGo, most } = stall({ due: () => [...chats.splice(0), 't1'] });
    await vi.waitFor(() => expect(said).toContain('t1'), 15_000);
    runner.wake('t2');
    await vi.waitFor(() => expect(said).toContain('t2'), 15_000);
    expect(most()).toBe(8);
    letGo();
    await vi.waitFor(() => expect(said.filter(isStalled)).toHaveLength(20), 4000);
  });
});
