import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Records } from '../aid/action.ts';
import { invite, type Office } from '../aid/staff/invitations.ts';
import { listRoles } from '../aid/staff/list.ts';
import { revokeRole } from '../aid/staff/revocation.ts';
import { writeMoment } from '../language/moment.ts';
import { type Regions, regionKey } from '../language/regions.ts';
import { actor } from './operator.ts';

/** One person to be invited, as an operator writes them. */
export interface Wanted {
  kind: string;
  /** A field's key or name, `pangan`; a kelurahan, kecamatan or kota, `Pulo Gadung`; nothing for an admin. */
  scope: string;
  name: string;
  /** The last day of the role, `2027-03-31`. */
  until?: string | undefined;
}

export interface Shown {
  lines: string[];
  ok: boolean;
}

/** Makes the invitations, all of them or none, and prints each code once. */
export async function inviteStaff(
  records: Records,
  wanted: Wanted[],
  { regions, now, csv }: { regions: Regions; now: Date; csv: boolean },
): Promise<Shown> {
  const fields = await records.db.field.findMany();
  const read = wanted.map((one) => readOffice(one, { fields, regions }));
  const faults = read.flatMap((one, index) =>
    typeof one === 'string' ? [wanted.length > 1 ? `line ${index + 2}: ${one}` : one] : [],
  );
  if (faults.length > 0) return { lines: faults, ok: false };
  const rows: string[][] = [];
  for (const [index, one] of wanted.entries()) {
    const office = read[index] as Office;
    const endsOn = one.until ? new Date(one.until) : undefined;
    const chance = randomUUID();
    const made = await invite(records, { ...office, name: one.name, actor, chance, now, endsOn });
    const area = office.areaCode === undefined ? undefined : regions.byCode.get(office.areaCode);
    const scope = area ? `${area.name} ${area.code}` : (office.fieldKey ?? '');
    const expires = writeMoment(made.expiresAt.toISOString(), 'en');
    rows.push([one.kind, scope, one.name, made.code, expires]);
  }
  if (csv)
    return {
      lines: [stringify([['kind', 'scope', 'name', 'code', 'expires'], ...rows]).trim()],
      ok: true,
    };
  const lines = rows.flatMap(([kind, scope, name, code, expires]) => [
    `${name} (${[kind, scope].filter(Boolean).join(', ')}): ${code}`,
    `valid once, until ${expires}; they write "gabung" to the bot and enter it`,
  ]);
  return { lines, ok: true };
}

/** A file of people to invite: columns kind, scope, name, until. */
export function readWanted(file: string): Wanted[] {
  return parse(readFileSync(file, 'utf8'), {
    columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()),
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
}

const kinds: readonly Office['kind'][] = ['admin', 'skpd', 'kelurahan'];

/** The office that is meant, or a sentence that says what is wrong with it. */
function readOffice(
  { kind, scope = '', name = '', until }: Wanted,
  { fields, regions }: { fields: { key: string; nameId: string }[]; regions: Regions },
): Office | string {
  const known = kinds.find((one) => one === kind);
  if (!known) return `invite takes one of ${kinds.join(', ')}, not "${kind}"`;
  if (name.trim() === '') return 'whom is it for? Add --name "Bu Citra"';
  if (until && !/^\d{4}-\d\d-\d\d$/.test(until)) return '--until takes a day: --until 2027-03-31';
  if (known === 'admin')
    return scope === '' ? { kind: known } : 'an admin has no scope: leave out --scope';
  if (known === 'skpd') {
    const field = fields.find(
      ({ key, nameId }) =>
        regionKey(key) === regionKey(scope) || regionKey(nameId) === regionKey(scope),
    );
    const names = fields.map(({ key }) => key).join(', ');
    return field
      ? { kind: known, fieldKey: field.key }
      : `no field is called "${scope}": --scope takes one of ${names}`;
  }
  const areaCode = areaOf(scope, regions);
  return areaCode
    ? { kind: known, areaCode }
    : `no kelurahan is called "${scope}". For example: --scope "Pulo Gadung", "kec. Cakung", or a code such as 31.75.02`;
}

/** `31.75.02`; `Pulo Gadung` is the kelurahan, `kec. Pulogadung` the kecamatan; a kota by its name. */
function areaOf(scope: string, regions: Regions): string | undefined {
  if (regions.byCode.has(scope)) return scope;
  const [, level = '', name = ''] =
    /^\s*(kel\w*\.?\s+|kec\w*\.?\s+|kota\s+)?(.*)$/is.exec(scope) ?? [];
  const named = regions.named.get(regionKey(name));
  if (/^kec/i.test(level)) return named?.kecamatan?.code;
  if (/^kota/i.test(level)) return named?.kota?.code;
  const sole = named?.part.length === 1 ? named.part[0] : undefined;
  return (named?.kelurahan ?? sole ?? named?.kota)?.code;
}

export async function listStaff(records: Records, now: Date): Promise<Shown> {
  const roles = await listRoles(records, now);
  if (roles.length === 0)
    return {
      lines: ['Nobody yet. Begin: npm run cli -- invite admin --name "Pak Dodi"'],
      ok: true,
    };
  return {
    lines: roles.map(
      ({ id, called, role, endsOn }) =>
        `${id}  ${called}: ${role.en}${endsOn ? `, until ${endsOn}` : ''}`,
    ),
    ok: true,
  };
}

export async function endRole(records: Records, role: string, now: Date): Promise<Shown> {
  if (!/^[0-9a-f-]{36}$/.test(role))
    return { lines: ['Which one? Take its id from: npm run cli -- staff list'], ok: false };
  const ended = await revokeRole(records, { role, actor, now });
  return ended === 'revoked'
    ? { lines: ['Ended. They are told, and decide nothing any more.'], ok: true }
    : { lines: ['No such role lives: see npm run cli -- staff list'], ok: false };
}
