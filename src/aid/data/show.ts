import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import { writePhone } from '../../language/phone.ts';
import { retention } from '../../store/retention.ts';
import { defineAction, type Records } from '../action.ts';
import { agrees, type Holder, holderAt } from '../person/holder.ts';
import { placeLabels } from '../place/records.ts';
import { headOfLabel } from '../place/rules.ts';
import { pledgedBy } from '../pledge/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { livingRole } from '../staff/desk.ts';
import { roleLabels } from '../staff/labels.ts';
import { fileNotice } from './file.ts';
import { type Look, lookedAt, looksAt, parts } from './looks.ts';

/** Shows what is held about the one who writes, in short, and sends all of it as a file into the same chat. */
export const show = defineAction({
  name: 'data.show',
  says: 'What is kept about the person, in short; all of it follows as a JSON file.',
  needs: z.object({}),
  ends: {
    known: z.object({
      lines: z.array(z.object({ line: shapes.label() })),
      kept: shapes.label(),
    }),
    /** Nothing but the conversation. */
    unknown: z.object({ kept: shapes.label() }),
  },
  example: {},
  async run(_, { records, chat, now }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: { kept: retention.conversation.words } };
    await records.notify({
      cause: { kind: `my-data-${now.toISOString()}`, id: holder.id },
      person: holder.id,
      part: 1,
      notice: fileNotice,
      args: {},
      chat,
    });
    const lines = (await linesOf(records, holder, now)).map((line) => ({ line }));
    const kept = (await agrees(records, holder.ids)) ? retention.person : retention.withdrawn;
    return { end: 'known', gives: { lines, kept: kept.words } };
  },
});

const both = (text: string): Label => ({ id: text, en: text });
const dayOf = (at: Date) => writtenDay(dayInJakarta(at));
const onDay = (at: Date): Label => ({
  id: writeDate(dayOf(at), 'id'),
  en: writeDate(dayOf(at), 'en'),
});

async function linesOf(records: Records, holder: Holder, now: Date): Promise<Label[]> {
  const { called, phone, ids } = holder;
  const looks = await looksAt(records, ids);
  return [
    ...(called === undefined ? [] : [named('Nama', 'Name', both(called))]),
    ...(phone === undefined ? [] : [named('HP', 'Phone', both(writePhone(phone)))]),
    ...(await accounts(records, ids)),
    ...(await organisations(records, ids)),
    ...(await offices(records, ids, now)),
    ...(await counts(records, ids)),
    ...lookLines(looks),
  ];
}

const named = (id: string, en: string, value: Label): Label => ({
  id: `${id}: ${value.id}`,
  en: `${en}: ${value.en}`,
});

const called = { telegram: 'Telegram', whatsapp: 'WhatsApp', simulator: 'Simulator' } as const;

async function accounts({ db }: Records, ids: string[]): Promise<Label[]> {
  const own = { personId: { in: ids } };
  const addresses = await db.address.findMany({ where: own, orderBy: { createdAt: 'asc' } });
  const consent = await db.consent.findFirst({
    where: { ...own, withdrawnAt: null },
    orderBy: { givenAt: 'desc' },
  });
  const quiet = (await db.person.count({ where: { id: { in: ids }, quietAt: null } })) === 0;
  const channels = [...new Set(addresses.map(({ channel }) => called[channel]))].join(', ');
  const given = consent
    ? named('Izin', 'Permission', onDay(consent.givenAt))
    : { id: 'Izin: sudah dicabut', en: 'Permission: withdrawn' };
  return [
    named('Akun', 'Account', both(channels)),
    given,
    quiet
      ? { id: 'Pengumuman: berhenti', en: 'Announcements: stopped' }
      : { id: 'Pengumuman: ya', en: 'Announcements: yes' },
  ];
}

async function organisations({ db, secrets }: Records, ids: string[]): Promise<Label[]> {
  const rows = await db.donor.findMany({
    where: { members: { some: { personId: { in: ids }, leftAt: null } }, name: { not: null } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.flatMap(({ name }) =>
    name ? [named('Atas nama', 'On behalf of', both(secrets.open(name)))] : [],
  );
}

async function offices(records: Records, ids: string[], now: Date): Promise<Label[]> {
  const own = { personId: { in: ids } };
  const headships = await records.db.headship.findMany({
    where: { ...own, state: { in: ['claimed', 'verified'] } },
    include: { place: true },
  });
  const label = await placeLabels(
    records,
    headships.map(({ placeId }) => placeId),
  );
  const roles = await records.db.role.findMany({ where: { ...own, ...livingRole(now) } });
  const role = await roleLabels(records, roles);
  return [
    ...headships.map(({ place, placeId }) =>
      named('Tempat', 'Place', headOfLabel(place.kind, label(placeId))),
    ),
    ...roles.map((each) => named('Peran', 'Role', role(each))),
  ];
}

async function counts({ db }: Records, ids: string[]): Promise<Label[]> {
  const own = { in: ids };
  const found: [Label, number][] = [
    [
      { id: 'komitmen', en: 'commitments' },
      await db.pledge.count({ where: { OR: ids.map(pledgedBy) } }),
    ],
    [{ id: 'permintaan', en: 'requests' }, await db.need.count({ where: { proposedById: own } })],
    [
      { id: 'serah terima', en: 'hand-overs' },
      await db.handover.count({ where: { recordedById: own } }),
    ],
    [{ id: 'foto dan dokumen', en: 'files' }, await db.media.count({ where: { sentById: own } })],
    [{ id: 'pertanyaan', en: 'questions' }, await db.inquiry.count({ where: { personId: own } })],
    [
      { id: 'laporan bernama', en: 'reports with your name' },
      await db.report.count({ where: { personId: own } }),
    ],
  ];
  const some = found.filter(([, count]) => count > 0);
  if (some.length === 0) return [];
  return [
    {
      id: `Catatan: ${some.map(([what, count]) => `${count} ${what.id}`).join(', ')}`,
      en: `Records: ${some.map(([what, count]) => `${count} ${what.en}`).join(', ')}`,
    },
  ];
}

/** The newest look at each kind of thing by each part: `Dilihat: nama dan nomor HP, oleh petugas, Selasa, 24 November 2026`. */
function lookLines(looks: Look[]): Label[] {
  const newest = new Map<string, Look>();
  for (const look of looks) {
    const key = `${lookedAt[look.what].id} ${look.by}`;
    if (!newest.has(key)) newest.set(key, look);
  }
  return [...newest.values()].slice(0, 3).map(({ at, what, by }) => {
    const day = onDay(at);
    return {
      id: `Dilihat: ${lookedAt[what].id}, oleh ${parts[by].id}, ${day.id}`,
      en: `Seen: ${lookedAt[what].en}, by ${parts[by].en}, ${day.en}`,
    };
  });
}
