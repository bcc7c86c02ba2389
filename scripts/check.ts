// npm run check: everything that can be told without running the bot, in a line each. All of it is run, whatever
// fails; what failed is explained at the end. With `-- --all-nodes`, also a start and the tests on Node 20 and 24.
import { fileURLToPath } from 'node:url';
import { checkOnNodes } from './nodes.ts';
import { type Ended, run } from './run.ts';
import { checkClient, checkMigrations } from './schema.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
process.chdir(project);

const checks: Record<string, () => Promise<Ended>> = {
  types: () => run('npx', ['tsc']),
  migrations: checkMigrations,
  arrows: () => run('npx', ['vitest', 'run', 'test/architecture.test.ts']),
  client: () => checkClient(project),
  flows: () => run(process.execPath, ['--import', 'tsx/esm', 'src/cli.ts', 'flows', 'check']),
  lint: () => run('npx', ['biome', 'check', '--error-on-warnings', '.']),
};

const failed: [name: string, output: string][] = [];

function tell(name: string, { code, output, seconds }: Ended): void {
  const verdict = code === 0 ? 'ok    ' : 'FAILED';
  console.log(`${verdict}  ${name.padEnd(12)}${seconds.toFixed(1).padStart(6)} s`);
  if (code !== 0) failed.push([name, output]);
}

// Two at a time: as many as the smallest machine has cores.
const waiting = Object.entries(checks);
const worker = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, check] = next;
    const broken = (error: unknown): Ended => ({ code: 1, output: String(error), seconds: 0 });
    tell(name, await check().catch(broken));
  }
};
await Promise.all([worker(), worker()]);

if (process.argv.includes('--all-nodes')) {
  for await (const [name, ended] of checkOnNodes(['20', '24'])) tell(name, ended);
}

for (const [name, output] of failed) console.log(`\n── ${name}\n${output.trim()}`);
process.exitCode = failed.length > 0 ? 1 : 0;
