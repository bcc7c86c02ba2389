import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadLibrary } from '../../../src/channels/whatsapp/library.ts';
import { pair } from '../../../src/channels/whatsapp/pairing.ts';
import { reasonOf } from '../../../src/channels/whatsapp/reasons.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Address, Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { node, seconds } from '../../whatsapp/server/nodes.ts';
import { World } from '../../whatsapp/server/world.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';

/** What keeps a number from being restricted, and what follows when it is. */

const database = useDatabase();
let laid: Ground[] = [];
const number = '6281200000012';
afterEach(async () => {
  await Promise.all(laid.map((ground) => ground.close()));
  laid = [];
});

async function lay(): Promise<Ground> {
  const ground = await layGround(database);
  laid.push(ground);
  return ground;
}

const ready = (channel: Channel) =>
  vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 10_000);

/** Ani has written to it, and may be written to. */
async function met(channel: Channel, world: World): Promise<Address> {
  const events: Incoming[] = [];
  await channel.start(async (event) => void events.push(event));
  await ready(channel);
  world.person(number).says('halo');
  await vi.waitFor(() => expect(events).toHaveLength(1), 8000);
  return events[0]?.from as Address;
}

const push = said({ text: 'kabar', unasked: true });
const held = { ok: false, failure: 'throttled', after: expect.any(Number) };

describe('a sign of restriction', () => {
  test('counts at once, though the records do not take it', async () => {
    const ground = await lay();
    const { world, store } = ground;
    let failures = 2;
    const restrict: typeof store.account.restrict = async (code) => {
      if (failures-- > 0) throw new Error('ECONNREFUSED');
      await store.account.restrict(code);
    };
    const channel = ground.make({ store: { ...store, account: { ...store.account, restrict } } });
    const ani = await met(channel, world);
    world.faults.refuse.push('463');
    expect(await channel.send(ani, said({ text: 'x' }), 'r1')).toMatchObject({ ok: false });
    expect(await channel.send(ani, push, 'n1')).toEqual(held);
    await vi.waitFor(
      async () => expect((await store.account.look()).restricted?.code).toBe('463'),
      8000,
    );
    expect(await channel.send(ani, push, 'n2')).toEqual(held);
  });

  test.each([
    [
      'NotificationUserReachoutTimelockUpdate',
      { xwa2_notify_account_reachout_timelock: { is_active: true, enforcement_type: 'DEFAULT' } },
      'reachout',
    ],
    [
      'MessageCappingInfoNotification',
      { xwa2_notify_new_chat_messages_capping_info_update: { capping_status: 'CAPPED' } },
      'capping',
    ],
  ])('is also what WhatsApp tells of the account: %s', async (name, data, code) => {
    const ground = await lay();
    const { world, store } = ground;
    const channel = ground.make();
    const ani = await met(channel, world);
    const update = node('update', { op_name: name }, Buffer.from(JSON.stringify({ data })));
    const about = { from: 's.whatsapp.net', type: 'mex', id: 'mex1', t: seconds() };
    world.push(node('notification', about, [update]));
    await vi.waitFor(
      async () => expect((await store.account.look()).restricted?.code).toBe(code),
      8000,
    );
    expect(await channel.send(ani, push, 'n1')).toEqual(held);
    expect(channel.health().detail).toMatch(/^degraded/);
  });
});

test('to another number everybody is a stranger, whoever wrote to the last one', async () => {
  const ground = await lay();
  const { world, store } = ground;
  const channel = ground.make();
  const ani = await met(channel, world);
  world.fail('401');
  await vi.waitFor(async () => expect((await store.account.look()).paired).toBe(false), 8000);
  await channel.stop();
  const library = await loadLibrary();
  if (!library) throw new Error('There is no Baileys here.');
  const link = async (to: World) => {
    const result = await pair({
      library,
      store,
      url: to.url,
      hold: async (_, run, until) => run(until),
      show: (qr) => to.scan(qr),
      until: AbortSignal.timeout(20_000),
    });
    expect(result).toBe('linked');
    const next = ground.make({ url: to.url });
    await next.start(async () => {});
    await ready(next);
    return next;
  };
  const other = new World({ number: '6281299999999' });
  await other.listen();
  try {
    const next = await link(other);
    const phone = other.person(number);
    expect(await next.send(ani, push, 'n1')).toEqual({ ok: false, failure: 'refused' });
    expect(phone.inbox).toEqual([]);
    await next.stop();
  } finally {
    await other.close();
  }
}, 60_000);

describe('why it ended', () => {
  test.each([
    [403, 'banned', 'stop'],
    [406, 'banned', 'stop'],
    [409, 'outdated', 'stop'],
    [428, 'lost', 'again'],
    [undefined, 'lost', 'again'],
  ])('%s is %s', (status, name, next) => {
    expect(reasonOf(status)).toMatchObject({ name, next });
  });

  test('a status that nobody knows is told', () => {
    expect(reasonOf(414).detail).toBe(
      'WhatsApp cannot be reached (414): trying again, every 30 seconds at the latest.',
    );
  });

  test('a restart that is asked for again and again is not done at once each time', async () => {
    const ground = await lay();
    const { world } = ground;
    const ended: string[] = [];
    const channel = ground.make({ count: (reason) => ended.push(reason) });
    await channel.start(async () => {});
    await ready(channel);
    const timer = setInterval(() => {
      if (world.connected) world.end(node('stream:error', { code: '515' }));
    }, 5);
    await new Promise((done) => setTimeout(done, 4000));
    clearInterval(timer);
    // At once, and then after 0.2, 1 and 2 seconds.
    expect(ended.length).toBeGreaterThan(1);
    expect(ended.length).toBeLessThan(6);
    await vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 10_000);
  });
});
