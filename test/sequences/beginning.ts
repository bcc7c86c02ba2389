import { approveNeed } from '../../src/aid/need/approve.ts';
import { approveClaim } from '../../src/aid/place/decide.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import { letter, puloGadung } from '../aid/world.ts';
import type { TestDatabase } from '../database.ts';
import { createStage, type Stage, seedRecords } from './stage.ts';

/** Who takes part, with their telephone: two donors, heads of two places and one who claims, and staff. */
export const people = [
  'ani',
  'rina',
  'budi',
  'sri',
  'rudi',
  'citra',
  'tini',
  'eko',
  'dodi',
] as const;

/** Everybody is known by name and number. */
async function introduce(stage: Stage): Promise<void> {
  for (const [index, account] of people.entries()) {
    await stage.calls(account, 'person.consent');
    await stage.calls(account, 'person.name', { name: { sapaan: 'Bu', name: account } });
    await stage.calls(account, 'person.phone', {
      phone: `+62812000060${String(index).padStart(2, '0')}`,
    });
  }
}

/** Two places with a need of food and one of money each, an officer of the field and one of the area, an admin. */
async function open(stage: Stage): Promise<void> {
  for (const [head, rw, quantity] of [
    ['budi', 3, 100],
    ['sri', 5, 40],
  ] as const) {
    const sent = await stage.calls(head, 'place.register', claimOf(rw));
    const claim = await newestClaim(stage, head);
    if (sent.end !== 'sent' || !claim) throw new Error(`A place was not registered: ${sent.end}.`);
    const operator = { actor: { as: 'operator' }, now: stage.now } as const;
    await stage.acts((records) => approveClaim(records, { claim: claim.id, ...operator }));
    for (const [needed, amount] of [
      ['sembako', quantity],
      ['thr', 30],
    ] as const) {
      const wish = { place: claim.placeId, package: needed, amount };
      const { gives } = await stage.calls(head, 'need.propose', wish);
      await stage.acts((records) => approveNeed(records, { number: gives.number, ...operator }));
    }
  }
  const offices = {
    citra: { kind: 'skpd', fieldKey: 'pangan' },
    eko: { kind: 'kelurahan', areaCode: puloGadung },
    dodi: { kind: 'admin' },
  } as const;
  for (const [who, office] of Object.entries(offices))
    await stage.calls(who, 'staff.join', { code: await stage.invites(office) });
}

/** What was said before the first step of every sequence, and when; the records of it are kept beside. */
export type Beginning = Pick<Stage, 'now' | 'players' | 'told'>;

/** Lays what every sequence begins with, and keeps it for `beginAgain`. */
export async function layBeginning(database: TestDatabase): Promise<Beginning> {
  const { prisma } = database;
  await seedRecords(prisma);
  const stage = createStage(database);
  await introduce(stage);
  await open(stage);
  await keep(prisma);
  return stage;
}

/** A copy of every table, and a function that puts the copies back; only there are the guards of history put aside. */
async function keep(prisma: PrismaClient): Promise<void> {
  const tables = await prisma.$queryRaw<{ name: string; columns: string }[]>`
    SELECT table_name AS name, string_agg(quote_ident(column_name), ', ') AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
      AND table_name NOT IN ('region', '_prisma_migrations')
    GROUP BY table_name`;
  await prisma.$executeRaw`CREATE SCHEMA beginning`;
  for (const { name } of tables)
    await prisma.$executeRawUnsafe(`CREATE TABLE beginning."${name}" AS TABLE public."${name}"`);
  const again = tables.map(
    ({ name, columns }) => `
      DELETE FROM public."${name}";
      INSERT INTO public."${name}" (${columns}) OVERRIDING SYSTEM VALUE
        SELECT ${columns} FROM beginning."${name}";`,
  );
  await prisma.$executeRawUnsafe(`
    CREATE FUNCTION begin_again() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica
    AS $body$ BEGIN ${again.join('')} END $body$`);
}

/** Puts the records back to what every sequence begins with. */
export async function beginAgain(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`SELECT begin_again()`;
}

/** What somebody says who registers an RW. */
export const claimOf = (rw: number) => ({
  place: { kelurahan: puloGadung, rw, label: 'RW' },
  ...letter,
});

/** The claim that somebody made last, of those that are not over. */
export const newestClaim = ({ prisma, players }: Stage, account: string) =>
  prisma.headship.findFirst({
    where: { chat: players[account]?.chat ?? '', state: 'claimed' },
    orderBy: { claimedAt: 'desc' },
  });
