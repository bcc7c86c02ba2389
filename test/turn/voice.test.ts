import { describe, expect, test } from 'vitest';
import type { Channel, Sent } from '../../src/chat/channel.ts';
import type { Address, Outgoing } from '../../src/chat/message.ts';
import { createVoice } from '../../src/turn/voice.ts';

const to: Address = { channel: 'simulator', account: 'ani' };
const message: Outgoing = { text: 'halo', options: [], marks: 'numbers' };
const reply = { id: 'reply-0', message };

/** A channel whose sends end as they are told to, one after the other. */
function useVoice(...ends: Sent[]) {
  const sends: unknown[] = [];
  const counted: string[] = [];
  const channel: Channel = {
    name: 'simulator',
    limits: { text: 4000, buttons: 8, label: 40, edits: true, caption: 1000, file: 1000 },
    start: async () => {},
    fetch: async () => ({ ok: false, failure: 'gone' }),
    stop: async () => {},
    health: () => ({ ready: true, detail: '' }),
    async send(...given) {
      sends.push(given);
      return ends.shift() ?? { ok: true, order: 7 };
    },
  };
  const say = createVoice({
    channels: { simulator: channel },
    count: (name, outcome) => counted.push(`${name} ${outcome}`),
  });
  return { say, sends, counted };
}

const failed = (failure: Exclude<Sent, { ok: true }>['failure'], after?: number): Sent => ({
  ok: false,
  failure,
  ...(after === undefined ? {} : { after }),
});

describe('the voice', () => {
  test('says a reply through its channel, and tells where it stands', async () => {
    const { say, sends, counted } = useVoice();
    expect(await say(to, reply)).toEqual({ said: true, order: 7 });
    expect(sends).toEqual([[to, message, 'reply-0']]);
    expect(counted).toEqual(['simulator sent']);
  });

  test('says it again when the channel says so', async () => {
    const { say, counted } = useVoice(failed('throttled', 3000));
    expect(await say(to, reply)).toEqual({ said: false, after: 3000 });
    expect(await say(to, reply)).toEqual({ said: true, order: 7 });
    expect(counted).toEqual(['simulator throttled', 'simulator sent']);
  });

  test('waits longer each time that the network does not take it, and never gives up', async () => {
    const { say } = useVoice(...Array.from({ length: 8 }, () => failed('unreachable')));
    const waits: unknown[] = [];
    for (let i = 0; i < 8; i++) waits.push(await say(to, reply));
    expect(waits).toEqual(
      [500, 1000, 2000, 5000, 15_000, 30_000, 30_000, 30_000].map((after) => ({
        said: false,
        after,
      })),
    );
    expect(await say(to, reply)).toEqual({ said: true, order: 7 });
  });

  test.each(['gone', 'refused'] as const)('closes what is %s, without a place', async (failure) => {
    const { say } = useVoice(failed(failure));
    expect(await say(to, reply)).toEqual({ said: true });
  });

  test('says what may have been said again, and the third time counts it as said', async () => {
    const { say } = useVoice(
      failed('unknown'),
      failed('unreachable'),
      failed('unknown'),
      failed('unknown'),
    );
    expect(await say(to, reply)).toEqual({ said: false, after: 500 });
    expect(await say(to, reply)).toEqual({ said: false, after: 1000 });
    expect(await say(to, reply)).toEqual({ said: false, after: 2000 });
    expect(await say(to, reply)).toEqual({ said: true });
    expect(await say(to, { ...reply, id: 'reply-1' })).toEqual({ said: true, order: 7 });
  });

  test('leaves replies of a channel that is not open here for whoever has it', async () => {
    const { say, sends } = useVoice();
    const elsewhere: Address = { channel: 'telegram', account: '1' };
    expect(await say(elsewhere, reply)).toEqual({ said: false, after: 30_000 });
    expect(sends).toEqual([]);
  });
});
