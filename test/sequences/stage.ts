import type { Records } from '../../src/aid/action.ts';
import { actions } from '../../src/aid/actions.ts';
import { seed } from '../../src/aid/seed/seed.ts';
import { invite, type Office } from '../../src/aid/staff/invitations.ts';
import { timed } from '../../src/aid/timed.ts';
import type { ActionTable } from '../../src/flow/action.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import { addNotice } from '../../src/store/outbox.ts';
import { chatKey, type Secrets } from '../../src/store/secrets.ts';
import { workTimer } from '../../src/store/timers.ts';
import { type Ended, regions, tuesday } from '../aid/world.ts';

export type Verb = keyof typeof actions;
const table: ActionTable<Records> = actions;

/** Puts a fault in place of what a verb, a timer or a notice does; see `planted.ts`. */
export interface Sabotage {
  verb?: (name: Verb, records: Records, run: () => Promise<Ended>) => Promise<Ended>;
  timer?: (kind: string, run: () => Promise<void>) => Promise<void>;
  tells?: (notice: string) => boolean;
}

/** Somebody with a telephone. */
export interface Player {
  account: string;
  chat: string;
}

/** The records of one sequence, its clock, and how people call verbs in it: one transaction each, as a turn does. */
export interface Stage {
  prisma: PrismaClient;
  now: Date;
  players: Record<string, Player>;
  /** What ended how, for counting afterwards: from what the bot says, not from what it keeps. */
  told: { player: string; verb: Verb; needs: unknown; ended: Ended; at: Date }[];
  calls(player: string, verb: Verb, needs?: unknown): Promise<Ended>;
  /** Lets time pass, and does what it brings. */
  passes(hours: number): Promise<void>;
  invites(office: Office): Promise<string>;
  /** What is done from the command line. */
  acts<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** What an installation begins with, and one distributor of money. */
export const seedRecords = (prisma: PrismaClient) =>
  prisma.$transaction(async (db) => {
    await seed(db, { regions, now: tuesday });
    await db.distributor.create({
      data: {
        key: 'salur-baik',
        name: 'Yayasan Salur Baik',
        permitNumber: 'PUB-CONTOH/001/2026',
        permitEndsOn: new Date('2027-06-30'),
        contactName: 'Bu Lestari',
        contactPhone: '+6281200000031',
      },
    });
  });

/** `before`: what happened already on these records. */
export function createStage(
  { prisma, secrets }: { prisma: PrismaClient; secrets: Secrets },
  sabotage: Sabotage = {},
  before?: Pick<Stage, 'now' | 'players' | 'told'>,
): Stage {
  let questions = before ? 1000 : 0;
  const transact = <T>(now: Date, work: (records: Records) => Promise<T>): Promise<T> =>
    prisma.$transaction((db) => work(bind(db, now)), { maxWait: 15_000, timeout: 15_000 });
  const bind = (db: Records['db'], now: Date): Records => ({
    db,
    secrets,
    async notify(notice) {
      if (sabotage.tells?.(notice.notice) !== false) await addNotice(db, secrets, notice, now);
    },
  });

  const stage: Stage = {
    prisma,
    now: before?.now ?? tuesday,
    players: { ...before?.players },
    told: [...(before?.told ?? [])],
    async calls(account, verb, needs = {}) {
      const action = table[verb];
      if (!action) throw new Error(`No verb is called ${verb}.`);
      const address = { channel: 'simulator', account } as const;
      const chat = chatKey(secrets, address);
      stage.players[account] ??= { account, chat };
      const question = `q${++questions}`;
      // Each event has a moment of its own.
      stage.now = new Date(stage.now.getTime() + 1000);
      const { now } = stage;
      const context = { address, chat, question, now, seed: question, language: 'id' } as const;
      const ended: Ended = await transact(now, (records) => {
        const run = () => action.run(action.needs.parse(needs), { ...context, records });
        return sabotage.verb?.(verb, records, run) ?? run();
      });
      action.ends[ended.end]?.strict().parse(ended.gives);
      stage.told.push({ player: account, verb, needs, ended, at: now });
      return ended;
    },
    async passes(hours) {
      stage.now = new Date(stage.now.getTime() + hours * 3600_000);
      const { now } = stage;
      const work = (kind: string, run: () => Promise<void>) => sabotage.timer?.(kind, run) ?? run();
      const worked: string[] = [];
      while (
        await workTimer(prisma, now, (db, { kind, subject, step }) => {
          worked.push(kind);
          return work(kind, async () => timed[kind]?.(bind(db, now), subject, { now, step }));
        })
      ) {
        // What sets itself anew for a time that has passed would never come to an end.
        if (worked.length > 1000) throw new Error(`Time goes round in ${worked.at(-1)}.`);
      }
    },
    acts: (work) => transact(stage.now, work),
    async invites(office) {
      const { now } = stage;
      const actor = { as: 'operator' } as const;
      const chance = `invite-${++questions}`;
      const wish = { ...office, name: 'Petugas', actor, chance, now };
      return (await transact(now, (records) => invite(records, wish))).code;
    },
  };
  return stage;
}
