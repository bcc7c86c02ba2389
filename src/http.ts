import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { App } from './app.ts';

/** What is served beside the channels. Open to whoever reaches the port, which is loopback unless HOST says otherwise. */
export function createHttp(app: App): Hono {
  const http = new Hono();
  /** Open: says only that the process runs. */
  http.get('/health/live', (context) => context.json({ live: true }));
  /** Open: says which part is not ready, and nothing of anybody. */
  http.get('/health/ready', async (context) => {
    const health = await app.health();
    return context.json(health, health.ready ? 200 : 503);
  });
  /** Open: counts without names. */
  http.get('/metrics', async (context) => {
    const { registry } = app.metrics;
    return context.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
  if (app.simulator) http.route('/', app.simulator.routes);
  if (app.telegram?.routes) http.route('/', app.telegram.routes);
  if (app.whatsapp?.routes) http.route('/', app.whatsapp.routes);
  return http;
}

export interface Served {
  port: number;
  close(): Promise<void>;
}

/** How many ports above the first are tried when none was asked for. */
const tries = 50;

/** Listens on the port that was asked for, or on 3000 or the next free one. Throws a sentence when it is taken. */
export async function listen(http: Hono, host: string, port: number | undefined): Promise<Served> {
  for (let candidate = port ?? 3000; ; candidate++) {
    try {
      return await listenOn(http, host, candidate);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken) throw error;
      if (port !== undefined) {
        throw new Error(`PORT ${port} is taken: stop what uses it, or set another PORT.`, {
          cause: error,
        });
      }
      if (candidate >= 3000 + tries) throw error;
    }
  }
}

function listenOn(http: Hono, hostname: string, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: http.fetch, hostname, port }, (address) => {
      server.off('error', reject);
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
