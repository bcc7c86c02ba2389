import { createApp } from './app.ts';
import { readConfig, readEnvironment } from './config.ts';
import { createHttp, listen } from './http.ts';
import { createLog, faultOf } from './log.ts';
import { isInfrastructure } from './store/failure.ts';
import { startWatchdog } from './watchdog.ts';

/** Wrong settings: no restart mends them. */
const settingsCode = 78;
/** Something that a fresh process mends. */
const restartCode = 70;
/** PostgreSQL or Redis is away: the next start may find it. */
const awayCode = 75;
/** Turns in progress have so long (ms) to end. */
const graceTime = 10_000;

const tell = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
const complain = (...lines: string[]) => process.stderr.write(`${lines.join('\n')}\n`);

const read = readConfig(readEnvironment());
if (!read.ok) {
  complain(
    'Some settings need a look (.env.example explains each):',
    ...read.problems.map((problem) => `  ${problem}`),
  );
  process.exit(settingsCode);
}
const { config } = read;
const log = createLog(config.logLevel);

process.on('uncaughtException', (error) => {
  log.fatal({ fault: faultOf(error) }, 'unexpected; the process starts afresh');
  process.exit(restartCode);
});

// A signal in the middle of the start is obeyed at its end: what was started by then is stopped in order.
const stopping = new AbortController();
const asked = new Promise<void>((resolve) => {
  stopping.signal.addEventListener('abort', () => {
    setTimeout(() => process.exit(1), graceTime).unref();
    resolve();
  });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}
// The supervisor is gone: nobody keeps this process any more.
process.on('disconnect', () => stopping.abort());
if (process.connected === false) stopping.abort();

const app = await createApp(config, log).catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(isInfrastructure(error) ? awayCode : settingsCode);
});
const served = await listen(createHttp(app), config.host, config.port).catch(
  async (error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    await app.stop();
    process.exit(settingsCode);
  },
);
const stopWatchdog = startWatchdog();

if (!stopping.signal.aborted) {
  await app.start();
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${served.port}`;
  if (app.madeKey) {
    tell(
      `A key was made in ${app.madeKey}. Names and phone numbers can be read only with it: keep a copy.`,
    );
  }
  if (app.demo) tell('This is a demo: every place, head and figure in it is invented (contoh).');
  tell(app.simulator ? `Ready. Talk to the bot: ${url}` : `Ready. Health: ${url}/health/ready`);
}

await asked;
await app.stop();
await served.close();
stopWatchdog();
process.exit(0);
