import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { part, totalOf } from '../need/part.ts';
import { asContact } from '../person/records.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { deskOf } from '../staff/desk.ts';
import { scopeOfPackage } from '../staff/rules.ts';
import { checkRoom } from './check.ts';
import { ruleOf, unloadedAtNeed } from './kept.ts';
import { donorOf } from './records.ts';
import { type Goal, type Pledged, reserve } from './reserve.ts';
import { donorCalled } from './rules.ts';
import { layAnew, shortfall } from './shortfall.ts';
import { lockPledge } from './waiting.ts';

const placed = z.object({
  number: shapes.text(),
  amount: shapes.quantity(),
  unit: shapes.label(),
  /** What still waits. */
  left: shapes.quantity(),
});

/** An officer lays what waits on open needs: donor and heads are told as of any promise. */
export const place = defineAction({
  name: 'pledge.place',
  says: 'Lays what of a promise waits on open needs, by the officer of its field; donor and heads are told.',
  needs: z.object({ pledge: chosen(), items: z.array(part) }),
  ends: {
    placed,
    /** Nothing was kept: some places take less now. */
    changed: shortfall,
    /** It waits no more, or less of it, or its donor can no longer be reached. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: {
    pledge: { key: '019ab000-0000-7000-8000-000000000004', label: 'K-2611-0048' },
    items: [],
  },
  async run({ pledge: id, items }, context) {
    const { records, chat, question, now } = context;
    const { db } = records;
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'not-yours', gives: {} };
    const made = await placedHere(context);
    if (made) return { end: 'placed', gives: made };
    const found = await db.pledge.findUnique({ where: { id }, include: { package: true } });
    const as = found && desk.decides(scopeOfPackage(found.package));
    if (!found || !as) return { end: 'not-yours', gives: {} };
    // First the needs, then the pledge, as every change of a promise.
    const { goals, checked } = await checkRoom(records, {
      package: found.packageKey,
      items,
      finishing: found.programmeId,
      now,
    });
    await lockPledge(records, id);
    const meanwhile = await placedHere(context);
    if (meanwhile) return { end: 'placed', gives: meanwhile };
    const pledge = await db.pledge.findUniqueOrThrow({
      where: { id },
      include: { donor: true, actor: true, programme: true, distributor: true },
    });
    const { person, organisation } = donorOf(records, pledge);
    const donor = person && asContact(person);
    const total = totalOf(items);
    const left = Number(pledge.waiting) - total;
    if (!donor || total < 1 || left < 0) return { end: 'gone', gives: {} };
    if (checked.some((each) => each.left < each.part.amount)) {
      const { packageKey, programmeId: finishing } = pledge;
      const wanted = { checked, rest: 0, package: packageKey, finishing, now };
      return { end: 'changed', gives: await layAnew(records, wanted) };
    }

    const isPast = pledge.deliverOn !== null && pledge.deliverOn < dayInJakarta(now);
    await db.pledge.update({
      where: { id },
      data: {
        waiting: left,
        ...(left === 0 && { waitsFor: null }),
      },
    });
    await db.wish.deleteMany({
      where: {
        pledgeId: id,
        ...(left > 0 && { need: { number: { in: items.map(({ key }) => key) } } }),
      },
    });
    const { id: placementId } = await db.placement.create({
      data: { pledgeId: id, placedById: desk.person.id, at: now, chat, question },
    });
    const actor = { as, person: desk.person.id };
    await audit(records, {
      actor,
      what: 'pledge.placed',
      on: { kind: 'pledge', id },
      at: now,
      detail: { amount: total, places: items.length, left },
    });
    const pledged: Pledged = {
      id,
      number: pledge.number,
      donorCalled: donorCalled(donor.called, organisation),
      donorPhone: donor.phone,
      // A day that passed while it waited is none to be held to; what is laid elsewhere keeps its own.
      deliverOn: isPast ? null : pledge.deliverOn,
      hours: pledge.programme,
      distributor: pledge.distributor ?? undefined,
      placementId,
      actor,
      now,
    };
    for (const goal of goals) await layAndTell(records, pledged, goal, donor.id);
    const words = await packageWords(records, [pledge.packageKey]);
    const { unit } = words(pledge.packageKey);
    return { end: 'placed', gives: { number: pledge.number, amount: total, unit, left } };
  },
});

const askForDay = {
  id: 'Kapan diantar? Tulis tanggalnya: ketik **ubah komitmen**.',
  en: 'When will it come? To name the day, type **change commitment**.',
};

/** The donor hears of each place, with whom to contact. */
async function layAndTell(records: Records, pledged: Pledged, goal: Goal, donor: string) {
  const id = await reserve(records, pledged, goal);
  const { deadline } = await records.db.allocation.findUniqueOrThrow({ where: { id } });
  const { need, head, amount } = goal;
  const { distributor } = pledged;
  const named = distributor && { id: distributor.name, en: distributor.name };
  await records.notify({
    cause: { kind: 'placed', id },
    person: donor,
    part: 1,
    notice: 'placed-to-donor',
    args: {
      number: pledged.number,
      amount,
      unit: need.unit,
      place: need.place,
      whom: named ?? need.title,
      head: distributor?.contactName ?? head.called,
      headPhone: distributor?.contactPhone ?? head.phone,
      deadline: deadline.toISOString(),
      rule: ruleOf(deadline, pledged.now, pledged.hours),
      undated: pledged.deliverOn ? { id: '', en: '' } : askForDay,
      where: await unloadedAtNeed(records, need.placeId),
    },
  });
}

/** What this very answer has placed before. */
async function placedHere({ records, chat, question }: ActionContext<Records>) {
  const placement = await records.db.placement.findUnique({
    where: { chat_question: { chat, question } },
    include: { allocations: true, pledge: true },
  });
  if (!placement) return undefined;
  const { pledge, allocations } = placement;
  const words = await packageWords(records, [pledge.packageKey]);
  return {
    number: pledge.number,
    amount: allocations.reduce((sum, { quantity }) => sum + Number(quantity), 0),
    unit: words(pledge.packageKey).unit,
    left: Number(pledge.waiting),
  };
}
