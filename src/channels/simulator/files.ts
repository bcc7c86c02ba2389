import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Journal } from './journal.ts';
import { accountShape } from './people.ts';

/** Bytes of a file that a phone sends at most. */
export const largestFile = 20 * 1024 * 1024;

/** What a browser may show by itself; everything else is only saved. By its first bytes. */
const shown: [RegExp, string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG/, 'image/png'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
];

/**
 * The files of phones. `POST` the bytes as application/octet-stream, which another site's page cannot post
 * unasked, and get `{ file }`, to be named in a message; `GET` shows what a phone has. Nothing is stored by
 * the browser, and nothing in a file runs.
 */
export function fileRoutes(journal: Journal): Hono {
  const routes = new Hono();
  routes.post(
    '/simulator/:account/files',
    bodyLimit({
      maxSize: largestFile,
      onError: (c) => c.json({ error: 'At most 20 MB a file.' }, 413),
    }),
    async (c) => {
      const account = accountShape.safeParse(c.req.param('account'));
      if (!account.success) return c.json({ error: 'There is no such account.' }, 400);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      if (bytes.length === 0) return c.json({ error: 'The file is empty.' }, 400);
      return c.json({ file: await journal.keepFile(account.data, bytes) });
    },
  );
  routes.get('/simulator/:account/files/:file', async (c) => {
    const { account, file } = c.req.param();
    const bytes = accountShape.safeParse(account).success && (await journal.file(file, account));
    return bytes ? show(c, bytes) : c.json({ error: 'There is no such file.' }, 404);
  });
  return routes;
}

function show(c: Context, bytes: Uint8Array) {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const kind = shown.find(([begins]) => begins.test(head))?.[1];
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': kind ?? 'application/octet-stream',
    'Content-Disposition': kind ? 'inline' : 'attachment',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}
