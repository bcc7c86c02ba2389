// npm run bench -- announce [--people 5000] [--many 100000] [--json]: what an announcement costs, over
// Telegram's wire. Ends with 1 where answers to others take longer than they may.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { type AnnounceFigures, benchAnnounce } from './bench/announce.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '5000' },
    many: { type: 'string', default: '100000' },
    window: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
if (positionals[0] !== 'announce') {
  process.stderr.write('npm run bench -- announce [--people 5000] [--many 100000] [--json]\n');
  process.exit(2);
}

/** As Telegram allows it, as fast as it goes, and to very many: the memory of the bot must not follow their number. */
const runs = {
  paced: { people: Number(values.people), pace: 22 },
  unpaced: { people: Number(values.people), pace: Number.POSITIVE_INFINITY },
  many: { people: Number(values.many), pace: 22 },
};
/** The 95th percentile of answers while an announcement goes out, to that of a quiet time (G8). */
const mostOfQuiet = 1.5;
let isGood = false;
const folder = await mkdtemp(join(tmpdir(), 'ksbb-bench-'));
const postgres = await EmbeddedServer.open({ directory: join(folder, 'postgres') });
try {
  await postgres.createDatabase('bench');
  await migrate(postgres.url('bench'));
  const seen = {} as Record<keyof typeof runs, AnnounceFigures>;
  for (const [name, run] of Object.entries(runs) as [keyof typeof runs, typeof runs.paced][]) {
    const serverUrl = postgres.url('postgres');
    seen[name] = await benchAnnounce({
      ...run,
      serverUrl,
      template: 'bench',
      window: Number(values.window),
    });
    if (!values.json) process.stdout.write(`${name.padEnd(8)} ${JSON.stringify(seen[name])}\n`);
  }
  const { paced, unpaced, many } = seen;
  const figures = {
    queuedSeconds: many.queuedSeconds,
    perSecond: unpaced.perSecond,
    bareLoopPerSecond: unpaced.bareLoopPerSecond,
    rssMb: many.rssMb,
    replyP95Ratio: paced.replyP95Ratio,
    runs: seen,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  isGood = paced.replyP95Ratio <= mostOfQuiet;
} finally {
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(isGood ? 0 : 1);
