import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import type { Content } from '../../chat/message.ts';
import { fileRoutes } from './files.ts';
import { loopbackOnly } from './guard.ts';
import { pageRoutes } from './page.ts';
import { accountShape, type Person } from './people.ts';
import { type Cursors, type StreamOptions, streamTo } from './stream.ts';
import { forwardShape, messageShape } from './wire.ts';

export interface RoutesOptions extends StreamOptions {
  people: readonly Person[];
  say(account: string, id: string, content: Content): Promise<number>;
}

/** A browser opens six connections a host, so a page listens to all of its phones through one stream. */
const phonesAPage = 24;

/** What the page calls. Errors are `{ error }`, a sentence; 503 asks to say it again with the same id. */
export function createRoutes(options: RoutesOptions): Hono {
  const { people, clock, say } = options;
  const routes = new Hono();
  routes.use('/', loopbackOnly);
  routes.use('/simulator/*', loopbackOnly);
  // Before the limit for messages: files have one of their own.
  routes.route('/', fileRoutes(options.journal));
  routes.use('/simulator/*', bodyLimit({ maxSize: 16 * 1024, onError: tooLong }));
  routes.route('/', pageRoutes());

  routes.get('/simulator/people', (c) => c.json({ people, now: clock.now().toISOString() }));

  /** Several phones: `?ani=12&budi=0`, or the same as Last-Event-ID. */
  routes.get('/simulator/events', (c) => {
    const given = c.req.header('last-event-id') ?? new URL(c.req.url).search;
    const cursors = cursorsOf([...new URLSearchParams(given)]);
    if (cursors === undefined)
      return c.json({ error: 'Say whose events, as ?ani=0&budi=12.' }, 400);
    return streamTo(c, options, cursors, (at) =>
      [...at].map(([account, order]) => `${account}=${order}`).join('&'),
    );
  });

  /** One phone: the event id is the order. */
  routes.get('/simulator/:account/events', (c) => {
    const account = c.req.param('account');
    const cursors = cursorsOf([[account, c.req.header('last-event-id') ?? '0']]);
    if (cursors === undefined) return c.json({ error: noAccount }, 400);
    return streamTo(c, options, cursors, (at) => String(at.get(account) ?? 0));
  });

  routes.post('/simulator/:account/messages', async (c) => {
    const account = accountShape.safeParse(c.req.param('account'));
    if (!account.success) return c.json({ error: noAccount }, 400);
    const message = await bodyOf(c, messageShape);
    if (message === undefined) return c.json({ error: 'Say { id, content }.' }, 400);
    try {
      return c.json({ order: await say(account.data, message.id, message.content) });
    } catch {
      return c.json({ error: 'Not taken yet: say it again with the same id.' }, 503);
    }
  });

  routes.post('/simulator/clock', async (c) => {
    const body = await bodyOf(c, forwardShape);
    if (body === undefined) return c.json({ error: 'Say { forward: milliseconds }.' }, 400);
    try {
      await clock.forward(body.forward);
    } catch {
      return c.json(
        { error: 'The clock moves only over demo data, with no other channel on.' },
        409,
      );
    }
    return c.json({ now: clock.now().toISOString() });
  });

  return routes;
}

const noAccount = 'An account is 1 to 30 of a-z, 0-9 and -.';

const tooLong = (c: Context) => c.json({ error: 'At most 16 KB.' }, 413);

async function bodyOf<T>(c: Context, shape: z.ZodType<T>): Promise<T | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return shape.safeParse(body).data;
}

function cursorsOf(pairs: [string, string][]): Cursors | undefined {
  const fit = ([account, order]: [string, string]) =>
    accountShape.safeParse(account).success && /^\d{1,15}$/.test(order);
  if (pairs.length === 0 || pairs.length > phonesAPage || !pairs.every(fit)) return undefined;
  return new Map(pairs.map(([account, order]) => [account, Number(order)]));
}
