// npm run cli -- …: what an operator does from the command line.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Records } from './aid/action.ts';
import { figuresBy } from './aid/programme/figures.ts';
import { listAnnouncements, reportAnnouncement, steerAnnouncement } from './cli/announce.ts';
import { showAudit } from './cli/audit.ts';
import { catalogueCommands, catalogueOptions, catalogueUsage } from './cli/catalogue.ts';
import { coverageTable, totalsTable } from './cli/figures.ts';
import { importList, type Transact } from './cli/import.ts';
import { approveRequest, listNeeds } from './cli/needs.ts';
import { approvePlace, listClaims, refusePlace } from './cli/places.ts';
import { programmeCommands, programmeOptions, programmeUsage } from './cli/programme.ts';
import { endRole, inviteStaff, listStaff, readWanted, type Shown } from './cli/staff.ts';
import { blockPerson, listBlocked, listStops, pause, resume, unblockPerson } from './cli/stops.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { loadBook } from './flow/load.ts';
import { readSources } from './flow/read.ts';
import { type Foundation, layFoundation } from './foundation.ts';
import { type Understandable, understand, understandable } from './language/understand.ts';
import { prepare } from './prepare.ts';
import { actions, bindRecords } from './records.ts';
import { loadRegions } from './regions.ts';
import { runWhatsapp } from './whatsapp-commands.ts';

const usage = `npm run cli -- <command>
  flows check                                     reads all flows and tells every fault
  needs list                                      what heads have asked for and nobody has assessed
  needs approve M-… [--quantity 120] [--reason "…"]   opens a request to donors; the head is told
  places list                                     who has registered as head of a place, and waits to be checked
  places approve "RW 03 Pulo Gadung" [--handover]   makes them its head; with --handover ends the one before
  places refuse "RW 03 Pulo Gadung" --reason "…" --remedy "…"   they read both, and may correct it
  invite admin|skpd|kelurahan [--scope pangan|"Pulo Gadung"] --name "Bu Citra" [--until 2027-03-31]
  invite --csv people.csv                         a code each, valid once; columns kind, scope, name, until
  staff list | staff end <id>                     who works for the programme; ends a role at once
  audit [--since 2026-11-24] [--about need|<id>] [--csv]   decisions, and looks at personal data
  import places|needs file.csv [--dry-run]        reads a list in, whole or not at all: docs/operating.md
  totals [--by ${figuresBy.join('|')}] [--csv]
                                                  what was promised and what has come
  coverage ["Jakarta Timur"] [--csv]              how far needs are covered, and which places nobody has named
  announce list | report P-118 [--csv] | pause P-118 | resume P-118 | stop P-118
                                                  how announcements stand; as CSV a line a recipient, without names
  pause sends|pledges|registrations [--say "…" --say-en "…"] | resume … | pause list
                                                  halts it, with a sentence to people; docs/operating.md
  block K-…|0812…|<id> --reason "…" | unblock … | block list   whose messages are not answered
${programmeUsage}
${catalogueUsage}
  whatsapp pair [--phone 6281200000000]           links this installation to a phone: a QR code, or a code to type there
  whatsapp status | logout | resume               the link; ends it; sends unasked again after a restriction
  understand <${understandable.join('|')}> [--now 2026-11-24T10:00:00+07:00]
                                                  reads lines from stdin, prints how each is understood`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quantity: { type: 'string' },
    reason: { type: 'string' },
    now: { type: 'string' },
    scope: { type: 'string' },
    name: { type: 'string' },
    until: { type: 'string' },
    remedy: { type: 'string' },
    handover: { type: 'boolean', default: false },
    phone: { type: 'string' },
    say: { type: 'string' },
    'say-en': { type: 'string' },
    csv: { type: 'boolean', default: false },
    since: { type: 'string' },
    about: { type: 'string' },
    by: { type: 'string' },
    'dry-run': { type: 'boolean' },
    help: { type: 'boolean' },
    ...programmeOptions,
    ...catalogueOptions,
  },
});

/** What staff do from here is recorded as done by the operator of this machine. */
const actor = { as: 'operator' } as const;

const commands: Record<string, () => Promise<number>> = {
  'flows check': checkFlows,
  'needs list': () => withRecords(inTransaction(listNeeds)),
  'needs approve': () => withRecords(inTransaction(approveOne)),
  'places list': () => withRecords(inTransaction(listClaims)),
  'places approve': () =>
    withRecords(inTransaction((records, now) => approvePlace(records, { ...claimWanted(), now }))),
  'places refuse': () =>
    withRecords(inTransaction((records, now) => refusePlace(records, { ...claimWanted(), now }))),
  invite: () => withRecords(inTransaction(invitePeople)),
  'staff list': () => withRecords(inTransaction(listStaff)),
  'staff end': () =>
    withRecords(inTransaction((records, now) => endRole(records, positionals[2] ?? '', now))),
  audit: () => withRecords(inTransaction(readAudit)),
  'import places': () => withRecords(importFile),
  'import needs': () => withRecords(importFile),
  import: () => withRecords(importFile),
  totals: () => withRecords(inTransaction(readTotals)),
  coverage: () => withRecords(inTransaction(readCoverage)),
  'announce list': () => withRecords(inTransaction(listAnnouncements)),
  'announce report': () => withRecords(inTransaction(reportOne)),
  announce: () => withRecords(inTransaction(steerOne)),
  'pause list': () => withRecords(inTransaction(listStops)),
  pause: () => withRecords(inTransaction(pauseOne)),
  resume: () => withRecords(inTransaction((records, now) => resume(records, verb, now))),
  'block list': () => withRecords(inTransaction(listBlocked)),
  block: () => withRecords(inTransaction(blockOne)),
  unblock: () => withRecords(inTransaction((records, now) => unblockPerson(records, verb, now))),
  'whatsapp pair': whatsapp,
  'whatsapp status': whatsapp,
  'whatsapp logout': whatsapp,
  'whatsapp resume': whatsapp,
  understand: understandLines,
  ...Object.fromEntries(
    Object.entries({ ...programmeCommands, ...catalogueCommands }).map(([name, work]) => [
      name,
      () => withRecords(inTransaction((records, now) => work(records, said(), now))),
    ]),
  ),
};

