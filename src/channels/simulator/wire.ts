import { z } from 'zod';
import { spansOf } from '../../chat/bold.ts';
import type { Outgoing } from '../../chat/message.ts';
import { backLast } from '../lines.ts';
import type { Entry } from './journal.ts';

/** A file on a phone: what a message of the bot names instead of its bytes. */
export interface FileOnPhone {
  kind: 'photo' | 'document';
  name: string;
  file: string;
}

/** What `POST /simulator/:account/files` gave. */
const file = z.string().regex(/^[0-9a-f]{32}$/);

/** What a phone of the page may say. */
const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(4096) }),
  z.object({ kind: z.literal('choice'), question: z.string().max(64), key: z.string().max(64) }),
  z.object({ kind: z.literal('contact'), phone: z.string().max(20), own: z.literal(true) }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  }),
  z.object({ kind: z.enum(['photo', 'document']), file }),
  z.object({ kind: z.literal('voice') }),
  z.object({ kind: z.literal('sticker') }),
]);

/** The body of `POST /simulator/:account/messages`. The page makes the id, and keeps it when it says it again. */
export const messageShape = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), content });

/** The body of `POST /simulator/clock`: forward by up to 31 days, in milliseconds. */
export const forwardShape = z.object({
  forward: z
    .int()
    .positive()
    .max(31 * 24 * 60 * 60 * 1000),
});

/**
 * One entry as the page's stream tells it: `said` is the content of a person's message, or the bot's
 * message with its bold already taken apart, so that the page never reads markup out of people's words.
 */
export function entryOnWire({ account, order, direction, dedupe, at, body }: Entry) {
  const said = JSON.parse(body);
  return {
    account,
    order,
    direction,
    id: dedupe,
    at: at.toISOString(),
    said: direction === 'out' ? outgoingOnWire(said) : said,
  };
}

type Said = Omit<Outgoing, 'media'> & { media?: FileOnPhone };

function outgoingOnWire({ text, question, options, requests, media, replaces }: Said) {
  const words = { spans: spansOf(text), question: question ?? '', options: backLast(options) };
  return { ...words, requests, media, replaces };
}
