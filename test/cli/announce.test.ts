import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { programme } from '../../scripts/bot.ts';
import { run } from '../../scripts/run.ts';
import type { Prisma } from '../../src/store/generated/client.ts';
import { testKey, useDatabase } from '../database.ts';

const database = useDatabase();
const at = new Date('2026-11-24T06:10:00.000Z');
/** Five people whose ids are known: `00000000-0000-4000-8000-000000000001` and so on. */
const person = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

type Row = Omit<Prisma.RecipientCreateManyInput, 'announcementId' | 'dueAt'>;
const skipped = (why: string, more: Partial<Row> = {}): Row => ({
  ...{ state: 'skipped', why, endedAt: at },
  ...more,
});

/** As each can end, laid by hand. */
const rows: Row[] = [
  { personId: person(1), channel: 'telegram', state: 'sent', tries: 1, endedAt: at },
  {
    ...{ personId: person(2), channel: 'whatsapp', state: 'sent', tries: 3 },
    endedAt: new Date('2026-11-24T06:11:30.000Z'),
  },
  { personId: person(3), channel: 'telegram', state: 'blocked', tries: 1, endedAt: at },
  skipped('quiet', { personId: person(4), channel: 'telegram' }),
  skipped('unreachable', { personId: person(5) }),
  skipped('unserved', { channel: 'telegram', tries: 1 }),
  skipped('twice', { channel: 'telegram' }),
  skipped('erased', { channel: 'whatsapp' }),
  skipped('erased', { channel: 'telegram' }),
  { channel: 'whatsapp', state: 'expired', endedAt: at },
];

beforeAll(async () => {
  const { prisma } = database;
  await prisma.person.createMany({
    data: [1, 2, 3, 4, 5].map((number) => ({ id: person(number), createdAt: at })),
  });
  const { id } = await prisma.announcement.create({
    data: {
      ...{ number: 118, state: 'done', audience: { who: 'rw' }, textId: 'halo', chat: 'c' },
      ...{ question: randomUUID(), createdAt: at, changedAt: at, confirmedAt: at, startsAt: at },
      endedAt: at,
    },
  });
  await prisma.recipient.createMany({
    data: rows.map((row) => ({ ...row, announcementId: id, dueAt: at })),
  });
});

/** What `npm run cli -- announce …` prints, in a process of its own. */
async function printed(...words: string[]): Promise<string[]> {
  const env = {
    ...{ DATABASE_URL: database.url, DATA_KEY: Buffer.from(testKey).toString('base64') },
    ...{ REDIS_URL: '', TELEGRAM_BOT_TOKEN: '', WHATSAPP: '', DEMO: 'off', LOG_LEVEL: 'error' },
  };
  const cli = [...programme('src/cli.ts'), 'announce', ...words];
  const { code, output } = await run(process.execPath, cli, env);
  expect(code, output).toBe(0);
  return output.trimEnd().split('\n');
}

test('a report has counts that add up, those passed over by why', async () => {
  expect(await printed('report', 'P-118')).toEqual([
    'P-118  done  10 RW heads',
    '  sent 2',
    '  waiting 0',
    '  blocked 1',
    '  failed 0',
    '  uncertain 0',
    '  expired 1',
    '  skipped 6',
    '    quiet 1',
    '    unreachable 1',
    '    unserved 1',
    '    twice 1',
    '    erased 2',
    '    stopped 0',
  ]);
}, 60_000);

test('as CSV it has a line for each, in their order, without names and addresses', async () => {
  expect(await printed('report', 'P-118', '--csv')).toEqual([
    'person,channel,state,why,tries,ended',
    '00000000-0000-4000-8000-000000000001,telegram,sent,,1,2026-11-24T06:10:00.000Z',
    '00000000-0000-4000-8000-000000000002,whatsapp,sent,,3,2026-11-24T06:11:30.000Z',
    '00000000-0000-4000-8000-000000000003,telegram,blocked,,1,2026-11-24T06:10:00.000Z',
    '00000000-0000-4000-8000-000000000004,telegram,skipped,quiet,0,2026-11-24T06:10:00.000Z',
    '00000000-0000-4000-8000-000000000005,,skipped,unreachable,0,2026-11-24T06:10:00.000Z',
    ',telegram,skipped,unserved,1,2026-11-24T06:10:00.000Z',
    ',telegram,skipped,twice,0,2026-11-24T06:10:00.000Z',
    ',whatsapp,skipped,erased,0,2026-11-24T06:10:00.000Z',
    ',telegram,skipped,erased,0,2026-11-24T06:10:00.000Z',
    ',whatsapp,expired,,0,2026-11-24T06:10:00.000Z',
  ]);
}, 60_000);
