import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A page on loopback that shows the code to be scanned, for where a terminal cannot draw it. Whoever opens the link first has
 * it: it works once, and what it shows is renewed for that browser alone. Nothing of it is ever cached.
 */
export async function servePairPage(draw: (qr: string) => Promise<string>): Promise<{
  link: string;
  show(qr: string): void;
  /** Tells the browser how it ended, and closes. */
  close(ended: string): Promise<void>;
}> {
  const once = randomBytes(24).toString('base64url');
  const pass = randomBytes(24).toString('base64url');
  let isUsed = false;
  let picture = '';
  let last = '';

  const server = createServer((request, response) => {
    const [pathname] = (request.url ?? '/').split('?');
    const isMine = request.headers.cookie?.split('; ').includes(`pair=${pass}`) === true;
    const host = request.headers.host ?? '';
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    // A page of another site that resolves to this machine comes with its own name.
    const isHere = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
    if (!isHere || pathname !== `/${once}` || (isUsed && !isMine)) {
      response.writeHead(isHere && pathname === `/${once}` ? 410 : 404, {
        'Content-Type': 'text/plain',
      });
      response.end('This link does not work, or worked once already. Run the command again.\n');
      return;
    }
    if (!isUsed)
      response.setHeader('Set-Cookie', `pair=${pass}; HttpOnly; SameSite=Strict; Path=/${once}`);
    isUsed = true;
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(last ? {} : { Refresh: '3' }),
    });
    response.end(page(last || picture));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;

  return {
    link: `http://127.0.0.1:${port}/${once}`,
    show(qr) {
      void draw(qr).then((drawn) => {
        picture = drawn;
      });
    },
    async close(ended) {
      last = `<p>${ended}</p>`;
      // The browser asks once more within three seconds, and is told.
      if (isUsed) await new Promise((done) => setTimeout(done, 3500));
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const page = (content: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Link WhatsApp</title>
<style>body{font:18px system-ui;max-width:26em;margin:2em auto;padding:0 1em}svg{width:100%;height:auto}</style>
<h1>Link WhatsApp</h1>
<p>On the phone: WhatsApp → Settings → Linked devices → Link a device. Then hold it to this code.</p>
<main>${content || '<p>One moment …</p>'}</main>
</html>`;
