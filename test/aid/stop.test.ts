import { beforeAll, describe, expect, test } from 'vitest';
import { goOn, halt } from '../../src/aid/stop/records.ts';
import {
  blockPerson,
  listBlocked,
  listStops,
  pause,
  resume,
  unblockPerson,
} from '../../src/cli/stops.ts';
import { writeMoment } from '../../src/language/moment.ts';
import { watchBlocked } from '../../src/store/blocked.ts';
import type { Stoppable } from '../../src/store/generated/client.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, letter, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
const actor = { as: 'operator' } as const;
const at = writeMoment(tuesday.toISOString(), 'en');
const why = { id: 'Posko pindah.', en: 'The office moves.' };
let world: World;
beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

const stop = (what: Stoppable) =>
  world.transact((records) => halt(records, { what, why, actor, now: tuesday }));
const go = (what: Stoppable) =>
  world.transact((records) => goOn(records, { what, actor, now: tuesday }));

describe('pledges that are halted', () => {
  test('are not taken, whatever was asked before; one that was kept is told again', async () => {
    const { need } = await world.newNeed(100);
    const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    const offer = gift(need, 5);
    const kept = await ani.calls('pledge.confirm', offer, { question: 'before' });
    await stop('pledges');
    expect(await ani.calls('pledge.taken')).toEqual({ end: 'stopped', gives: { why } });
    expect(await ani.calls('pledge.confirm', offer)).toEqual({ end: 'stopped', gives: { why } });
    expect(await ani.calls('pledge.confirm', offer, { question: 'before' })).toEqual(kept);
    expect(await world.standingOf(need)).toMatchObject({ allocated: 5n });
    expect(await go('pledges')).toBe(true);
    expect(await go('pledges')).toBe(false);
    expect(await ani.calls('pledge.confirm', offer)).toMatchObject({ end: 'reserved' });
    const what = await database.prisma.auditLog.findMany({ where: { subjectKind: 'stop' } });
    expect(what.map((row) => row.what)).toEqual(['stop.paused', 'stop.resumed']);
  });
});

describe('registrations', () => {
  test('that are halted are not taken; a correction of one that waits is', async () => {
    const budi = await world.known('budi-17', 'Pak', 'Budi', '+6281200000017');
    const at = rw(puloGadung, 17);
    await world.claimed(budi, at);
    await stop('registrations');
    const tuti = await world.known('tuti', 'Bu', 'Tuti', '+6281200000018');
    expect(await tuti.calls('place.taken')).toEqual({ end: 'stopped', gives: { why } });
    const said = { kind: 'rw', ...letter };
    expect(await tuti.calls('place.register', { place: rw(puloGadung, 18), ...said })).toEqual({
      end: 'stopped',
      gives: { why },
    });
    expect(await budi.calls('place.register', { place: at, ...said })).toMatchObject({
      end: 'sent',
    });
    await go('registrations');
    expect(await tuti.calls('place.taken')).toMatchObject({ end: 'taken' });
  });

  test('of one person are three within 24 hours', async () => {
    const sari = await world.known('sari', 'Bu', 'Sari', '+6281200000019');
    const said = { kind: 'rw', ...letter };
    const register = (number: number, now = tuesday) =>
      sari.calls('place.register', { place: rw(puloGadung, number), ...said }, { now });
    for (const number of [21, 22, 23])
      expect(await register(number)).toMatchObject({ end: 'sent' });
    const count = { end: 'too-many', gives: { count: 3 } };
    expect(await sari.calls('place.taken')).toEqual(count);
    expect(await register(24)).toEqual(count);
    const tomorrow = new Date(tuesday.getTime() + 24 * 3600_000);
    expect(await register(24, tomorrow)).toMatchObject({ end: 'sent' });
  });

  test('also of somebody who has themselves erased and comes again', async () => {
    const again = () => world.known('dewi', 'Bu', 'Dewi', '+6281200000018');
    const dewi = await again();
    const said = { kind: 'rw', ...letter };
    for (const number of [31, 32, 33])
      await dewi.calls('place.register', { place: rw(puloGadung, number), ...said });
    expect((await dewi.calls('data.erase', { word: 'hapus' })).end).toBe('erased');
    await again();
    const register = (now = tuesday) =>
      dewi.calls('place.register', { place: rw(puloGadung, 34), ...said }, { now });
    expect(await register()).toEqual({ end: 'too-many', gives: { count: 3 } });
    const tomorrow = new Date(tuesday.getTime() + 24 * 3600_000);
    expect(await register(tomorrow)).toMatchObject({ end: 'sent' });
  });
});

