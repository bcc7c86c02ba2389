import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { NeedState, type Prisma } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { placeLabels } from '../place/records.ts';
import { type PackageWords, packageWords } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { figuresOf, isOver, lacking } from './rules.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  place: shapes.text(),
  package: shapes.label(),
  unit: shapes.label(),
  proposed: shapes.quantity(),
  approved: shapes.quantity(),
  /** Promised and not yet received. */
  promised: shapes.quantity(),
  /** Come in good condition, as far as it was asked for. approved = received + promised + lacking */
  received: shapes.quantity(),
  lacking: shapes.quantity(),
  /** `masih kurang 120`; of a request that is over `tidak terisi 120`, which nobody offers any more. */
  open: shapes.label(),
  /** `, dan 5 di luar permintaan`, where more came. */
  beyond: shapes.label(),
  /** Whom it waits for, and since when: `menunggu petugas bidang Pangan sejak Selasa, 24 November 2026`. */
  waits: shapes.label(),
  state: z.enum(NeedState),
});

export const mine = defineAction({
  name: 'need.mine',
  says: 'What the person has asked for, for the places that they head, and how it stands.',
  needs: z.object({}),
  ends: {
    list: z.object({
      /** Nothing was approved, yet or at all. */
      undecided: z.array(item),
      approved: z.array(item),
      /** Another quantity is asked for since it was approved, and waits to be assessed. */
      wanting: z.array(z.object({ number: shapes.text(), wanted: shapes.quantity() })),
      /** An officer has asked something. */
      asking: z.array(z.object({ number: shapes.text() })),
      /** One line where something can still be changed. */
      living: z.array(z.object({})),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const rows = await records.db.need.findMany({
      where: {
        OR: [
          { proposedById: person.id },
          { place: { headships: { some: { personId: person.id, state: 'verified' } } } },
        ],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 20,
      include: { package: { include: { field: true } } },
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const places = await placeLabels(
      records,
      rows.map(({ placeId }) => placeId),
    );
    const words = await packageWords(
      records,
      rows.map(({ packageKey }) => packageKey),
    );
    const items = rows.map((row) => asItem(row, places(row.placeId), words(row.packageKey)));
    const undecided = items.filter(({ approved }) => approved === 0);
    const approved = items.filter(({ approved }) => approved > 0);
    const wanting = rows.flatMap(({ number, wanted }) =>
      wanted === null ? [] : [{ number, wanted: Number(wanted) }],
    );
    const asking = rows.flatMap(({ number, askedAt }) => (askedAt ? [{ number }] : []));
    const living = rows.some(({ state }) => !isOver(state)) ? [{}] : [];
    return { end: 'list', gives: { undecided, approved, wanting, asking, living } };
  },
});

type Row = Prisma.NeedGetPayload<{ include: { package: { include: { field: true } } } }>;

function openWords(left: number, isPast: boolean) {
  const n = writeQuantity(left);
  return isPast
    ? { id: `tidak terisi ${n}`, en: `not covered ${n}` }
    : { id: `masih kurang ${n}`, en: `still needed ${n}` };
}

function beyondWords(surplus: number) {
  if (surplus <= 0) return { id: '', en: '' };
  const n = writeQuantity(surplus);
  return { id: `, dan ${n} di luar permintaan`, en: `, and ${n} beyond the request` };
}

/** Never how long it will take: the programme does not know. */
function waitsWords(
  { state, waitsSince, askedAt, openedAt, approved, allocated, received }: Row,
  field: { nameId: string; nameEn: string },
) {
  const since = (at: Date, language: 'id' | 'en') =>
    writeDate(writtenDay(dayInJakarta(at)), language);
  if (askedAt)
    return {
      id: `menunggu jawaban Bapak/Ibu sejak ${since(askedAt, 'id')}`,
      en: `waiting for your answer since ${since(askedAt, 'en')}`,
    };
  if (waitsSince)
    return {
      id: `menunggu petugas bidang ${field.nameId} sejak ${since(waitsSince, 'id')}`,
      en: `waiting for the officers for ${field.nameEn} since ${since(waitsSince, 'en')}`,
    };
  if (state === 'open' && openedAt && approved > allocated + received)
    return {
      id: `menunggu donatur sejak ${since(openedAt, 'id')}`,
      en: `waiting for donors since ${since(openedAt, 'en')}`,
    };
  if (state === 'open')
    return { id: 'menunggu yang dijanjikan datang', en: 'waiting for what is promised' };
  return states[state];
}

const states: Record<NeedState, { id: string; en: string }> = {
  proposed: { id: 'sedang dicek petugas', en: 'being checked' },
  open: { id: 'ditawarkan ke donatur', en: 'offered to donors' },
  met: { id: 'terpenuhi', en: 'met' },
  refused: { id: 'belum bisa disetujui', en: 'not approved' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  closed: { id: 'selesai', en: 'closed' },
};

function asItem(row: Row, place: string, words: PackageWords): z.output<typeof item> {
  const standing = figuresOf(row);
  return {
    key: row.number,
    label: `${row.number}: ${place}`,
    number: row.number,
    place,
    ...words,
    proposed: Number(row.proposed),
    approved: standing.approved,
    promised: standing.allocated,
    received: standing.received,
    lacking: lacking(standing),
    open: openWords(lacking(standing), isOver(row.state)),
    beyond: beyondWords(Number(row.surplus)),
    waits: waitsWords(row, row.package.field),
    state: row.state,
  };
}
