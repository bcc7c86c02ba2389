import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSender } from '../../../src/channels/whatsapp/send.ts';
import type { WhatsappStore } from '../../../src/channels/whatsapp/store.ts';
import { useDatabase } from '../../database.ts';
import { execute } from '../../execute.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';
import { standIn } from './stand-in.ts';

const database = useDatabase();
let ground: Ground;
let store: WhatsappStore;
beforeEach(async () => {
  ground = await layGround(database);
  store = ground.store;
});
afterEach(() => ground.close());

/** A sender as against WhatsApp itself, where every push keeps its distance. */
function make(human = true) {
  const { connection, said: out } = standIn(store);
  const sender = createSender({
    store,
    pace: { took() {}, async before() {}, after() {} },
    connection: () => connection,
    holds: () => true,
    ackTime: 1000,
    human,
    chance: () => 0.5,
  });
  const push = (account: string) =>
    sender.send(
      { channel: 'whatsapp', account },
      said({ text: 'kabar', unasked: true }),
      `n-${account}`,
    );
  return { push, out };
}

/** So many people who wrote so many days ago. */
async function people(count: number, days: number): Promise<string[]> {
  const accounts: string[] = [];
  for (let n = 0; n < count; n++) {
    accounts.push(await store.contacts.of({ pn: `62811${1_000_000 + n}@s.whatsapp.net` }));
  }
  await execute(
    database.url,
    `UPDATE whatsapp_contact SET heard_at = now() - interval '${days} days'`,
  );
  return accounts;
}

/** As if so much time had gone by since everything that was pushed. */
const later = (interval: string) =>
  execute(
    database.url,
    `UPDATE whatsapp_account SET push_after = push_after - interval '${interval}';
     UPDATE whatsapp_sent SET pushed_at = pushed_at - interval '${interval}'`,
  );

test('the first one goes out; the next one only after the distance that was drawn, also at its second try', async () => {
  const { push, out } = make();
  const [ani = '', budi = '', citra = ''] = await people(3, 0);
  expect(await push(ani)).toMatchObject({ ok: true });
  for (const one of [budi, citra]) {
    expect(await push(one)).toMatchObject({ failure: 'throttled' });
  }
  await later('6 seconds');
  expect(await push(budi)).toMatchObject({ failure: 'throttled' });
  await later('2 seconds');
  expect(await push(budi)).toMatchObject({ ok: true });
  const held = await push(citra);
  expect(held).toMatchObject({ failure: 'throttled' });
  expect(held.ok ? 0 : held.after).toBeGreaterThan(6000);
  expect(out).toHaveLength(2);
});

test('of many at one moment, from several senders, one goes out', async () => {
  const senders = [make(), make(), make()];
  const everybody = await people(9, 0);
  const sent = await Promise.all(everybody.map((account, n) => senders[n % 3]?.push(account)));
  expect(sent.filter((one) => one?.ok)).toHaveLength(1);
});

test('those who are held are not all told to come again at the same moment', async () => {
  const { push } = make();
  const everybody = await people(5, 0);
  const [, ...held] = await Promise.all(everybody.map(push));
  const afters = held.map((one) => (one.ok ? 0 : (one.after ?? 0)));
  expect(new Set(afters.map((after) => Math.round(after / 1000))).size).toBeGreaterThan(2);
});

test('fifty silent people a day hear something; who is held counts for nothing, and is next a day later', async () => {
  const { push, out } = make(false);
  const everybody = await people(55, 5);
  for (const account of everybody) await push(account);
  expect(out).toHaveLength(50);
  expect(await push(everybody.at(-1) ?? '')).toMatchObject({ failure: 'throttled' });
  expect(out).toHaveLength(50);
  await later('25 hours');
  for (const account of everybody) await push(account);
  expect(out).toHaveLength(55);
});

test('a restriction holds what is sent unasked until it is lifted', async () => {
  const { push, out } = make(false);
  const [ani = ''] = await people(1, 0);
  await store.account.restrict('463');
  expect(await push(ani)).toMatchObject({ failure: 'throttled' });
  await store.account.lift();
  expect(await push(ani)).toMatchObject({ ok: true });
  expect(out).toHaveLength(1);
});
