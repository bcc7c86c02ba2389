import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksbb-reporter-'));
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs vitest, set up as here, over one file of tests, and gives what it printed and how it ended. */
async function run(
  tests: string,
  CI = '',
): Promise<{ lines: string[]; errors: string; code: number }> {
  const config = {
    include: ['*.test.ts'],
    setupFiles: ['test/quiet.ts', 'test/offline.ts', 'test/closed.ts'].map((file) =>
      join(project, file),
    ),
    reporters: ['default', join(project, 'test/reporter.ts')],
  };
  await writeFile(
    join(folder, 'vitest.config.js'),
    `export default { test: ${JSON.stringify(config)} };`,
  );
  await writeFile(
    join(folder, 'one.test.ts'),
    `import { describe, expect, test, beforeAll } from 'vitest';
     import { expectPrinted } from '${project}/test/quiet.ts';
     ${tests}`,
  );
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run'], {
    cwd: folder,
    env: { ...process.env, CI, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const [code] = await once(child, 'close');
  return { lines: text.trimEnd().split('\n'), errors, code };
}

const good = `test('works', () => { expect(1).toBe(1); });`;

describe('the last line', { timeout: 60_000 }, () => {
  test('counts', async () => {
    const { lines, code } = await run(`${good} test('fails', () => { expect(1).toBe(2); });`);
    expect(lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  });

  test('comes after the name of each skipped test, with its reason', async () => {
    const { lines, code } = await run(`${good}
      describe.skipIf(true)('queues, needs redis-server', () => { test('are kept', () => {}); });
      test('is for Linux', ({ skip }) => skip('this machine has no /proc'));`);
    expect(lines.slice(-3)).toEqual([
      'skipped: one.test.ts: queues, needs redis-server > are kept',
      'skipped: one.test.ts: is for Linux: this machine has no /proc',
      '1 passed, 0 failed, 2 skipped',
    ]);
    expect(code).toBe(0);
  });

  test('where CI=true, follows a sentence on skips, and the run fails', async () => {
    const { lines, code } = await run(`${good} test.skip('later', () => {});`, 'true');
    expect(lines.slice(-3)).toEqual([
      'skipped: one.test.ts: later',
      'Nothing may be skipped here: install what is missing.',
      '1 passed, 0 failed, 1 skipped',
    ]);
    expect(code).toBe(1);
  });

  test('counts a run without a test as failed', async () => {
    const { lines, code } = await run('');
    expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  });

  test('counts a file that does not load, and a hook that throws', async () => {
    const broken = await run(`${good} throw new Error('broken');`);
    expect(broken.lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(broken.code).toBe(1);
    const hook = await run(`beforeAll(() => { throw new Error('broken'); }); ${good}`);
    expect(hook.lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(hook.code).toBe(1);
  });
});

test('a test fails that prints unasked, reaches for the network or leaves a server open', async () => {
  const { lines, errors } = await run(
    `import { createServer } from 'node:net';
     ${good}
     test('prints', () => { console.warn('careful'); expect(1).toBe(1); });
     test('says that it prints', () => { const lines = expectPrinted(); console.log('a'); expect(lines()).toEqual(['a']); });
     test('calls', async () => { await fetch('http://192.0.2.1/').catch(() => {}); });
     test('listens', async () => { await new Promise((done) => createServer().listen(0, '127.0.0.1', done)); });`,
  );
  // What is left open fails the file, which has failed by then.
  expect(lines.at(-1)).toBe('3 passed, 2 failed, 0 skipped');
  expect(errors).toContain('It printed to the console unasked (expectPrinted): careful');
  expect(errors).toContain('It reached for the network: 192.0.2.1');
  expect(errors).toContain('It left open: TCPServerWrap.');
}, 60_000);
