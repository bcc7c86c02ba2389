import { Hono } from 'hono';
import type { FileStore } from './store.ts';

const path = '/berkas';

/** Where a link leads to that was made for this token. */
export const linkTo = (publicUrl: string, token: string): string => `${publicUrl}${path}/${token}`;

/**
 * Open to whoever has the link. A page comes first, and its button gives the file: what looks at links by itself, before a person
 * does, uses none up.
 */
export function linkRoutes(files: FileStore): Hono {
  const routes = new Hono();
  routes.use(`${path}/*`, async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('X-Robots-Tag', 'noindex');
    context.header('X-Content-Type-Options', 'nosniff');
  });
  routes.get(`${path}/:token`, async (context) => {
    const isThere = await files.isThere(context.req.param('token'));
    return context.html(isThere ? offered : gone, isThere ? 200 : 410);
  });
  routes.post(`${path}/:token`, async (context) => {
    const file = await files.take(context.req.param('token'));
    if (!file) return context.html(gone, 410);
    return context.body(new Uint8Array(file.bytes), 200, {
      'Content-Type': file.mime,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });
  return routes;
}

const page = (content: string) => `<!doctype html><html lang="id"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>KSBB</title>
<style>body{font:18px system-ui;max-width:26em;margin:2em auto;padding:0 1em}button{font:inherit;padding:.6em 1em}</style>
${content}</html>`;

const offered = page(
  '<p>Berkas ini bisa dibuka satu kali. <i lang="en">This file opens once.</i></p><form method="post"><button>Buka · Open</button></form>',
);
const gone = page(
  '<p>Tautan ini sudah dibuka atau sudah lewat sehari. <i lang="en">This link was opened already, or is more than a day old.</i></p>',
);
