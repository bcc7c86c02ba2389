import { readFileSync } from 'node:fs';
import { Hono, type MiddlewareHandler } from 'hono';

const kinds = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'phone.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'phone.js': 'text/javascript; charset=utf-8',
  'bubble.js': 'text/javascript; charset=utf-8',
  'clock.js': 'text/javascript; charset=utf-8',
  'line.js': 'text/javascript; charset=utf-8',
  'mailbox.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

type PageFile = keyof typeof kinds;

/** Nothing but the page's own files may run or be loaded, whatever people write into a message. */
const policy = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** The page at `/`, and its files, read once. */
export function pageRoutes(): Hono {
  const files = new Map(
    Object.keys(kinds).map((name) => [
      name,
      readFileSync(new URL(`page/${name}`, import.meta.url)),
    ]),
  );
  const routes = new Hono();
  routes.use('/', guarded);
  routes.use('/simulator/page/*', guarded);
  const give = (name: string) => {
    const body = files.get(name);
    if (body === undefined) return undefined;
    return new Response(body, { headers: { 'Content-Type': kinds[name as PageFile] } });
  };
  routes.get('/', (c) => give('index.html') ?? c.notFound());
  routes.get('/simulator/page/:file', (c) => give(c.req.param('file')) ?? c.notFound());
  return routes;
}

const guarded: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', policy);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-cache');
};
