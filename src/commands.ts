import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Records } from './aid/action.ts';
import { figuresBy } from './aid/programme/figures.ts';
import { listAnnouncements, reportAnnouncement, steerAnnouncement } from './cli/announce.ts';
import { showAudit } from './cli/audit.ts';
import { catalogueCommands } from './cli/catalogue.ts';
import { coverageTable, totalsTable } from './cli/figures.ts';
import { importList, type Transact } from './cli/import.ts';
import { approveRequest, listNeeds } from './cli/needs.ts';
import { actor } from './cli/operator.ts';
import { approvePlace, listClaims, refusePlace } from './cli/places.ts';
import { programmeCommands, type Said as Wanted } from './cli/programme.ts';
import { endRole, inviteStaff, listStaff, readWanted, type Shown } from './cli/staff.ts';
import { blockPerson, listBlocked, listStops, pause, resume, unblockPerson } from './cli/stops.ts';
import { options, usage } from './cli/usage.ts';
import { type Config, readConfig } from './config.ts';
import { loadBook } from './flow/load.ts';
import { readSources } from './flow/read.ts';
import { type Foundation, layFoundation } from './foundation.ts';
import { type Understandable, understand, understandable } from './language/understand.ts';
import { prepare } from './prepare.ts';
import { actions, bindRecords } from './records.ts';
import { loadRegions } from './regions.ts';
import { runWhatsapp } from './whatsapp-commands.ts';

/** Where a command is typed, and what it prints to. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  say(line: string): void;
  complain(line: string): void;
  input: Readable;
  /** What time it is; by default what the installation's clock says, which a demo may have put forward. */
  now?(): Date;
}

/** `places approve "RW 03 Pulo Gadung" --handover`, taken apart. */
interface Said extends Wanted {
  /** Every word that is no option: `places`, `approve`, `RW 03 Pulo Gadung`. */
  words: string[];
  values: Values;
}

type Values = ReturnType<typeof parse>['values'];
type Command = (said: Said, terminal: Terminal) => Promise<number>;

const parse = (args: string[]) => parseArgs({ args, allowPositionals: true, options });

const commands: Record<string, Command> = {
  'flows check': checkFlows,
  'needs list': transacted((records, _, now) => listNeeds(records, now)),
  'needs approve': transacted((records, { key, values: { quantity, reason } }, now) =>
    approveRequest(records, { number: key || undefined, quantity, reason, now }),
  ),
  'places list': transacted((records, _, now) => listClaims(records, now)),
  'places approve': transacted((records, said, now) =>
    approvePlace(records, { ...claimWanted(said), now }),
  ),
  'places refuse': transacted((records, said, now) =>
    refusePlace(records, { ...claimWanted(said), now }),
  ),
  invite: transacted(invitePeople),
  'staff list': transacted((records, _, now) => listStaff(records, now)),
  'staff end': transacted((records, { key }, now) => endRole(records, key, now)),
  audit: transacted(readAudit),
  import: importFile,
  totals: transacted(readTotals),
  coverage: transacted(readCoverage),
  'announce list': transacted(listAnnouncements),
  'announce report': transacted((records, { key, values: { csv } }) =>
    reportAnnouncement(records, { said: key, csv }),
  ),
  announce: transacted((records, { verb, key }, now) =>
    steerAnnouncement(records, { how: verb, said: key, now }),
  ),
  'pause list': transacted((records) => listStops(records)),
  pause: transacted((records, { verb, values }, now) =>
    pause(records, { said: verb, say: values.say, sayEn: values['say-en'], now }),
  ),
  resume: transacted((records, { verb }, now) => resume(records, verb, now)),
  'block list': transacted(listBlocked),
  block: transacted((records, { verb, values: { reason } }, now) =>
    blockPerson(records, { said: verb, reason, now }),
  ),
  unblock: transacted((records, { verb }, now) => unblockPerson(records, verb, now)),
  'whatsapp pair': whatsapp,
  'whatsapp status': whatsapp,
  'whatsapp logout': whatsapp,
  'whatsapp resume': whatsapp,
  understand: understandLines,
  ...Object.fromEntries(
    Object.entries({ ...programmeCommands, ...catalogueCommands }).map(([name, work]) => [
      name,
      transacted(work),
    ]),
  ),
};

