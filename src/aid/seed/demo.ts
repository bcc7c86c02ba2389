import type { ActionContext } from '../../flow/action.ts';
import { chatKey } from '../../store/secrets.ts';
import type { Records } from '../action.ts';
import { approveNeed } from '../need/approve.ts';
import { propose } from '../need/propose.ts';
import { split } from '../need/split.ts';
import { consent } from '../person/consent.ts';
import { name } from '../person/name.ts';
import { phone } from '../person/phone.ts';
import { approveClaim } from '../place/decide.ts';
import { register } from '../place/register.ts';
import { yearsLater } from '../place/rules.ts';
import { confirm } from '../pledge/confirm.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { invite } from '../staff/invitations.ts';
import { join } from '../staff/join.ts';
import {
  claim,
  type DemoPerson,
  type DemoPlace,
  distributors,
  donor,
  places,
  promises,
  staff,
} from './world.ts';

type Context = ActionContext<Records>;

const hour = 60 * 60 * 1000;
/** The first request of the demo is this old, and each one after it is newer. */
const oldest = 14 * 24 * hour;

/**
 * Fills an empty database with something to give to, and marks it as a demo. Everything goes through the
 * verbs that people use, so that the demo keeps every rule. False, and nothing done, where people are known
 * already. Runs inside one transaction, after `seed`.
 */
export async function seedDemo(given: Records, now: Date): Promise<boolean> {
  if ((await given.db.person.count()) > 0) return false;
  // What the demo's people would have been told happened long ago.
  const records: Records = { ...given, notify: async () => {} };
  const began = now.getTime() - oldest;
  await records.db.programme.updateMany({ data: { startsOn: dayInJakarta(new Date(began)) } });
  for (const one of staff) await employ(records, one, new Date(began));
  for (const [index, place] of places.entries()) {
    await openPlace(records, place, new Date(began + index * 24 * hour));
  }
  await promise(records, new Date(began + (places.length + 1) * 24 * hour));
  await registerPlace(records, claim, new Date(now.getTime() - hour));
  // Permits that end a year from now: a demo that is looked at later finds them expired, as a real one would.
  const permitEndsOn = dayInJakarta(new Date(now.getTime() + 365 * 24 * hour));
  await records.db.distributor.createMany({
    data: distributors.map((each) => ({ ...each, permitEndsOn })),
    skipDuplicates: true,
  });
  await records.db.installation.upsert({
    where: { id: 1 },
    create: { id: 1, demo: true, createdAt: now },
    update: { demo: true },
  });
  return true;
}

function speaking(records: Records, account: string, question: string, now: Date): Context {
  const address = { channel: 'simulator', account } as const;
  const chat = chatKey(records.secrets, address);
  return { records, address, chat, question, now, seed: question, language: 'id' };
}

async function introduce(context: Context, { name: given, sapaan, phone: number }: DemoPerson) {
  await consent.run({}, context);
  await name.run({ name: { name: given, sapaan } }, context);
  await phone.run({ phone: number }, context);
}

async function employ(
  records: Records,
  { person, kind, field, kelurahan }: (typeof staff)[number],
  now: Date,
): Promise<void> {
  const context = speaking(records, person.account, 'demo', now);
  await introduce(context, person);
  const { code } = await invite(records, {
    kind,
    fieldKey: field,
    areaCode: kelurahan === undefined ? undefined : await kelurahanCode(records, kelurahan),
    name: person.name,
    actor: { as: 'system' },
    chance: `demo-${person.account}`,
    now,
  });
  const joined = await join.run({ code }, context);
  if (joined.end !== 'joined') throw unexpected('staff.join', joined.end);
}

/** A claim that waits for its officer; returns its id, and that of its place. */
async function registerPlace(
  records: Records,
  { head, kelurahan, rw, households }: Omit<DemoPlace, 'needs'>,
  now: Date,
): Promise<{ id: string; placeId: string }> {
  const context = speaking(records, head.account, 'demo-daftar', now);
  await introduce(context, head);
  const dated = yearsLater(dayInJakarta(now), -1);
  const sent = await register.run(
    {
      place: { kelurahan: await kelurahanCode(records, kelurahan), rw, label: kelurahan },
      households,
      number: `${40 + rw} Tahun ${dated.getUTCFullYear()}`,
      dated: writtenDay(dated),
      ends: writtenDay(yearsLater(dated, 5)),
      address: { label: `Pos RW ${rw}, Jl. Contoh ${rw}` },
    },
    context,
  );
  if (sent.end !== 'sent') throw unexpected('place.register', sent.end);
  return records.db.headship.findFirstOrThrow({
    where: { chat: context.chat, question: context.question },
    select: { id: true, placeId: true },
  });
}

async function openPlace(records: Records, place: DemoPlace, now: Date): Promise<void> {
  const { head } = place;
  const { id, placeId } = await registerPlace(records, place, now);
  const verified = await approveClaim(records, { claim: id, actor: { as: 'system' }, now });
  if (verified.end !== 'approved') throw unexpected('approving a head', verified.end);
  for (const need of place.needs) {
    const context = speaking(records, head.account, `demo-${need.package}`, now);
    const proposed = await propose.run(
      { place: placeId, package: need.package, amount: need.quantity },
      context,
    );
    if (proposed.end !== 'proposed') throw unexpected('need.propose', proposed.end);
    const { number } = proposed.gives;
    const approved = await approveNeed(records, { number, actor: { as: 'system' }, now });
    if (approved.end !== 'approved') throw unexpected('approving', approved.end);
  }
}

async function promise(records: Records, now: Date): Promise<void> {
  const { account } = donor.person;
  await introduce(speaking(records, account, 'demo', now), donor.person);
  for (const [index, promised] of promises.entries()) {
    const need = await records.db.need.findFirstOrThrow({
      where: {
        packageKey: promised.package,
        place: { rw: promised.rw, kelurahanCode: await kelurahanCode(records, promised.kelurahan) },
      },
    });
    const context = speaking(records, account, `demo-${index}`, now);
    const gift = { package: promised.package, amount: promised.promised };
    const laid = await split.run({ ...gift, need: need.number }, context);
    if (laid.end !== 'whole') throw unexpected('need.split', laid.end);
    const kept = await confirm.run(
      {
        package: promised.package,
        items: laid.gives.items,
        waits: [],
        donorKind: donor.kind,
        donorName: donor.organisation,
      },
      context,
    );
    if (kept.end !== 'reserved') throw unexpected('pledge.confirm', kept.end);
    await records.db.allocation.updateMany({
      where: { needId: need.id },
      data:
        promised.came > 0 ? { state: 'received', received: promised.came } : { state: 'on_way' },
    });
  }
}

/** The kelurahan of this name, however it is spaced: `Pulo Gadung` and `Pulogadung`. */
async function kelurahanCode({ db }: Records, name: string): Promise<string> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    SELECT code FROM region
    WHERE kind = 'kelurahan' AND replace(lower(name), ' ', '') = replace(lower(${name}), ' ', '')`;
  const [row] = rows;
  if (!row) throw new Error(`The demo needs the kelurahan ${name}: seed the regions first.`);
  return row.code;
}

const unexpected = (verb: string, end: string) =>
  new Error(`The demo could not be seeded: ${verb} ended as ${end}.`);
