// npm run whatsapp-crash [-- --times 10 --kills 50 --json]: kills a bot on WhatsApp at every point of a message's way, and at random
// moments while people write, and counts what became of each message. Prints a table, and with --json one object on the last
// line. Ends with 1 when a figure that must be 0 is not.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { type Figures, sum } from '../test/whatsapp/crash/ground.ts';
import {
  burst,
  type ClearPoint,
  clearPoints,
  killAt,
  killAtRandom,
  killInTheClear,
  type Point,
  points,
} from '../test/whatsapp/crash/runs.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10' },
    kills: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
/** Runs of one point that go on beside each other. */
const sideBySide = 3;
const template = 'crash';
const folder = await mkdtemp(join(tmpdir(), 'ksbb-crash-'));
const server = await EmbeddedServer.open({
  directory: join(folder, 'postgres'),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
});
const all: Figures[] = [];
try {
  await server.createDatabase(template);
  await migrate(server.url(template));
  const where = { serverUrl: server.url('postgres'), template };
  // First messages and later ones, phones on and off, both kinds of addresses, in turn.
  const settings = (n: number) => ({
    kind: n % 2 === 0 ? ('pkmsg' as const) : ('msg' as const),
    off: n % 4 > 1,
    addressing: n % 8 > 3 ? ('pn' as const) : ('lid' as const),
  });
  for (const [point, says] of Object.entries(points) as [Point, string][]) {
    const waiting = Array.from({ length: times }, (_, n) => n);
    const runs: Figures[] = [];
    const work = async () => {
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
        runs.push(await killAt(where, point, settings(n)));
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, work));
    tell(says, sum(runs));
  }
  for (const [point, says] of Object.entries(clearPoints) as [ClearPoint, string][]) {
    const runs: Figures[] = [];
    for (let n = 0; n < times; n++) {
      runs.push(await killInTheClear(where, point, n % 2 === 0 ? 'view-once' : 'call'));
    }
    tell(`view-once and calls · ${says}`, sum(runs));
  }
  for (const off of [false, true]) {
    const addressing = off ? 'pn' : 'lid';
    const figures = await killAtRandom(where, { kills: Number(values.kills), off, addressing });
    tell(
      `random moments, three people writing · ${addressing} · phone ${off ? 'off' : 'on'}`,
      figures,
    );
  }
  for (const addressing of ['lid', 'pn'] as const) {
    tell(
      `no kill, two people × 40 messages in 0.2 s · ${addressing}`,
      await burst(where, addressing),
    );
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

function tell(title: string, figures: Figures): void {
  all.push(figures);
  const { messages, kills, lost, doubled, disordered, retries, unreadable, repairings } = figures;
  const counts = { lost, doubled, disordered, retries, unreadable, repairings };
  const text = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  process.stdout.write(`${title}: ${kills} kills, ${messages} messages: ${text.join(', ')}\n`);
}

const total = sum(all);
if (values.json) process.stdout.write(`${JSON.stringify(total)}\n`);
const { lost, doubled, disordered, retries, unreadable, repairings } = total;
process.exit(lost + doubled + disordered + retries + unreadable + repairings > 0 ? 1 : 0);
