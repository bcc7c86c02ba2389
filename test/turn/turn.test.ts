import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Content } from '../../src/chat/message.ts';
import type { World } from '../../src/flow/advance.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import type { Records, TurnInput, TurnOutput } from '../../src/store/sessions.ts';
import { createTurn, type TurnSettings } from '../../src/turn/turn.ts';
import { actions, type Kept, readWorld } from './book.ts';

/** Clients are only handed on by a turn, never used: two that can be told apart. */
const reader = { name: 'reader' } as unknown as PrismaClient;
const records = { name: 'transaction' } as unknown as Records;
const nameOf = (client: Records) => (client as unknown as { name: string }).name;

const now = Date.UTC(2026, 10, 25, 3);
const apology =
  'Maaf, barusan ada gangguan di pihak kami. Jawaban sebelumnya tetap tersimpan; hanya yang terakhir perlu diulang.';

describe('a turn', () => {
  let world: World;
  let calls: Kept['calls'];
  let watched: Parameters<TurnSettings<Kept>['watch']>[0][];
  let turn: ReturnType<typeof createTurn<Kept>>;
  beforeAll(async () => {
    world = await readWorld();
  });
  beforeEach(() => {
    calls = [];
    watched = [];
    turn = create(actions);
  });
  const create = (table: TurnSettings<Kept>['actions']) =>
    createTurn<Kept>({
      world,
      actions: table,
      reader,
      bind: (client) => ({ calls, client: nameOf(client) }),
      blocked: () => false,
      lastFault: (event) => `TypeError of ${event}`,
      watch: (ended) => watched.push(ended),
    });

  const input = (
    content: Content | string,
    given: Partial<TurnInput> = {},
    order = 10,
  ): TurnInput => ({
    event: {
      chat: 'chat-of-ani',
      id: 'event-1',
      incoming: {
        id: '1',
        from: { channel: 'simulator', account: 'ani' },
        order,
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      },
      now,
      seed: 'abcdef0123456789abcdef',
    },
    position: undefined,
    shown: undefined,
    tries: 1,
    unfiled: false,
    ...given,
  });

  const ended = (output: TurnOutput | 'needs-records'): TurnOutput => {
    if (output === 'needs-records') throw new Error('It needs records.');
    return output;
  };
  const texts = ({ replies }: TurnOutput) => replies.map(({ text }) => text.trim());
  /** Where the conversation stands once the question was asked. */
  const asked = async () => ended(await turn(input('halo'), undefined));

  test('only reads until it comes to a verb', async () => {
    const output = await asked();
    expect(calls).toEqual([{ action: 'gift.room', client: 'reader', question: '' }]);
    expect(texts(output)).toEqual(['Mau memberi berapa paket? Misalnya: 75.']);
    expect(output.question).toBe(output.replies[0]?.question);
    expect(output.question).toMatch(/^abcdef0123/);
    expect(output.deadLetter).toBeUndefined();
  });

  test('comes to a verb, and is begun again with records for all that it reads and writes', async () => {
    const { position, question = '' } = await asked();
    calls.length = 0;
    const answer = input('75', { position, shown: 9 });
    expect(await turn(answer, undefined)).toBe('needs-records');
    expect(calls).toEqual([]);

    const output = ended(await turn(answer, records));
    expect(calls).toEqual([
      { action: 'gift.confirm', client: 'transaction', question, amount: 75 },
    ]);
    expect(texts(output)).toEqual(['Tercatat dengan nomor K-abcd.']);
    expect(output.question).toBeUndefined();
  });

  test('says a question again below a notice as a part of it: nobody asked for either', async () => {
    const again = ended(await turn(input({ kind: 'resume', opens: 'menu' }), undefined));
    expect(again.replies.map(({ unasked, below }) => [unasked, below])).toEqual([[true, true]]);
    expect((await asked()).replies.some((reply) => 'unasked' in reply)).toBe(false);
  });

  test('comes out the same at every try', async () => {
    const { position } = await asked();
    const answer = input('75', { position, shown: 9 });
    expect(await turn(answer, records)).toEqual(await turn(answer, records));
  });

  test.each([
    ['in the place of the question or after it', 9, 9, 1],
    ['after it', 10, 9, 1],
    ['before it', 8, 9, 0],
    ['when it was never shown', 10, undefined, 0],
  ])(
    'what was typed %s answers the question only if it was shown by then',
    async (_, order, shown, confirmed) => {
      const { position, question } = await asked();
      const output = ended(await turn(input('75', { position, shown }, order), records));
      expect(calls.filter(({ action }) => action === 'gift.confirm')).toHaveLength(confirmed);
      expect(output.question).toBe(confirmed ? undefined : question);
    },
  );

  test('what a rebuilt session is given files nothing, and is answered with the question', async () => {
    const { position, question } = await asked();
    calls.length = 0;
    const output = ended(await turn(input('75', { position, shown: 9, unfiled: true }), records));
    expect(calls).toEqual([]);
    expect(output.question).toBe(question);
    expect(output.replies.at(-1)?.text).toContain('Mau memberi berapa paket?');
  });

  test('after three tries the person hears an apology with the question, and the fault is kept', async () => {
    const { position, question } = await asked();
    calls.length = 0;
    const third = ended(await turn(input('75', { position, shown: 9, tries: 3 }), records));
    expect(third.deadLetter).toBeUndefined();
    calls.length = 0;
    const output = ended(await turn(input('75', { position, shown: 9, tries: 4 }), records));
    expect(output.deadLetter).toBe('TypeError of event-1');
    expect(watched.map(({ poison }) => poison).slice(-2)).toEqual([false, true]);
    expect(calls).toEqual([]);
    expect(texts(output)).toEqual([`${apology}\nMau memberi berapa paket? Misalnya: 75.`]);
    expect(output.question).toBe(question);
  });

  test('a position that cannot be read does not leave its person in silence', async () => {
    const broken = '{"version":1,';
    await expect(turn(input('75', { position: broken, tries: 3 }), records)).rejects.toThrow();
    const output = ended(await turn(input('75', { position: broken, tries: 4 }), records));
    expect(texts(output)).toEqual([apology]);
    const next = ended(await turn(input('halo', { position: output.position }), undefined));
    expect(texts(next)).toEqual(['Mau memberi berapa paket? Misalnya: 75.']);
  });

  test('a verb that makes a record is refused where no question led to it', async () => {
    // A flow that calls it at once; `check` refuses such a flow.
    const hasty = create({ ...actions, 'gift.room': actions['gift.confirm'] });
    await expect(hasty(input('halo'), records)).rejects.toThrow(
      'gift.room makes a record, and no question was answered.',
    );
    expect(calls).toEqual([]);
  });

  test('tells once where it ended, and nothing that was said', async () => {
    const { position } = await asked();
    watched.length = 0;
    await turn(input('75', { position, shown: 9 }), undefined);
    expect(watched).toEqual([]);
    await turn(input('entahlah', { position, shown: 9 }), undefined);
    expect(watched).toEqual([
      {
        event: 'event-1',
        chat: 'chat-of-ani',
        channel: 'simulator',
        flow: 'menu',
        step: 'amount',
        records: false,
        poison: false,
        acceptedAt: now,
        language: 'id',
      },
    ]);
  });
});