const [noun = '', verb = ''] = positionals;
const command = commands[`${noun} ${verb}`] ?? commands[noun];
if (!command || values.help) {
  say(usage);
  process.exit(values.help ? 0 : 2);
}
process.exit(
  await command().catch((error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }),
);

/** What a command of the programme is given. */
function said() {
  return { verb, key: positionals[2] ?? '', values };
}

function claimWanted() {
  const { handover, reason = '', remedy = '' } = values;
  return { wanted: positionals[2] ?? '', handover, reason, remedy };
}

async function checkFlows(): Promise<number> {
  const loaded = loadBook(await readSources(), actions);
  if (!loaded.ok) {
    complain(loaded.faults.join('\n'));
    return 1;
  }
  say(`${Object.keys(loaded.book.flows).length} flows, no fault`);
  return 0;
}

async function whatsapp(): Promise<number> {
  return withRecords(async (foundation, _, config) => {
    const { phone } = values;
    const done = await runWhatsapp(verb, { foundation, config, phone, say });
    return done ? 0 : 1;
  });
}

async function withRecords(
  work: (foundation: Foundation, now: Date, config: Config, demo: boolean) => Promise<number>,
): Promise<number> {
  const read = readConfig(readEnvironment());
  if (!read.ok) {
    complain(read.problems.join('\n'));
    return 78;
  }
  const foundation = await layFoundation(read.config);
  try {
    const { demo } = await prepare(foundation, read.config);
    const clock = await foundation.openClock(demo);
    clock.stop();
    return await work(foundation, clock.now(), read.config, demo);
  } finally {
    await foundation.close();
  }
}

/** All of a command, or nothing of it. */
function inTransaction(work: (records: Records, now: Date) => Promise<Shown>) {
  return async ({ database, secrets }: Foundation, now: Date): Promise<number> => {
    const { lines, ok } = await database.prisma.$transaction((db) =>
      work(bindRecords(secrets)(db, now), now),
    );
    for (const line of lines) (ok ? say : complain)(line);
    return ok ? 0 : 1;
  };
}

async function invitePeople(records: Records, now: Date): Promise<Shown> {
  const { csv, scope = '', name = '', until } = values;
  const wanted = csv ? readWanted(verb) : [{ kind: verb, scope, name, until }];
  return inviteStaff(records, wanted, { regions: loadRegions(), now, csv });
}

function reportOne(records: Records): Promise<Shown> {
  return reportAnnouncement(records, { said: positionals[2] ?? '', csv: values.csv });
}

function steerOne(records: Records, now: Date): Promise<Shown> {
  return steerAnnouncement(records, { how: verb, said: positionals[2] ?? '', now });
}

function pauseOne(records: Records, now: Date): Promise<Shown> {
  return pause(records, { said: verb, say: values.say, sayEn: values['say-en'], now });
}

function blockOne(records: Records, now: Date): Promise<Shown> {
  return blockPerson(records, { said: verb, reason: values.reason, now });
}

async function readAudit(records: Records): Promise<Shown> {
  const { about, csv } = values;
  const since = new Date(values.since ?? 0);
  if (Number.isNaN(since.getTime()))
    return { lines: ['--since takes a day or a time. For example: --since 2026-11-24'], ok: false };
  return { lines: await showAudit(records, { since, about, csv }), ok: true };
}

function approveOne(records: Records, now: Date): Promise<Shown> {
  const { quantity, reason } = values;
  return approveRequest(records, { number: positionals[2], quantity, reason, now });
}

async function importFile(
  { database, secrets }: Foundation,
  now: Date,
  _: Config,
  demo: boolean,
): Promise<number> {
  if (demo) {
    complain(
      'This database holds the demo, with invented figures, so nothing real is read into it. Set DATA_DIR to another folder and DEMO=off, or DATABASE_URL to your own server.',
    );
    return 1;
  }
  const [, list = '', file = ''] = positionals;
  const dryRun = values['dry-run'] ?? false;
  const long = { timeout: 300_000, maxWait: 20_000 };
  const transact: Transact = (work) =>
    database.prisma.$transaction((db) => work(bindRecords(secrets)(db, now)), long);
  return importList(transact, { list, file, dryRun, actor, now, say, complain });
}

async function readTotals(records: Records): Promise<Shown> {
  const by = figuresBy.find((known) => known === values.by);
  if (values.by !== undefined && !by)
    return { lines: [`--by takes one of ${figuresBy.join(', ')}`], ok: false };
  const table = await totalsTable(records, { by: by ? [by] : figuresBy, csv: values.csv });
  return { lines: [table], ok: true };
}

async function readCoverage(records: Records, now: Date): Promise<Shown> {
  const said = positionals.slice(1).join(' ');
  const printed = await coverageTable(records, { said, csv: values.csv, now });
  return 'unclear' in printed
    ? { lines: [printed.unclear], ok: false }
    : { lines: [printed.table], ok: true };
}

async function understandLines(): Promise<number> {
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
  for await (const line of createInterface({ input: process.stdin })) {
    say(JSON.stringify(understand(kind satisfies Understandable, line, { now, regions })));
  }
  return 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