/** Does what was typed after `npm run cli --`, e.g. `['needs', 'list']`, and gives the exit code: 2 where no command was typed. */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals: words } = parse(args);
    const [noun = '', verb = '', key = ''] = words;
    const command = commands[`${noun} ${verb}`] ?? commands[noun];
    if (command && !values.help) return await command({ verb, key, words, values }, terminal);
    terminal.say(usage);
    return values.help ? 0 : 2;
  } catch (error) {
    terminal.complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function claimWanted({ key, values: { handover, reason = '', remedy = '' } }: Said) {
  return { wanted: key, handover, reason, remedy };
}

async function checkFlows(_: Said, { say, complain }: Terminal): Promise<number> {
  const loaded = loadBook(await readSources(), actions);
  if (!loaded.ok) {
    complain(loaded.faults.join('\n'));
    return 1;
  }
  say(`${Object.keys(loaded.book.flows).length} flows, no fault`);
  return 0;
}

function whatsapp({ verb, values: { phone } }: Said, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  return withRecords(terminal, async ({ foundation, config }) => {
    const done = await runWhatsapp(verb, { foundation, config, phone, say });
    return done ? 0 : 1;
  });
}

interface Prepared {
  foundation: Foundation;
  config: Config;
  now: Date;
  /** Whether the database holds the demo. */
  demo: boolean;
}

async function withRecords(
  { env, complain, now }: Terminal,
  work: (prepared: Prepared) => Promise<number>,
): Promise<number> {
  const read = readConfig(env);
  if (!read.ok) {
    complain(read.problems.join('\n'));
    return 78;
  }
  const { config } = read;
  const foundation = await layFoundation(config);
  try {
    const { demo } = await prepare(foundation, config);
    const clock = await foundation.openClock(demo);
    clock.stop();
    return await work({ foundation, config, now: now?.() ?? clock.now(), demo });
  } finally {
    await foundation.close();
  }
}

/** All of a command, or nothing of it. */
function transacted(work: (records: Records, said: Said, now: Date) => Promise<Shown>): Command {
  return (said, terminal) =>
    withRecords(terminal, async ({ foundation: { database, secrets }, now }) => {
      const { lines, ok } = await database.prisma.$transaction((db) =>
        work(bindRecords(secrets)(db, now), said, now),
      );
      for (const line of lines) (ok ? terminal.say : terminal.complain)(line);
      return ok ? 0 : 1;
    });
}

async function invitePeople(records: Records, { verb, values }: Said, now: Date): Promise<Shown> {
  const { csv, scope = '', name = '', until } = values;
  const wanted = csv ? readWanted(verb) : [{ kind: verb, scope, name, until }];
  return inviteStaff(records, wanted, { regions: loadRegions(), now, csv });
}

async function readAudit(records: Records, { values }: Said): Promise<Shown> {
  const { about, csv } = values;
  const since = new Date(values.since ?? 0);
  if (Number.isNaN(since.getTime()))
    return { lines: ['--since takes a day or a time. For example: --since 2026-11-24'], ok: false };
  return { lines: await showAudit(records, { since, about, csv }), ok: true };
}

function importFile({ words, values }: Said, terminal: Terminal): Promise<number> {
  const { say, complain } = terminal;
  return withRecords(terminal, async ({ foundation: { database, secrets }, now, demo }) => {
    if (demo) {
      complain(
        'This database holds the demo, with invented figures, so nothing real is read into it. Set DATA_DIR to another folder and DEMO=off, or DATABASE_URL to your own server.',
      );
      return 1;
    }
    const [, list = '', file = ''] = words;
    const dryRun = values['dry-run'] ?? false;
    const long = { timeout: 300_000, maxWait: 20_000 };
    const transact: Transact = (work) =>
      database.prisma.$transaction((db) => work(bindRecords(secrets)(db, now)), long);
    return importList(transact, { list, file, dryRun, actor, now, say, complain });
  });
}

async function readTotals(records: Records, { values }: Said): Promise<Shown> {
  const by = figuresBy.find((known) => known === values.by);
  if (values.by !== undefined && !by)
    return { lines: [`--by takes one of ${figuresBy.join(', ')}`], ok: false };
  const table = await totalsTable(records, { by: by ? [by] : figuresBy, csv: values.csv });
  return { lines: [table], ok: true };
}

async function readCoverage(records: Records, { words, values }: Said, now: Date): Promise<Shown> {
  const said = words.slice(1).join(' ');
  const printed = await coverageTable(records, { said, csv: values.csv, now });
  return 'unclear' in printed
    ? { lines: [printed.unclear], ok: false }
    : { lines: [printed.table], ok: true };
}

async function understandLines({ verb, values }: Said, terminal: Terminal): Promise<number> {
  const { say, complain, input } = terminal;
  const kind = understandable.find((known) => known === verb);
  if (!kind) {
    complain(`understand takes one of ${understandable.join(', ')}`);
    return 2;
  }
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (Number.isNaN(now.getTime())) {
    complain('--now takes an ISO time. For example: --now 2026-11-24T10:00:00+07:00');
    return 2;
  }
  const regions = loadRegions();
  for await (const line of createInterface({ input })) {
    say(JSON.stringify(understand(kind satisfies Understandable, line, { now, regions })));
  }
  return 0;
}
