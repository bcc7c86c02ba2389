import { figuresBy } from '../aid/programme/figures.ts';
import { understandable } from '../language/understand.ts';
import { catalogueOptions, catalogueUsage } from './catalogue.ts';
import { programmeOptions, programmeUsage } from './programme.ts';

/** What `npm run cli` prints by itself. */
export const usage = `npm run cli -- <command>
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

/** Every option of every command, for `parseArgs`. */
export const options = {
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
} as const;
