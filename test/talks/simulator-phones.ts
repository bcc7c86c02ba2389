import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readEvents } from '../channels/simulator/serve.ts';
import { jpeg, pdf } from '../pictures.ts';
import type { Character } from './cast.ts';
import { ownNumber, ownPlace, type Phones, shownFile, until } from './phones.ts';
import { sendables } from './talk.ts';

/** An entry of the stream, as far as a phone shows it. */
const entryShape = z.object({
  order: z.number(),
  direction: z.enum(['in', 'out']),
  said: z.object({
    spans: z.array(z.object({ text: z.string(), bold: z.boolean() })).default([]),
    question: z.string().default(''),
    options: z.array(z.object({ key: z.string(), label: z.string() })).default([]),
    requests: z.string().optional(),
    media: z.object({ kind: z.enum(['photo', 'document']) }).optional(),
    replaces: z.number().optional(),
  }),
});
type Entry = z.output<typeof entryShape>;

/**
 * Phones of the simulator over its HTTP routes, as its page uses them. Where `newest` tells the order of each account's newest
 * message, a phone that has it already is not looked at.
 */
export function simulatorPhones(
  root: string,
  newest?: (accounts: string[]) => Promise<Map<string, number>>,
): Phones {
  const screens = new Map<string, Entry[]>();
  const screenOf = (account: string) => screens.get(account) ?? [];

  async function post({ account }: Character, content: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${root}/simulator/${account}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: randomUUID(), content }),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  }

  async function sendFile(who: Character, kind: 'photo' | 'document'): Promise<void> {
    const response = await fetch(`${root}/simulator/${who.account}/files`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(kind === 'photo' ? await jpeg() : pdf()),
    });
    const { file } = z.object({ file: z.string() }).parse(await response.json());
    await post(who, { kind, file });
  }

  /** Everything that was said up to now and not seen yet. */
  async function look({ account }: Character): Promise<Entry[]> {
    const seen = screenOf(account);
    const events = await readEvents(
      `${root}/simulator/${account}/events`,
      (all) => all.some(({ event }) => event === 'ready'),
      { 'Last-Event-ID': String(seen.at(-1)?.order ?? 0) },
    );
    const news = events
      .filter(({ event }) => event === 'entry')
      .map(({ data }) => entryShape.parse(data));
    screens.set(account, [...seen, ...news]);
    // What takes the place of a message is no new one.
    return news.filter(({ direction, said }) => direction === 'out' && said.replaces === undefined);
  }

  return {
    addressOf: ({ account }) => ({ channel: 'simulator', account }),

    ...(newest && {
      async withNews(people) {
        const orders = await newest(people.map(({ account }) => account));
        const seen = (account: string) => screenOf(account).at(-1)?.order ?? 0;
        return people.filter(({ account }) => (orders.get(account) ?? 0) > seen(account));
      },
    }),

    says: (who, text) => post(who, { kind: 'text', text }),

    async taps(who, label) {
      const message = screenOf(who.account).findLast(({ said }) =>
        said.options.some((option) => option.label === label),
      );
      const option = message?.said.options.find((one) => one.label === label);
      if (!message || !option) throw new Error(nowhere(who, label, screenOf(who.account)));
      await post(who, { kind: 'choice', question: message.said.question, key: option.key });
    },

    async sends(who, what) {
      const kind = sendables[what];
      if (kind === 'contact') return post(who, { kind, phone: who.phone, own: true });
      if (kind === 'photo' || kind === 'document') return sendFile(who, kind);
      if (kind === 'location') return post(who, { kind, latitude: -6.1754, longitude: 106.8272 });
      return post(who, { kind });
    },

    async hears(who, atLeast) {
      const news = await look(who);
      await until(async () => {
        if (news.length < atLeast) news.push(...(await look(who)));
        return news.length >= atLeast;
      });
      return news.map(({ said }) => ({
        text:
          shownFile(said.media?.kind) +
          said.spans.map(({ text, bold }) => (bold ? `**${text}**` : text)).join(''),
        options: [
          ...(said.requests === 'contact' ? [ownNumber] : []),
          ...(said.requests === 'location' ? [ownPlace] : []),
          ...said.options.map(({ label }) => label),
        ],
      }));
    },

    async seesClock(at) {
      const isThere = await until(async () => {
        const response = await fetch(`${root}/simulator/people`);
        const { now } = z.object({ now: z.coerce.date() }).parse(await response.json());
        return now.getTime() >= at.getTime();
      });
      if (!isThere) throw new Error('The bot goes on by another clock.');
    },
  };
}

function nowhere({ name }: Character, label: string, screen: Entry[]): string {
  const newest = screen.findLast(({ direction }) => direction === 'out')?.said;
  const words = newest?.spans.map(({ text }) => text).join('') ?? '';
  const shown = newest?.options.map((option) => `[${option.label}]`).join(' ');
  return `${name} sees no button "${label}"; the newest message is: ${words} ${shown}`;
}
