import { afterEach } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createHttp, listen } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';

export interface Here {
  app: App;
  url: string;
  stop(): Promise<void>;
}

const opened = new Set<Here>();

/** What a failed test left open is closed after it. */
afterEach(async () => {
  for (const here of opened) await here.stop();
});

/** The bot within this process, as `main.ts` puts it together; it receives once `app.start()` was called. Rejects as a start does. */
export async function openHere(env: Record<string, string>, port = 0): Promise<Here> {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const app = await createApp(read.config, createLog('silent'));
  const served = await listen(createHttp(app), '127.0.0.1', port).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  const here: Here = {
    app,
    url: `http://127.0.0.1:${served.port}`,
    async stop() {
      if (!opened.delete(here)) return;
      await app.stop();
      await served.close();
    },
  };
  opened.add(here);
  return here;
}

/** The same, receiving. */
export async function startHere(env: Record<string, string>): Promise<Here> {
  const here = await openHere(env);
  await here.app.start();
  return here;
}