describe('from the command line', () => {
  const run = (work: Parameters<typeof world.transact<{ lines: string[]; ok: boolean }>>[0]) =>
    world.transact(work);

  test('a halt has a sentence to people, or the usual one, and is listed', async () => {
    const one = (said: string, say?: string) =>
      run((records) => pause(records, { said, say, now: tuesday }));
    expect(await one('pledge')).toMatchObject({ ok: false });
    expect(await one('sends', 'Sebentar.')).toMatchObject({ ok: false });
    expect(await one('pledges', ' ')).toMatchObject({ ok: false });
    expect(await one('pledges', 'Sampai Senin.')).toMatchObject({ ok: true });
    const { lines } = await run(listStops);
    expect(lines).toEqual([`pledges  since ${at}  Sampai Senin.`]);
    await run((records) => resume(records, 'pledges', tuesday));
    expect((await run(listStops)).lines).toEqual(['Nothing is paused.']);
  });

  test('whoever is blocked is so in every chat, by number, pledge or id, until it is taken back', async () => {
    const rina = await world.known('rina', 'Bu', 'Rina', '+6281200000023');
    const block = (said: string, reason?: string) =>
      run((records) => blockPerson(records, { said, reason, now: tuesday }));
    expect(await block('0812-0000-0023')).toMatchObject({ ok: false });
    expect(await block('halo', 'x')).toMatchObject({ ok: false });
    expect(await block('0812-0000-0777', 'x')).toMatchObject({ ok: false });
    expect(await block('0812-0000-0023', 'janji palsu')).toMatchObject({ ok: true });
    const { personId } = await database.prisma.address.findUniqueOrThrow({
      where: { chat: rina.chat },
    });
    // Another chat of theirs, since then.
    const other = { chat: 'another-chat', account: new Uint8Array([1]), personId };
    await database.prisma.address.create({
      data: { ...other, channel: 'telegram', createdAt: tuesday },
    });
    const known = await watchBlocked(database.prisma, () => {});
    expect([known.has(rina.chat), known.has('another-chat'), known.has('ani')]).toEqual([
      true,
      true,
      false,
    ]);
    await known.stop();
    expect((await run(listBlocked)).lines).toEqual([`${personId}  since ${at}  janji palsu`]);
    const unblock = () => run((records) => unblockPerson(records, personId, tuesday));
    expect(await unblock()).toMatchObject({ ok: true });
    expect((await unblock()).lines).toEqual(['They were not blocked.']);
    expect((await run(listBlocked)).lines).toEqual(['Nobody is blocked.']);
  });

  test('whoever has no address is blocked as well, in the one that they come with', async () => {
    const { id } = await database.prisma.person.create({ data: { createdAt: tuesday } });
    const { lines } = await run((records) =>
      blockPerson(records, { said: id, reason: 'x', now: tuesday }),
    );
    expect(lines).toEqual([
      `Blocked: ${id}, who has no chat now, and will be so in any that comes. They hear it once a day, when they write. What they promised stays on record.`,
    ]);
    expect((await run(listBlocked)).lines).toEqual([`${id}  since ${at}  x`]);
    const came = { chat: 'came-later', account: new Uint8Array([1]), personId: id };
    await database.prisma.address.create({
      data: { ...came, channel: 'telegram', createdAt: tuesday },
    });
    const known = await watchBlocked(database.prisma, () => {});
    expect(known.has('came-later')).toBe(true);
    await known.stop();
    expect(await run((records) => unblockPerson(records, id, tuesday))).toMatchObject({ ok: true });
    expect((await run(listBlocked)).lines).toEqual(['Nobody is blocked.']);
  });

  test('whoever was erased meanwhile stands there by a part of the chat, and is served again by that', async () => {
    const tono = await world.known('tono', 'Pak', 'Tono', '+6281200000027');
    const blocked = () =>
      run((records) => blockPerson(records, { said: '0812-0000-0027', reason: 'x', now: tuesday }));
    expect(await blocked()).toMatchObject({ ok: true });
    expect((await tono.calls('data.erase', { word: 'hapus' })).end).toBe('erased');
    const [line = ''] = (await run(listBlocked)).lines;
    const [shown = ''] = line.split(' ');
    expect(shown).toMatch(/^chat-\S{12}$/);
    const serve = (said: string) => run((records) => unblockPerson(records, said, tuesday));
    expect(await serve('chat-000000000000')).toMatchObject({ ok: false });
    expect(await serve(shown)).toMatchObject({ ok: true });
    expect(await database.prisma.blocked.count()).toBe(0);
  });
});
