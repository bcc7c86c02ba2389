import { Hono } from 'hono';
import { createSimulator, type Simulator } from '../../../src/channels/simulator/channel.ts';
import { JournalFailure } from '../../../src/channels/simulator/journal.ts';
import { demoPeople } from '../../../src/channels/simulator/people.ts';
import { channelContract } from '../contract.ts';
import type { Heard, Subject } from '../wire.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { readEvents, serve } from './serve.ts';

interface SaidByBot {
  direction: 'in' | 'out';
  said: {
    spans: { text: string; bold: boolean }[];
    question: string;
    options: { key: string; label: string }[];
    media?: { kind: string; name: string; file: string };
  };
}

channelContract('the simulator', async (): Promise<Subject> => {
  const now = () => new Date('2026-11-24T06:10:00Z');
  const clock = { now, forward: async () => {} };
  const journal = createMemoryJournal(now);
  const unreachable = {
    ...journal,
    append: async () => Promise.reject(new JournalFailure('unreachable')),
    file: async () => Promise.reject(new JournalFailure('unreachable')),
  };
  // The page's server stays while channels come and go behind it, as over a restart.
  let current: Simulator | undefined;
  const front = new Hono();
  front.all('*', (c) => current?.routes.fetch(c.req.raw, c.env) ?? c.json({}, 503));
  const server = await serve(front);
  let count = 0;
  let last = '';
  /** A phone sends its messages one after another. */
  let sending = Promise.resolve();

  async function post(body: string): Promise<void> {
    for (;;) {
      const { status } = await fetch(`${server.root}/simulator/ani/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      if (status === 200) return;
      if (status !== 503) throw new Error(`Answered ${status}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function says(content: object): Promise<void> {
    count += 1;
    const body = JSON.stringify({ id: `m${count}`, content });
    last = body;
    sending = sending.then(() => post(body));
    await sending;
  }

  async function fromBot(): Promise<SaidByBot['said'][]> {
    const events = await readEvents(`${server.root}/simulator/ani/events`, (read) =>
      read.some((event) => event.event === 'ready'),
    );
    return events
      .filter((event) => event.event === 'entry')
      .map((event) => event.data as SaidByBot)
      .filter((entry) => entry.direction === 'out')
      .map((entry) => entry.said);
  }

  const files = `${server.root}/simulator/ani/files`;
  const download = async (file: string) =>
    new Uint8Array(await (await fetch(`${files}/${file}`)).arrayBuffer());

  const make = (network: 'up' | 'down' = 'up', host = '127.0.0.1') =>
    createSimulator({
      journal: network === 'up' ? journal : unreachable,
      clock,
      people: demoPeople,
      host,
    });

  return {
    make(network) {
      const made = make(network);
      if (network !== 'down') current = made;
      return made;
    },
    misconfigured: [{ channel: make('up', '0.0.0.0'), names: /HOST.*127\.0\.0\.1/ }],
    throttledFor: 2000,
    wire: {
      person: { channel: 'simulator', account: 'ani' },
      says: (text) => says({ kind: 'text', text }),
      async sendsFile(kind, bytes) {
        const response = await fetch(files, {
          method: 'POST',
          headers: { 'Content-Type': 'application/octet-stream' },
          body: new Uint8Array(bytes),
        });
        const { file } = (await response.json()) as { file: string };
        await says({ kind, file });
      },
      failsFetch: (how) => journal.failNextFile(new JournalFailure(how)),
      async taps(label) {
        for (const { question, options } of (await fromBot()).reverse()) {
          const option = options.find((candidate) => candidate.label === label);
          if (option) return says({ kind: 'choice', question, key: option.key });
        }
        throw new Error(`No button ${label}.`);
      },
      redelivers: () => post(last),
      heard: async () =>
        Promise.all(
          (await fromBot()).map(
            async ({ spans, options, media }): Promise<Heard> => ({
              text: spans.map((span) => span.text).join(''),
              bold: spans.filter((span) => span.bold).map((span) => span.text),
              buttons: options.map((option) => option.label),
              ...(media && { file: await download(media.file) }),
            }),
          ),
        ),
      fails(how) {
        const failure = { throttled: 2000, gone: undefined };
        journal.failNext(
          how === 'unknown' ? new Error('cut') : new JournalFailure(how, failure[how]),
        );
      },
      reported: () => [],
      secrets: [],
      close: () => server.close(),
    },
  };
});
