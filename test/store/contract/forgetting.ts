import { expect, test } from 'vitest';
import { forgetLater, forgetOne } from '../../../src/store/forgetting.ts';
import type { Records, TurnInput } from '../../../src/store/sessions.ts';
import { createPerson, drain, hear, positionOf, Talker, textOf } from '../talker.ts';
import type { Ground } from './ground.ts';

/** A conversation is forgotten once its last words were said, and not before; whoever writes again is met as somebody new. */
export function onForgetting(ground: Ground): void {
  const person = () => createPerson(ground.secrets);

  /** Has the conversation forgotten on the word `hapus`, in the turn's own transaction. */
  async function onErasing(input: TurnInput, records: Records | undefined) {
    if (textOf(input.event) !== 'hapus') return undefined;
    if (!records) return 'needs-records' as const;
    const { chat, incoming } = input.event;
    const { channel, account } = incoming.from;
    const asked = { chat, channel, account: ground.secrets.seal(account) };
    await forgetLater(records, [asked], new Date(input.event.now));
    return {
      position: '[]',
      question: undefined,
      replies: [{ text: 'sudah dihapus', options: [], marks: 'numbers' as const }],
    };
  }

  const talkerOf = () => {
    const talker = new Talker();
    talker.onTurn = onErasing;
    return talker;
  };

  const one = (sessions: ReturnType<Ground['open']>) =>
    forgetOne(ground.prisma, ground.secrets, sessions);

  /** Looks for as long as there is something to forget, as if each look came when it is due. */
  async function forgetAll(sessions: ReturnType<Ground['open']>, chat: string): Promise<void> {
    for (let looks = 0; looks < 20; looks++) {
      await ground.prisma.$executeRaw`UPDATE forgetting SET due_at = now() - interval '1 s'`;
      if (!(await one(sessions))) break;
      if ((await ground.prisma.forgetting.count({ where: { chat } })) === 0) break;
      // What was said is marked as said by the look of the sweep.
      await sessions.due(10);
    }
  }

  async function kept(chat: string) {
    const { dialogue, turn, inbox } = ground.prisma;
    return {
      dialogues: await dialogue.count({ where: { chat } }),
      turns: await turn.count({ where: { chat } }),
      words: (await inbox.findMany({ where: { chat } })).filter(({ body }) => body.length > 0)
        .length,
      rows: await ground.prisma.forgetting.count({ where: { chat } }),
    };
  }

  test('what is unsaid is said first, once, and then nothing of it is left', async () => {
    const [sessions, other] = [ground.open(), ground.open()];
    const ani = person();
    const talker = talkerOf();
    await hear(sessions, talker, ani.says('halo'), ani.says('satu'));
    await sessions.accept(ani.says('hapus'));
    expect(await sessions.work(ani.chat, talker)).toBe('did');
    // The turn is kept and not said: a look of another process leaves it alone.
    await ground.prisma.$executeRaw`UPDATE forgetting SET due_at = now() - interval '1 s'`;
    await one(other);
    expect((await kept(ani.chat)).rows).toBe(1);
    await drain(sessions, ani.chat, talker);
    await forgetAll(sessions, ani.chat);
    expect(talker.lines.filter((line) => line === 'sudah dihapus')).toHaveLength(1);
    expect(await kept(ani.chat)).toEqual({ dialogues: 0, turns: 0, words: 0, rows: 0 });
    expect(await sessions.pending(ani.chat)).toBe(0);
    expect(await ground.dump()).not.toContain(ani.from.account);
  });

  test('a repeated delivery of what led to it is still known, and brings nothing back', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = talkerOf();
    const hapus = ani.says('hapus');
    await hear(sessions, talker, ani.says('halo'), hapus);
    await forgetAll(sessions, ani.chat);
    expect(await sessions.accept(hapus)).toBe(false);
    expect((await kept(ani.chat)).dialogues).toBe(0);
  });

  test('whoever writes again begins anew, before it is forgotten or after', async () => {
    const sessions = ground.open();
    const [ani, budi] = [person(), person()];
    const talker = talkerOf();
    await hear(sessions, talker, ani.says('halo'), ani.says('hapus'), ani.says('lagi'));
    await forgetAll(sessions, ani.chat);
    // The new conversation stays: its next answer finds the one before.
    await hear(sessions, talker, ani.says('dua'));
    expect(positionOf(talker.heard.at(-1) as TurnInput)).toEqual(['lagi']);
    expect((await kept(ani.chat)).rows).toBe(0);

    await hear(sessions, talker, budi.says('halo'), budi.says('hapus'));
    await forgetAll(sessions, budi.chat);
    await hear(sessions, talker, budi.says('lagi'), budi.says('dua'));
    expect(positionOf(talker.heard.at(-1) as TurnInput)).toEqual(['lagi']);
    expect(talker.heard.at(-1)?.unfiled).toBe(false);
  });

  test('what can never be said is forgotten all the same after three days', async () => {
    const sessions = ground.open();
    const ani = person();
    const talker = talkerOf();
    talker.onSay = async (_, text) =>
      text === 'sudah dihapus' ? { said: false, after: 60_000 } : undefined;
    await hear(sessions, talker, ani.says('halo'));
    await sessions.accept(ani.says('hapus'));
    await sessions.work(ani.chat, talker);
    await sessions.work(ani.chat, talker);
    await forgetAll(sessions, ani.chat);
    expect((await kept(ani.chat)).rows).toBe(1);
    const days = (count: number) => ground.prisma.$executeRaw`
      UPDATE forgetting SET since = since - make_interval(days => ${count}) WHERE chat = ${ani.chat}`;
    await ground.prisma
      .$executeRaw`UPDATE turn SET at = at - make_interval(days => 4) WHERE chat = ${ani.chat}`;
    await days(4);
    await forgetAll(sessions, ani.chat);
    expect(await kept(ani.chat)).toEqual({ dialogues: 0, turns: 0, words: 0, rows: 0 });
    expect(await sessions.pending(ani.chat)).toBe(0);
  });

  test('any number of processes forget it once', async () => {
    const sessions = [ground.open(), ground.open(), ground.open()];
    const talker = talkerOf();
    const people = [person(), person(), person()];
    for (const each of people)
      await hear(sessions[0] as never, talker, each.says('halo'), each.says('hapus'));
    await sessions[0]?.due(10);
    await ground.prisma.$executeRaw`UPDATE forgetting SET due_at = now() - interval '1 s'`;
    await Promise.all(
      sessions.map(async (each) => {
        while (await one(each));
      }),
    );
    for (const { chat } of people) {
      expect(await kept(chat)).toMatchObject({ dialogues: 0, turns: 0, rows: 0 });
    }
  });
}
