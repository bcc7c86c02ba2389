import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../src/store/sweep.ts';
import { openWhatsappStore } from '../../src/store/whatsapp.ts';
import { forgetAddress } from '../../src/store/whatsapp-forget.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
type Store = ReturnType<typeof openWhatsappStore>;
let store: Store;
beforeEach(() => {
  store = openWhatsappStore({
    url: database.url,
    secrets: database.secrets,
    overtaken: Error,
    joining: { busy: async () => false, join: async () => {}, fault() {} },
  });
});
afterEach(() => store.close());

const now = new Date();
let people = 0;

/** Somebody who wrote from both addresses and was answered. */
async function somebody() {
  const number = String(++people);
  const jids = { lid: `9${number}@lid`, pn: `${number}@s.whatsapp.net` };
  const { contacts, journal, sent, keys, account } = store;
  const early = await contacts.of({ lid: jids.lid });
  await contacts.of({ pn: jids.pn });
  const id = await contacts.of(jids);
  await journal.add({ name: `message ${number}`, body: '{"plain":"halo"}', place: 1 });
  const message = (await journal.undone(100)).at(-1)?.id ?? '';
  await contacts.heard(id, { at: now, late: false, message });
  await journal.done(message);
  const said = { contact: id, body: '{"text":"Halo, Bu Ani"}', push: false };
  await sent.begin({ id: `${number}-1`, ...said, state: 'sending' });
  await sent.acked(`${number}-1`, 2);
  await sent.begin({ id: `${number}-2`, ...said, state: 'sending' });
  const { epoch } = await account.take();
  const put = new Map([
    [`lid-mapping:${number}`, '"9"'],
    [`session:${number}.0`, '{}'],
  ]);
  await keys.write(epoch, { put, gone: [], kept: [], preKeyTop: 0 });
  return { number, jids, id, early, message };
}

const forget = (account: string, at = now) =>
  database.prisma.$transaction((db) => forgetAddress(db, database.secrets, account, { now: at }));

/** What the hourly job does, which knows nothing of a connection. */
const sweepNow = () => database.prisma.$transaction((db) => sweep(db, now, 100));

/** As if so many hours had gone by since. */
const later = (hours: number) =>
  database.prisma
    .$executeRaw`UPDATE whatsapp_contact SET forgotten_at = forgotten_at - make_interval(hours => ${hours}::int)`;

describe('whoever is forgotten', () => {
  test('has their words and what they were told deleted at once, by any of their accounts, and nobody else', async () => {
    const [ani, budi] = [await somebody(), await somebody()];
    await forget(ani.early);
    const body = await store.journal.body(ani.message);
    expect(JSON.parse(body ?? '')).toMatchObject({ key: {}, plain: { data: 'AQ==' } });
    // A stanza that comes again is known all the same.
    expect(await store.journal.find(`message ${ani.number}`)).toBe(body);
    expect(await store.sent.find(`${ani.number}-1`)).toBeUndefined();
    expect(await store.keys.read([`lid-mapping:${ani.number}`])).toEqual(new Map());
    expect(await store.journal.body(budi.message)).toBe('{"plain":"halo"}');
    expect(await store.sent.find(`${budi.number}-1`)).toBeDefined();
    expect((await store.keys.read([`lid-mapping:${budi.number}`])).size).toBe(1);
  });

  test('still hears the answer to that, and is gone a day later', async () => {
    const ani = await somebody();
    await forget(ani.id);
    expect(await store.contacts.reach(ani.id)).toMatchObject(ani.jids);
    expect(await store.sent.find(`${ani.number}-2`)).toBeDefined();
    await later(23);
    await sweepNow();
    expect(await store.contacts.reach(ani.id)).toBeDefined();
    await later(2);
    await sweepNow();
    expect(await store.contacts.reach(ani.id)).toBeUndefined();
    expect(await store.contacts.reach(ani.early)).toBeUndefined();
    expect(await store.sent.find(`${ani.number}-2`)).toBeUndefined();
    expect(await store.contacts.of(ani.jids)).not.toBe(ani.id);
  });

  test('is gone at once where the answer could not be said for days', async () => {
    const ani = await somebody();
    await forget(ani.id, new Date(now.getTime() - 72 * 3600_000));
    expect(await store.contacts.reach(ani.id)).toBeUndefined();
    expect(await store.contacts.reach(ani.early)).toBeUndefined();
  });

  test('who writes again is somebody to talk with again', async () => {
    const ani = await somebody();
    await forget(ani.id);
    await store.contacts.heard(ani.id, { at: now, late: false, message: '0' });
    await later(48);
    await sweepNow();
    expect(await store.contacts.of(ani.jids)).toBe(ani.id);
  });

  test('and whom nobody knows is no trouble', async () => {
    await expect(forget('somebody-else')).resolves.toBeUndefined();
  });
});
