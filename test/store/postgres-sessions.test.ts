import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../src/store/database.ts';
import { openPostgresSessions } from '../../src/store/postgres-sessions.ts';
import type { Sessions } from '../../src/store/sessions.ts';
import { onEveryServer, type TestDatabase } from '../database.ts';
import type { Ground } from './contract/ground.ts';
import { dumpTables } from './kept.ts';
import { sessionsContract } from './sessions-contract.ts';
import { createPerson, drain, hear, Talker } from './talker.ts';

/** Ends transactions that somebody left open: what the server does when their process is gone. */
async function endTransactions(database: TestDatabase): Promise<void> {
  await database.prisma.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()`;
}

onEveryServer('sessions in PostgreSQL', (useDatabase) => {
  const database = useDatabase();
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
  });

  const ground: Ground = {
    get prisma() {
      return database.prisma;
    },
    secrets: database.secrets,
    open(): Sessions {
      const prisma = connect(database.url, 10);
      const { url, secrets } = database;
      const sessions = openPostgresSessions({ prisma, url, secrets });
      opened.push(async () => {
        await sessions.close();
        await prisma.$disconnect();
      });
      return sessions;
    },
    async passTime(chat) {
      await endTransactions(database);
      await database.prisma
        .$executeRaw`UPDATE dialogue SET speak_until = now() - interval '1 s', speak_after = NULL
        WHERE chat = ${chat}`;
      await database.prisma.$executeRaw`UPDATE inbox SET due_at = NULL WHERE chat = ${chat}`;
    },
    dump: () => dumpTables(database.prisma),
  };

  sessionsContract('sign the contract', ground);

  describe('of their own', () => {
    test('a turn always has its records, and is begun once', async () => {
      const sessions = ground.open();
      const talker = new Talker();
      let begun = 0;
      talker.onTurn = async (_, records) => {
        begun += records ? 1 : 100;
        return undefined;
      };
      await hear(sessions, talker, createPerson(database.secrets).says('satu'));
      expect(begun).toBe(1);
    });

    test('an event that came while its chat was being forgotten begins a new conversation', async () => {
      const sessions = ground.open();
      const talker = new Talker();
      let begun = 0;
      talker.onTurn = async ({ position }) => {
        begun += position === undefined ? 1 : 100;
        return undefined;
      };
      const event = createPerson(database.secrets).says('halo');
      await sessions.accept(event);
      // As forgetting leaves it that looked just before the event was kept.
      await database.prisma.dialogue.delete({ where: { chat: event.chat } });
      expect(await sessions.due(100)).toContain(event.chat);
      await drain(sessions, event.chat, talker);
      expect(begun).toBe(1);
      expect(await sessions.pending(event.chat)).toBe(0);
      expect(await sessions.due(100)).not.toContain(event.chat);
    });

    test('a transaction that lost against another is repeated at once, as the same try', async () => {
      const sessions = ground.open();
      const talker = new Talker();
      let conflicts = 3;
      talker.onTurn = async () => {
        if (conflicts-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
        return undefined;
      };
      await hear(sessions, talker, createPerson(database.secrets).says('satu'));
      expect(talker.heard.map(({ tries }) => tries)).toEqual([1, 1, 1, 1]);
      expect(talker.lines).toEqual(['heard satu']);
    });

    test('an event is accepted while a turn of its chat has not ended', async () => {
      const sessions = ground.open();
      const ani = createPerson(database.secrets);
      const talker = new Talker();
      await hear(sessions, talker, ani.says('satu'));
      const holder = connect(database.url, 1);
      const held = holder.$transaction(async (db) => {
        await db.$executeRaw`UPDATE dialogue SET n = n WHERE chat = ${ani.chat}`;
        await delay(1000);
      });
      await delay(200);
      const begun = performance.now();
      expect(await sessions.accept(ani.says('dua'))).toBe(true);
      expect(performance.now() - begun).toBeLessThan(500);
      await held;
      await holder.$disconnect();
      await drain(sessions, ani.chat, talker);
      expect(talker.lines).toEqual(['heard satu', 'heard dua']);
    });

    test('an id is known for 48 hours and its words are gone with its turn', async () => {
      const sessions = ground.open();
      const ani = createPerson(database.secrets);
      const event = ani.says('satu');
      const talker = new Talker();
      await hear(sessions, talker, event);
      const row = () => database.prisma.inbox.findFirst({ where: { event: event.id } });
      expect((await row())?.body).toHaveLength(0);

      const age = (hours: number) =>
        database.prisma
          .$executeRaw`UPDATE inbox SET done_at = now() - make_interval(hours => ${hours}::int)
          WHERE event = ${event.id}`;
      await age(47);
      await sessions.tidy();
      expect(await row()).not.toBeNull();
      await age(49);
      await sessions.tidy();
      expect(await row()).toBeNull();
      // Its turn is known for longer, and keeps it from acting again.
      expect(await sessions.accept(event)).toBe(false);

      const turns = () => database.prisma.turn.count({ where: { chat: ani.chat } });
      const said = (days: number) =>
        database.prisma
          .$executeRaw`UPDATE turn SET said_at = now() - make_interval(days => ${days}::int)
          WHERE chat = ${ani.chat}`;
      await said(34);
      await sessions.tidy();
      expect(await turns()).toBe(1);
      await said(36);
      await sessions.tidy();
      expect(await turns()).toBe(0);
    });

    test('who waits longest comes first', async () => {
      const sessions = ground.open();
      const people = [3, 1, 2].map((seconds) => {
        const { chat, says } = createPerson(database.secrets);
        return { chat, event: { ...says('satu'), now: Date.now() - 3600_000 + seconds * 1000 } };
      });
      for (const { event } of people) await sessions.accept(event);
      const [third, first, second] = people.map(({ chat }) => chat);
      expect(await sessions.due(3)).toEqual([first, second, third]);
    });

    test('what waits is found without looking at what is done', async () => {
      const plan = await database.prisma.$queryRaw<{ indexname: string }[]>`
        SELECT indexname FROM pg_indexes WHERE indexname IN ('inbox_waiting', 'turn_unsaid') ORDER BY 1`;
      expect(plan.map(({ indexname }) => indexname)).toEqual(['inbox_waiting', 'turn_unsaid']);
    });
  });
});
