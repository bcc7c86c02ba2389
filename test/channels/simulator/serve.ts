import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Served {
  root: string;
  close(): Promise<void>;
}

/** Serves routes on loopback, on a free port unless one is given; closing cuts open streams. */
export async function serve(routes: Hono, wanted = 0): Promise<Served> {
  const server = createAdaptorServer({ fetch: routes.fetch });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    root: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export interface ServerEvent {
  event: string;
  id: string;
  data: unknown;
}

/** Reads a stream until `enough`, then hangs up; gives its events. */
export async function readEvents(
  url: string,
  enough: (events: ServerEvent[]) => boolean,
  headers: Record<string, string> = {},
): Promise<ServerEvent[]> {
  const hangUp = new AbortController();
  const response = await fetch(url, { headers, signal: hangUp.signal });
  if (response.body === null || !response.ok)
    throw new Error(`${url} answered ${response.status}.`);
  const events: ServerEvent[] = [];
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.map(eventOf));
    if (enough(events)) break;
  }
  hangUp.abort();
  return events;
}

function eventOf(block: string): ServerEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n');
  return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) };
}
