import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createSecrets } from '../../src/store/secrets.ts';
import { createWorld, gambir, tuesday } from '../aid/world.ts';
import { testKey } from '../database.ts';
import { template } from '../global-setup.ts';
import { runHere } from '../talks/bots.ts';
import { layGround } from '../talks/ground.ts';
import { until } from '../talks/phones.ts';
import type { Seen } from './judge.ts';
import { personAt } from './person.ts';
import { alter, cover, employ } from './role.ts';
import type { Scene } from './scene.ts';
import { known, layScope, nameOf } from './scope.ts';
import type { Part } from './table.ts';

export interface Playing {
  scene: Scene;
  part: Part;
  /** Called after the role has changed and before the last step: where a test plants a fault. */
  meanwhile?: (person: string) => Promise<void>;
}

/** A running bot on a database of its own, on which every row of the table is played with a case of its own. */
export async function openStage() {
  // The bot stands a little after what the cases were laid at.
  const at = new Date(tuesday.getTime() + 20 * 60_000);
  const ground = await layGround({ serverUrl: inject('serverUrl'), template, at });
  const bot = await runHere(ground);
  const url = ground.env.DATABASE_URL ?? '';
  const database = await openDatabase({ databaseUrl: url, dataDir: '/nowhere' });
  const { prisma } = database;
  // Asked again and again: a plain query is the cheapest.
  const pool = new pg.Pool({ connectionString: url, max: 5 });
  const secrets = createSecrets(testKey);
  const world = createWorld(prisma, secrets);
  const base = { prisma, secrets, world };
  await world.caps({ openPledges: 1000, contactsADay: 1000 });
  await prisma.distributor.create({
    data: {
      key: 'uji',
      name: 'Yayasan Uji',
      permitNumber: 'PUB-UJI/001/2026',
      permitEndsOn: new Date('2027-06-30'),
      contactName: 'Bu Lestari',
      contactPhone: '+6281200000031',
    },
  });
  const areas = await prisma.region.findMany({
    where: { code: { startsWith: '31.' }, kind: 'kelurahan', NOT: { code: gambir } },
    orderBy: { code: 'asc' },
    select: { code: true, name: true },
  });
  const { phones } = bot.stage;
  const colleague = await prisma.person.create({ data: { createdAt: tuesday } });
  let serial = 0;

  /** Nothing that this chat sent is left to be taken or answered. */
  async function settled(chat: string): Promise<void> {
    const isQuiet = await until(async () => {
      const { rows } = await pool.query<{ owes: boolean }>({
        name: 'owes',
        text: `SELECT EXISTS (SELECT FROM inbox WHERE chat = $1 AND done_at IS NULL)
                   OR EXISTS (SELECT FROM turn WHERE chat = $1 AND said_at IS NULL) AS owes`,
        values: [chat],
      });
      return rows[0]?.owes === false;
    });
    if (!isQuiet) throw new Error('The bot answered nothing for ten seconds.');
  }

  async function play({ scene, part, meanwhile }: Playing): Promise<Seen> {
    const scope = await layScope(base, ++serial, areas);
    const isAlone = part === 'admin';
    if (!isAlone) await cover(scope, colleague.id);
    const { chat } = await known(scope, 'O');
    const { personId = '' } = await prisma.address.findUniqueOrThrow({ where: { chat } });
    const laid = await scene.lays(scope);
    await employ(scope, scene.office, part, personId);
    const account = `uji-${scope.serial}-o`;
    const who = { name: nameOf(scope.serial, 'O'), account, chat: 0, phone: '' };
    const person = personAt(phones, who, () => settled(chat));
    const missing: string[] = [];
    const does = async (step: string) => {
      if (missing.length > 0) return;
      const isFound = await person.does(step.replace(/^\?/, ''));
      if (!isFound && !step.startsWith('?')) missing.push(step);
    };
    for (const step of laid.steps.slice(0, -1)) await does(step);
    const lines = () => prisma.auditLog.count({ where: { actorId: personId } });
    const before = part === 'nobody' || part === 'officer' ? 0 : await lines();
    await alter(scope, scene.office, part, personId);
    await meanwhile?.(personId);
    await does(laid.steps.at(-1) ?? '');
    const seen = {
      missing,
      done: await laid.isDone(personId),
      audited: (await lines()) - before,
      heard: person.heard(),
    };
    await prisma.role.deleteMany({ where: { personId } });
    if (isAlone) await cover(scope, colleague.id);
    return seen;
  }

  return {
    prisma,
    play,
    async stop() {
      await bot.stop();
      await pool.end();
      await database.close();
      await ground.leave();
      await ground.drop();
    },
  };
}
