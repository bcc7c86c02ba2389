import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Keeps the simulator to the machine it runs on: there anybody may be anybody. A proxy in front is itself on
 * loopback: one that says so in its headers, or passes the Host on, is refused; one that hides both cannot be
 * told from a browser here (SECURITY.md). A foreign page that points its own name at 127.0.0.1 is refused by
 * the Host.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const refusal = refusalOf(c);
  if (refusal !== undefined) return c.json({ error: refusal.says }, refusal.status);
  return next();
};

interface Refusal {
  status: 403 | 415;
  says: string;
}

const forbidden = (says: string): Refusal => ({ status: 403, says });

function refusalOf(c: Context): Refusal | undefined {
  if (!isLoopback(getConnInfo(c).remote.address ?? '')) {
    return forbidden('The simulator answers only the machine it runs on.');
  }
  if (isForwarded(c.req.raw.headers)) {
    return forbidden('The simulator refuses forwarded requests: open it without a proxy.');
  }
  const host = c.req.header('host') ?? '';
  if (!localHost.test(host)) {
    return forbidden('The simulator is reached as 127.0.0.1 or localhost, by no other name.');
  }
  return c.req.method === 'POST' ? refusalOfPost(c, host) : undefined;
}

/** Another site's page may post to loopback too, though it may not read the answer. */
function refusalOfPost(c: Context, host: string): Refusal | undefined {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    return forbidden(
      "The simulator takes messages from its own page only, not from another site's.",
    );
  }
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  // Neither can be posted by a form, nor by another site's script unasked.
  const wanted = c.req.path.endsWith('/files') ? 'application/octet-stream' : 'application/json';
  if (type !== wanted) return { status: 415, says: `The simulator takes ${wanted}.` };
  return undefined;
}

const localHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** `127.0.0.1`, `::1`, or the first as IPv6 writes it, `::ffff:127.0.0.1`. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(address);
}

function isForwarded(headers: Headers): boolean {
  return [...headers.keys()].some(
    (name) =>
      name === 'forwarded' ||
      name === 'via' ||
      name === 'x-real-ip' ||
      name.startsWith('x-forwarded-'),
  );
}
