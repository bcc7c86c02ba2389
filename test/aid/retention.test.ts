import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginRetention, keepRetention, retentionTimer } from '../../src/aid/data/silent.ts';
import { timed } from '../../src/aid/timed.ts';
import { bindRecords } from '../../src/records.ts';
import { forgetOnChannel } from '../../src/store/forget-channel.ts';
import { forgetOne } from '../../src/store/forgetting.ts';
import { openPostgresSessions } from '../../src/store/postgres-sessions.ts';
import { keptSince, retention } from '../../src/store/retention.ts';
import { startTimekeeper } from '../../src/turn/timekeeper.ts';
import { onEveryServer } from '../database.ts';
import { createWorld, gift, tuesday, type World } from './world.ts';

const day = 24 * 3600_000;
const bytes = new Uint8Array([1, 2, 3]);

onEveryServer('the retention table', (useDatabase) => {
  const database = useDatabase();
  let world: World;

  beforeAll(async () => {
    world = createWorld(database.prisma, database.secrets);
    await world.seed();
  });

  const keep = (now: Date) =>
    database.prisma.$transaction((db) =>
      keepRetention(bindRecords(database.secrets)(db, now), '', { now }),
    );
  /** So many days after Tuesday. */
  const after = (days: number) => new Date(tuesday.getTime() + days * day);
  const ago = (days: number) => new Date(Date.now() - days * day);
  const isKnown = async (chat: string) =>
    (await database.prisma.address.count({ where: { chat } })) > 0;
  const heard = (chat: string, heardAt: Date) =>
    database.prisma.address.updateMany({ where: { chat }, data: { heardAt } });

  test('has words for every period, in both languages', () => {
    for (const { days, words } of Object.values(retention)) {
      expect(days).toBeGreaterThan(0);
      expect(words.id.length * words.en.length).toBeGreaterThan(0);
    }
    expect(keptSince('deadLetters', tuesday)).toEqual(after(-30));
  });

  test('lets go of each thing after its time, and of none before', async () => {
    const { prisma, secrets } = database;
    const tini = await world.known('tini', 'Bu', 'Tini', '+6281200000071');
    const { personId } = await prisma.address.findUniqueOrThrow({ where: { chat: tini.chat } });
    const notice = (sentAt: Date | null, state: string) => ({
      causeKind: 'uji',
      causeId: randomUUID(),
      personId,
      notice: 'uji',
      args: secrets.seal('{}'),
      createdAt: tuesday,
      dueAt: tuesday,
      state,
      sentAt,
    });
    await prisma.outbox.createMany({
      data: [notice(ago(1.9), 'sent'), notice(ago(2.1), 'sent'), notice(null, 'waiting')],
    });
    const letter = (event: string, at: Date) => ({
      chat: 'c',
      event,
      body: bytes,
      reason: 'x',
      at,
    });
    await prisma.deadLetter.createMany({
      data: [letter('old', after(-31)), letter('new', after(-29))],
    });
    const report = (once: string, settledAt: Date | null) => ({
      story: bytes,
      reportedAt: after(-900),
      settledAt,
      once,
    });
    await prisma.report.createMany({
      data: [report('old', after(-731)), report('new', after(-729)), report('open', null)],
    });
    const invitation = (codeHash: string, expiresAt: Date) => ({
      codeHash,
      kind: 'admin' as const,
      name: bytes,
      invitedAs: 'operator' as const,
      createdAt: after(-60),
      expiresAt,
    });
    await prisma.invitation.createMany({
      data: [invitation('old', after(-31)), invitation('new', after(-29))],
    });
    const phone = (dedupe: string, at: Date) => ({
      phone: 'p',
      direction: 'in',
      dedupe,
      body: bytes,
      at,
    });
    await prisma.simulatorMessage.createMany({
      data: [phone('old', after(-91)), phone('new', after(-89))],
    });
    await prisma.simulatorFile.createMany({
      data: [
        { id: 'old', phone: 'p', content: bytes, at: after(-91) },
        { id: 'new', phone: 'p', content: bytes, at: after(-89) },
      ],
    });
    await prisma.triedBefore.createMany({
      data: [
        { account: 'old', tries: 4, at: after(-1.1) },
        { account: 'new', tries: 4, at: after(-0.9) },
      ],
    });
    await keep(tuesday);
    const notices = await prisma.outbox.findMany({ where: { personId }, orderBy: { id: 'asc' } });
    expect(notices.map(({ args }) => args.length > 0)).toEqual([true, false, true]);
    const left = async (rows: Promise<Record<string, unknown>[]>, name: string) =>
      (await rows).map((row) => row[name]).sort();
    expect(await left(prisma.deadLetter.findMany(), 'event')).toEqual(['new']);
    expect(await left(prisma.report.findMany(), 'once')).toEqual(['new', 'open']);
    expect(await left(prisma.invitation.findMany(), 'codeHash')).toEqual(['new']);
    expect(await left(prisma.simulatorMessage.findMany(), 'dedupe')).toEqual(['new']);
    expect(await left(prisma.simulatorFile.findMany(), 'id')).toEqual(['new']);
    expect(await left(prisma.triedBefore.findMany(), 'account')).toEqual(['new']);
  });

  test('forgets whoever never agreed, and where a conversation stood, after 90 silent days', async () => {
    const { prisma, secrets, url } = database;
    const tono = await world.known('tono', 'Pak', 'Tono', '+6281200000072');
    const talk = (chat: string, movedAt: Date) => ({
      chat,
      channel: 'simulator',
      account: secrets.seal(chat),
      position: secrets.seal('{}'),
      movedAt,
    });
    await prisma.dialogue.createMany({
      data: [talk('orang-lama', ago(91)), talk('orang-baru', ago(89)), talk(tono.chat, ago(91))],
    });
    // Both of them on WhatsApp: whoever is known is still reached there.
    const [stranger, known] = [randomUUID(), randomUUID()];
    for (const [chat, id] of [
      ['orang-lama', stranger],
      [tono.chat, known],
    ] as const) {
      const addresses = secrets.seal(JSON.stringify({ lid: `${id}@lid` }));
      await prisma.whatsappContact.create({ data: { id, lidHash: id, addresses } });
      const data = { channel: 'whatsapp', account: secrets.seal(id) };
      await prisma.dialogue.update({ where: { chat }, data });
    }
    await keep(tuesday);
    const sessions = openPostgresSessions({ prisma, url, secrets });
    await prisma.$executeRaw`UPDATE forgetting SET due_at = now() - interval '1 s'`;
    while (await forgetOne(prisma, secrets, sessions));
    await sessions.close();
    expect((await prisma.dialogue.findMany()).map(({ chat }) => chat)).toEqual(['orang-baru']);
    expect(await prisma.forgetting.count()).toBe(0);
    expect(await isKnown(tono.chat)).toBe(true);
    const left = await prisma.whatsappContact.findMany({ where: { forgottenAt: null } });
    expect(left.map(({ id }) => id)).toEqual([known]);
    await prisma.whatsappContact.deleteMany();
  });

  test('erases whoever has been silent for two years, unless they are still part of something', async () => {
    const { prisma } = database;
    const gone = await world.known('gone', 'Bu', 'Gone', '+6281200000073');
    const here = await world.known('here', 'Bu', 'Here', '+6281200000074');
    const promising = await world.known('promising', 'Bu', 'Promising', '+6281200000075');
    const { need, head } = await world.newNeed(50);
    await promising.calls('pledge.confirm', gift(need, 10));
    for (const { chat } of [gone, promising, head]) await heard(chat, tuesday);
    await heard(here.chat, after(2));
    await prisma.headship.updateMany({ data: { termEndsOn: after(800) } });
    await keep(after(729));
    expect(await isKnown(gone.chat)).toBe(true);
    await keep(after(731));
    const known = await Promise.all([gone, here, promising, head].map(({ chat }) => isKnown(chat)));
    expect(known).toEqual([false, true, true, true]);
    // Two years after the promise was over, and the office.
    await prisma.allocation.updateMany({ data: { state: 'released', changedAt: after(731) } });
    await prisma.headship.updateMany({
      where: { state: 'verified' },
      data: { state: 'ended', endedAt: after(800) },
    });
    await keep(after(731 + 731));
    expect(await isKnown(promising.chat)).toBe(false);
    expect(await isKnown(head.chat)).toBe(true);
    await keep(after(800 + 731));
    expect(await isKnown(head.chat)).toBe(false);
    const pledges = await prisma.pledge.findMany({ select: { actorId: true, chat: true } });
    expect(pledges).toEqual([{ actorId: null, chat: '' }]);
  });

  test('erases whoever has taken their consent back, 30 days later', async () => {
    const lia = await world.known('lia', 'Bu', 'Lia', '+6281200000076');
    await lia.calls('data.withdraw', {}, { now: tuesday });
    await keep(after(29));
    expect(await isKnown(lia.chat)).toBe(true);
    await keep(after(31));
    expect(await isKnown(lia.chat)).toBe(false);
  });

  describe('by its timer', () => {
    test('is kept once, however many processes look', async () => {
      const { prisma, secrets } = database;
      for (let each = 0; each < 5; each++) {
        const phone = await world.known(`sunyi-${each}`, 'Bu', 'Sunyi', '+6281200000080');
        await heard(phone.chat, tuesday);
      }
      await prisma.auditLog.findMany();
      const erased = () => prisma.auditLog.count({ where: { what: 'person.erased' } });
      const before = await erased();
      const now = after(2000);
      await prisma.timer.deleteMany();
      await prisma.$transaction((db) => beginRetention(db, new Date(now.getTime() - 2 * 3600_000)));
      await prisma.$transaction((db) => beginRetention(db, now));
      const faults: unknown[] = [];
      let runs = 0;
      const keepers = [1, 2, 3].map(() =>
        startTimekeeper({
          prisma,
          now: () => now,
          work: async (db, { kind, subject, step }) => {
            runs++;
            await timed[kind]?.(bindRecords(secrets)(db, now), subject, { now, step });
          },
          worked: () => {},
          fault: (error) => faults.push(error),
        }),
      );
      const timer = () => prisma.timer.findFirst({ where: { kind: retentionTimer.kind } });
      await expect
        .poll(async () => (await timer())?.dueAt, { timeout: 10_000 })
        .toEqual(new Date(now.getTime() + 3600_000));
      await Promise.all(keepers.map((keeper) => keeper.stop()));
      expect(faults).toEqual([]);
      expect(runs).toBe(1);
      expect((await timer())?.doneAt).toBeNull();
      expect((await erased()) - before).toBeGreaterThanOrEqual(5);
    });
  });

  test("WhatsApp's records of somebody are let go of, unless they have written since", async () => {
    const { prisma, secrets } = database;
    const id = randomUUID();
    const addresses = secrets.seal(JSON.stringify({ lid: `${id}@lid` }));
    await prisma.whatsappContact.create({ data: { id, lidHash: `lid-${id}`, addresses } });
    await prisma.whatsappSent.create({
      data: {
        ...{ id: 'own', contactId: id, body: bytes, push: false, state: 'read', place: 1n },
        at: ago(1),
      },
    });
    const until = { programme: new Date(), database: new Date() };
    const clear = (wentOn: boolean) =>
      prisma.$transaction((db) =>
        forgetOnChannel(db, secrets, { channel: 'whatsapp', account: id, until, wentOn }),
      );
    const forgotten = async () =>
      (await prisma.whatsappContact.findUniqueOrThrow({ where: { id } })).forgottenAt;
    await clear(true);
    expect(await prisma.whatsappSent.count()).toBe(0);
    expect(await forgotten()).toBeNull();
    await clear(false);
    expect(await forgotten()).toEqual(until.database);
    await prisma.whatsappContact.deleteMany();
  });
});
