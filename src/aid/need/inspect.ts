import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { NeedStep, NeedUrgency, type Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { countedLabel } from '../place/rules.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { openCase, undecided } from './case.ts';
import type { LockedNeed } from './records.ts';
import { askedFor, decisionLabel, exampleOf, floorOf, isOver, lacking } from './rules.ts';

const said = z.object({ words: shapes.text() });

/** A request as the officer of its field reads it. Lists that hold one thing or none are lines that may be missing. */
const standing = z.object({
  number: shapes.text(),
  place: shapes.text(),
  package: shapes.label(),
  unit: shapes.label(),
  /** `820 KK (sekitar 3.280 orang)`; of a panti or pesantren its people. */
  residents: shapes.label(),
  /** Asked for now. */
  asked: shapes.quantity(),
  /** An answer that could be, for the question after it. */
  example: shapes.quantity(),
  /** approved = received + promised, and not here yet + lacking */
  approved: shapes.quantity(),
  promised: shapes.quantity(),
  received: shapes.quantity(),
  lacking: shapes.quantity(),
  /** A list of one or none: the same as a line, once something is approved. */
  stands: z.array(
    z.object({
      approved: shapes.quantity(),
      promised: shapes.quantity(),
      received: shapes.quantity(),
      lacking: shapes.quantity(),
    }),
  ),
  /** An approved quantity never goes below it. */
  floor: shapes.quantity(),
  /** The same as a line, where it is more than nothing. */
  least: z.array(z.object({ floor: shapes.quantity() })),
  urgency: z.enum(NeedUrgency),
  why: z.array(said),
  notes: z.array(said),
  period: z.array(z.object({ from: shapes.date(), to: shapes.date() })),
  /** What the place was given before, or asks for beside it. */
  before: z.array(
    z.object({
      unit: shapes.label(),
      approved: shapes.quantity(),
      promised: shapes.quantity(),
      received: shapes.quantity(),
      lacking: shapes.quantity(),
    }),
  ),
  /** One line where there is nothing before. */
  first: z.array(z.object({})),
  history: z.array(
    z.object({
      day: shapes.date(),
      did: z.enum(NeedStep),
      proposed: shapes.quantity(),
      /** `disetujui 145`, `belum diputuskan` */
      decision: shapes.label(),
      /** Of an officer, or what was asked and answered. */
      words: shapes.text(),
    }),
  ),
  /** The version that was read: what changed since is not decided unseen. */
  version: z.int(),
});

export const inspect = defineAction({
  name: 'need.inspect',
  says: 'Shows an officer a request of their field, with what came of it so far; that they looked is kept.',
  needs: z.object({ need: chosen() }),
  ends: {
    /** It waits to be assessed. */
    waits: standing,
    /** It is approved, and nothing about it waits. */
    decided: standing,
    over: standing,
    'not-yours': undecided['not-yours'],
    unknown: undecided.unknown,
  },
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' } },
  async run({ need: number }, { records, chat, now }) {
    const opened = await openCase(records, number, { chat, now });
    if ('end' in opened) return opened;
    const { need, actor } = opened;
    await audit(records, {
      actor,
      what: 'need.inspected',
      on: { kind: 'need', id: need.id },
      at: now,
    });
    const gives = await readStanding(records, need);
    if (need.waitsSince) return { end: 'waits', gives };
    return { end: isOver(need.state) ? 'over' : 'decided', gives };
  },
});

async function readStanding(
  records: Records,
  need: LockedNeed,
): Promise<z.output<typeof standing>> {
  const row = await records.db.need.findUniqueOrThrow({
    where: { id: need.id },
    include: { place: { select: { kind: true } }, versions: { orderBy: { version: 'asc' } } },
  });
  const open = (sealed: Uint8Array | null) =>
    sealed ? [{ words: records.secrets.open(sealed) }] : [];
  const before = await givenBefore(records, need);
  const figures = {
    approved: need.approved,
    promised: need.allocated,
    received: need.received,
    lacking: lacking(need),
  };
  return {
    number: need.number,
    place: need.place,
    package: need.package,
    unit: need.unit,
    residents: countedLabel(row.place.kind, need.households),
    asked: askedFor(need),
    example: exampleOf(need.waitsSince ? askedFor(need) : need.approved, floorOf(need)),
    ...figures,
    stands: need.approved > 0 ? [figures] : [],
    floor: floorOf(need),
    least: floorOf(need) > 0 ? [{ floor: floorOf(need) }] : [],
    urgency: row.urgency,
    why: open(row.urgentWhy),
    notes: open(row.note),
    period:
      row.periodFrom && row.periodTo
        ? [{ from: writtenDay(row.periodFrom), to: writtenDay(row.periodTo) }]
        : [],
    before,
    first: before.length === 0 ? [{}] : [],
    history: row.versions.slice(-historyLines).map((version) => asLine(records, version)),
    version: need.version,
  };
}

/** The latest changes, which is what a telephone has room for. */
const historyLines = 5;
const beforeLines = 5;

const asLine = ({ secrets }: Records, version: Prisma.NeedVersionModel) => ({
  day: writtenDay(dayInJakarta(version.at)),
  did: version.did,
  proposed: Number(version.proposed),
  decision: decisionLabel(version.state, Number(version.approved)),
  words: version.reason ?? (version.words ? secrets.open(version.words) : ''),
});

async function givenBefore(records: Records, { id, placeId }: LockedNeed) {
  const rows = await records.db.need.findMany({
    where: { placeId, id: { not: id }, approved: { gt: 0 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: beforeLines,
  });
  const words = await packageWords(
    records,
    rows.map(({ packageKey }) => packageKey),
  );
  return rows.map((row) => ({
    unit: words(row.packageKey).unit,
    approved: Number(row.approved),
    promised: Number(row.allocated),
    received: Number(row.received),
    lacking: Number(row.approved - row.allocated - row.received),
  }));
}
