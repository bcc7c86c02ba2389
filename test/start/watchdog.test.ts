import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { testKey, useDatabase } from '../database.ts';
import { botProcess, folder, hears, isAlive, meet, start } from './bots.ts';

const database = useDatabase();

test('a bot whose event loop stands still is ended after ten seconds, and started again', {
  timeout: 120_000,
}, async () => {
  // Not part of the product: it is loaded beside it, and lets its event loop stand still at a signal.
  const standStill = join(await folder(), 'stand-still.mjs');
  await writeFile(
    standStill,
    `if (process.argv[1]?.endsWith('main.ts'))
       process.on('SIGUSR2', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));`,
  );
  const bot = await start({
    DATABASE_URL: database.url,
    DATA_KEY: Buffer.from(testKey).toString('base64'),
    NODE_OPTIONS: `--import=file://${standStill}`,
  });
  const sari = meet('sari', bot);
  await hears(sari, 'beri', /Boleh kami simpan/);
  const first = botProcess(bot);
  const begun = performance.now();
  process.kill(first, 'SIGUSR2');
  await expect.poll(() => isAlive(first), { timeout: 30_000 }).toBe(false);
  expect(performance.now() - begun).toBeGreaterThan(9_000);
  await hears(sari, '1', /biasa dipanggil siapa/);
  expect(bot.printed()).toContain('The bot ended unexpectedly (137) and is started again.');
  expect(botProcess(bot)).not.toBe(first);
});

test('a process that the machine put to sleep did not stand still', async () => {
  const watchdog = JSON.stringify(join(process.cwd(), 'src/watchdog.ts'));
  const script = `
    const { startWatchdog } = await import(${watchdog});
    startWatchdog(400);
    setInterval(() => {}, 1000);
    process.stdout.write('watched');`;
  const args = ['--import', import.meta.resolve('tsx/esm'), '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  await delay(1500);
  child.kill('SIGCONT');
  await delay(600);
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
});
