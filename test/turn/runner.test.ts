import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Accepted, Sessions, TurnInput, Worked, Worker } from '../../src/store/sessions.ts';
import { type Runner, type RunnerSettings, startRunner } from '../../src/turn/runner.ts';

const lost = () => new Error('Connection terminated unexpectedly');

const ani = { channel: 'telegram', account: '1' } as const;

const worker: Worker = {
  turn: async () => ({ position: '', question: undefined, replies: [] }),
  say: async () => ({ said: true }),
};

describe('the runner', () => {
  const runners: Runner[] = [];
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.stop();
  });

  /** A runner on a store whose work goes as `work` says; nothing is due unless a test says so. */
  function run(
    work: Sessions['work'],
    own: Partial<RunnerSettings> & { due?: () => string[] } = {},
  ) {
    const seen = { faults: [] as string[], sure: [] as string[], tidied: 0 };
    const sessions: Sessions = {
      accept: async () => true,
      work,
      due: async () => own.due?.() ?? [],
      pending: async () => 0,
      counts: async () => ({ waiting: 0 }),
      forget: async () => 'forgotten' as const,
      tidy: async () => void seen.tidied++,
      close: async () => {},
    };
    const runner = startRunner({
      sessions,
      worker,
      fault: (event, error) => seen.faults.push(`${event} ${(error as Error).message}`),
      makingSure: (chat) => seen.sure.push(chat),
      sweepEvery: 10,
      ...own,
    });
    runners.push(runner);
    return { runner, seen };
  }

  const input = (event: string) =>
    ({ event: { id: event, incoming: { from: ani } } as Accepted }) as TurnInput;

  /** Gives these one after the other, and remembers how often it was asked. */
  function inTurn(...ends: (Worked | Error)[]) {
    const times: number[] = [];
    const work = async (): Promise<Worked> => {
      times.push(performance.now());
      const end = ends.shift() ?? 'idle';
      if (end instanceof Error) throw end;
      return end;
    };
    return { work, times };
  }

  test('works on a chat that is woken until nothing is left', async () => {
    const { work, times } = inTurn('did', 'did', 'did');
    run(work).runner.wake('ani');
    await vi.waitFor(() => expect(times).toHaveLength(4), 15_000);
    await delay(50);
    expect(times).toHaveLength(4);
  });

  test('finds by its sweep what nobody woke it for', async () => {
    const due = ['budi'];
    const worked: string[] = [];
    const { seen } = run(
      async (chat) => {
        worked.push(chat);
        return 'idle';
      },
      { due: () => due.splice(0) },
    );
    await vi.waitFor(() => expect(worked).toEqual(['budi']), 15_000);
    due.push('citra');
    await vi.waitFor(() => expect(worked).toEqual(['budi', 'citra']), 15_000);
    expect(seen.tidied).toBe(1);
  });

  test('works on one chat at a time in order, and on at most eight side by side', async () => {
    const working = new Map<string, number>();
    let most = 0;
    let rounds = 0;
    const { runner } = run(async (chat) => {
      working.set(chat, (working.get(chat) ?? 0) + 1);
      expect(working.get(chat)).toBe(1);
      most = Math.max(most, working.size);
      await delay(5);
      working.delete(chat);
      rounds++;
      return 'idle';
    });
    const chats = Array.from({ length: 30 }, (_, i) => `chat-${i}`);
    for (const chat of [...chats, ...chats]) runner.wake(chat);
    await delay(2);
    for (const chat of chats.slice(0, 8)) runner.wake(chat);
    await vi.waitFor(() => expect(rounds).toBe(38), 15_000);
    expect(most).toBe(8);
  });

  test('looks again when the store says so, and leaves alone what another process holds', async () => {
    const { work, times } = inTurn({ later: 60 }, 'did', 'busy', 'did');
    run(work).runner.wake('ani');
    await vi.waitFor(() => expect(times).toHaveLength(3), 15_000);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(60);
    await delay(50);
    expect(times).toHaveLength(3);
  });

  test('tells the kind of a fault with its event, and tries again', async () => {
    const ends = ['a bug', undefined];
    let done = 0;
    const { runner, seen } = run(async (_, watched) => {
      const end = ends.shift();
      await watched.turn(input('event-1'), undefined);
      if (end) throw new Error(end);
      done++;
      return 'idle';
    });
    runner.wake('ani');
    await vi.waitFor(() => expect(done).toBe(1), 15_000);
    expect(seen.faults).toEqual(['event-1 a bug']);
    expect(seen.sure).toEqual([]);
  });

  test('waits for the ground to hold again, longer each time, and tells nobody of a fault', async () => {
    const { work, times } = inTurn(lost(), lost(), lost(), 'did');
    const { runner, seen } = run(work);
    runner.wake('ani');
    await vi.waitFor(() => expect(times).toHaveLength(5), { timeout: 3000 });
    const waits = times.slice(1, 4).map((time, i) => time - (times[i] ?? 0));
    for (const [i, least] of [100, 200, 500].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least - 2);
    }
    expect(seen).toMatchObject({ faults: [], sure: [] });
  });

  test('whoever waits for the ground keeps nobody else waiting', async () => {
    const worked: string[] = [];
    const { runner } = run(async (chat) => {
      if (chat.startsWith('stuck')) throw lost();
      worked.push(chat);
      return 'idle';
    });
    for (let i = 0; i < 20; i++) runner.wake(`stuck-${i}`);
    runner.wake('ani');
    await vi.waitFor(() => expect(worked).toEqual(['ani']), { timeout: 100 });
  });

  test('says once that we are making sure, when the patience is over', async () => {
    let isAway = true;
    const { runner, seen } = run(
      async () => {
        if (isAway) throw lost();
        return 'idle';
      },
      { patience: 150 },
    );
    runner.wake('ani');
    await delay(100);
    expect(seen.sure).toEqual([]);
    await delay(400);
    expect(seen.sure).toEqual(['ani']);
    isAway = false;
    await delay(600);
    expect(seen.sure).toEqual(['ani']);
  });

  test('a sweep that fails is told and made again', async () => {
    const ends: (Error | undefined)[] = [new Error('a bug in the sweep'), lost()];
    let swept = 0;
    const { seen } = run(async () => 'idle', {
      due: () => {
        const end = ends.shift();
        if (end) throw end;
        swept++;
        return [];
      },
    });
    await vi.waitFor(() => expect(swept).toBeGreaterThan(0), 15_000);
    expect(seen.faults).toEqual([' a bug in the sweep']);
  });

  test('stops when the piece of work in progress is done, and takes nothing new', async () => {
    let ended = 0;
    let begun = 0;
    const { runner } = run(async () => {
      begun++;
      await delay(80);
      ended++;
      return 'did';
    });
    for (let i = 0; i < 10; i++) runner.wake(`chat-${i}`);
    await delay(20);
    await runner.stop();
    expect([begun, ended]).toEqual([8, 8]);
    runner.wake('late');
    await delay(20);
    expect(begun).toBe(8);
  });

  test('stops at once while it waits for the ground', async () => {
    const { work } = inTurn(...Array.from({ length: 20 }, lost));
    const { runner } = run(work, { patience: 300 });
    runner.wake('ani');
    await delay(400);
    const begun = performance.now();
    await runner.stop();
    expect(performance.now() - begun).toBeLessThan(100);
  });

  test('tells of a turn once it is kept, and of one that was undone that it was', async () => {
    const ends: string[] = [];
    const work = [
      async (_: string, { turn }: Worker) => {
        await turn(input('one'), undefined);
        throw lost();
      },
      async (_: string, { turn }: Worker) => {
        await turn(input('one'), undefined);
        return 'did' as const;
      },
      async () => 'did' as const,
      async (_: string, { turn }: Worker) => {
        await turn(input('two'), undefined);
        return 'busy' as const;
      },
    ];
    const { runner } = run(
      (chat, given) => work.shift()?.(chat, given) ?? Promise.resolve('idle'),
      {
        ended: (event, kept) => ends.push(`${event} ${kept}`),
      },
    );
    runner.wake('chat');
    await expect.poll(() => ends).toEqual(['one false', 'one true', 'two false']);
  });

  test('says nothing of making sure where another holder answered meanwhile', async () => {
    const work: (Worked | Error)[] = [lost(), 'busy'];
    const { runner, seen } = run(
      async () => {
        const next = work.shift() ?? 'idle';
        if (next instanceof Error) throw next;
        return next;
      },
      { patience: 150 },
    );
    runner.wake('chat');
    await delay(400);
    expect(seen.sure).toEqual([]);
  });
});
