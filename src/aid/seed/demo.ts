import type { ActionContext } from '../../flow/action.ts';
import { chatKey } from '../../store/secrets.ts';
import type { Records } from '../action.ts';
import { approveNeed } from '../need/approve.ts';
import { propose } from '../need/propose.ts';
import { split } from '../need/split.ts';
import { consent } from '../person/consent.ts';
import { name } from '../person/name.ts';
import { phone } from '../person/phone.ts';
import { confirm } from '../pledge/confirm.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { type DemoPerson, type DemoPlace, distributors, donor, places, promises } from './world.ts';

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
  for (const [index, place] of places.entries()) {
    await openPlace(records, place, new Date(began + index * 24 * hour));
  }
  await promise(records, new Date(began + (places.length + 1) * 24 * hour));
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

async function openPlace(records: Records, place: DemoPlace, now: Date): Promise<void> {
  const { head, rw, households } = place;
  await introduce(speaking(records, head.account, 'demo', now), head);
  const kelurahan = await kelurahanCode(records, place.kelurahan);
  for (const need of place.needs) {
    const context = speaking(records, head.account, `demo-${need.package}`, now);
    const asked = { kelurahan, rw, label: place.kelurahan };
    const proposed = await propose.run(
      { place: asked, households, package: need.package, amount: need.quantity },
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
