import type { Records } from '../../src/aid/action.ts';
import { actions } from '../../src/aid/actions.ts';
import { approveNeed } from '../../src/aid/need/approve.ts';
import { asPart } from '../../src/aid/need/part.ts';
import { approveClaim } from '../../src/aid/place/decide.ts';
import type { Address } from '../../src/chat/message.ts';
import type { ActionContext } from '../../src/flow/action.ts';
import { openDatabase } from '../../src/store/database.ts';
import { chatKey, createSecrets } from '../../src/store/secrets.ts';
import { letter } from '../aid/world.ts';

/** What happened before a talk begins: two weeks before the first of them. */
const before = new Date('2026-11-10T03:00:00Z');

interface Head {
  called: [sapaan: string, name: string];
  phone: string;
  kelurahan: string;
  rw: number;
  needs: [packageKey: string, quantity: number][];
}

/** The places of the voice's model talks, with what each lacks. People and figures are invented. */
const heads: Head[] = [
  ['Pak', 'Budi', '+6281234567890', '31.75.02.1001', 3, ['sembako', 145], ['lampu', 10]],
  ['Bu', 'Wati', '+6281200000011', '31.75.06.1003', 11, ['sembako', 200]],
  ['Pak', 'Agus', '+6281200000006', '31.75.03.1001', 6, ['sembako', 180]],
  ['Bu', 'Sri', '+6281200000005', '31.75.02.1001', 5, ['sembako', 160], ['siap-saji', 300]],
  ['Pak', 'Hendra', '+6281200000008', '31.75.02.1001', 8, ['sembako', 175]],
  ['Pak', 'Yusuf', '+6281200000002', '31.75.02.1004', 2, ['sembako', 250], ['pelatihan-usaha', 20]],
].map(([sapaan, name, phone, kelurahan, rw, ...needs]) => ({
  called: [sapaan, name],
  phone,
  kelurahan,
  rw,
  needs,
})) as Head[];

/** Registers an RW and finds the claim right; returns the id of the place. */
async function headed(
  context: ActionContext<Records>,
  place: { kelurahan: string; rw: number; label: string },
): Promise<string> {
  const sent = await actions['place.register'].run({ place, ...letter }, context);
  if (sent.end !== 'sent') throw new Error(`A place was not registered: ${sent.end}.`);
  const { chat, question, records } = context;
  const claim = await records.db.headship.findFirstOrThrow({ where: { chat, question } });
  const decision = { claim: claim.id, actor: { as: 'system' }, now: before } as const;
  const { end } = await approveClaim(records, decision);
  if (end !== 'approved') throw new Error(`A head was not approved: ${end}.`);
  return claim.placeId;
}

/** Two panti whose names are alike. */
const homes = [
  ['Panti Contoh Harapan', 'Asih', '+6281200000041', '31.75.06.1003'],
  ['Panti Contoh Mulia', 'Tini', '+6281200000042', '31.75.03.1001'],
] as const;

/** What Bu Rina promised before: some of it has come, the rest is on its way. */
const kept = [
  { rw: 11, amount: 6, came: 6 },
  { rw: 6, amount: 9, came: 0 },
  { rw: 5, amount: 20, came: 20 },
  { rw: 8, amount: 25, came: 0 },
  { rw: 2, amount: 40, came: 40 },
] as const;

/**
 * Lays the places into a database: heads who are checked, requests that are open, and what Bu Rina did before. `addressOf` says
 * where somebody is reached on the channel that the talk is played on.
 */
export async function layPlaces(
  databaseUrl: string,
  key: Uint8Array,
  addressOf: (name: string) => Address | Promise<Address>,
): Promise<void> {
  const secrets = createSecrets(key);
  const database = await openDatabase({ databaseUrl, dataDir: '/nowhere' });
  try {
    await database.prisma.$transaction(
      async (db) => lay({ db, secrets, notify: async () => {} }, addressOf),
      // A machine with much else to do takes its time; what a time-out undid would be told as a fault of the promise.
      { timeout: 120_000 },
    );
  } finally {
    await database.close();
  }
}

async function lay(
  records: Records,
  addressOf: (name: string) => Address | Promise<Address>,
): Promise<void> {
  let questions = 0;
  const speaking = async (name: string) => {
    const address = await addressOf(name);
    const question = `before-${++questions}`;
    const chat = chatKey(records.secrets, address);
    return {
      records,
      address,
      chat,
      question,
      seed: question,
      now: before,
      language: 'id',
    } as const;
  };
  const meet = async (sapaan: string, name: string, phone: string) => {
    const called = `${sapaan} ${name}`;
    await actions['person.consent'].run({}, await speaking(called));
    await actions['person.name'].run({ name: { name, sapaan } }, await speaking(called));
    await actions['person.phone'].run({ phone }, await speaking(called));
    return called;
  };
  for (const { called, phone, kelurahan, rw, needs } of heads) {
    const name = await meet(...called, phone);
    const place = await headed(await speaking(name), { kelurahan, rw, label: 'RW' });
    for (const [packageKey, amount] of needs) {
      const asked = { place, package: packageKey, amount };
      const proposed = await actions['need.propose'].run(asked, await speaking(name));
      if (proposed.end !== 'proposed') throw new Error(`A place was not laid: ${proposed.end}.`);
      const { number } = proposed.gives;
      await approveNeed(records, { number, actor: { as: 'system' }, now: before });
    }
  }
  const rina = await meet('Bu', 'Rina', '+6281200000013');
  for (const { rw, amount, came } of kept) {
    const need = await records.db.need.findFirstOrThrow({
      where: { packageKey: 'sembako', place: { rw } },
    });
    const room = {
      ...need,
      rw,
      name: null,
      kelurahan: '',
      place: 'RW',
      full: 'RW',
      lacking: amount,
    };
    const done = await actions['pledge.confirm'].run(
      {
        package: 'sembako',
        items: [asPart(room, amount)],
        waits: [],
        donorKind: 'dunia-usaha',
        donorName: 'PT Contoh Jaya',
      },
      await speaking(rina),
    );
    if (done.end !== 'reserved') throw new Error(`A promise was not laid: ${done.end}.`);
    await records.db.allocation.updateMany({
      where: { needId: need.id },
      data: came > 0 ? { state: 'received', received: came } : { state: 'on_way' },
    });
  }
  // Of what is on its way she was asked then, and once more is not a part of any talk.
  await records.db.timer.updateMany({
    where: { kind: 'pledge.overdue', doneAt: null },
    data: { doneAt: before },
  });
  for (const [name, head, phone, kelurahanCode] of homes) {
    const called = await meet('Bu', head, phone);
    const person = await records.db.person.findFirstOrThrow({
      where: { phoneHash: records.secrets.hash(phone) },
    });
    const place = { kind: 'panti', kelurahanCode, name, createdAt: before } as const;
    const { id } = await records.db.place.create({ data: place });
    const times = { claimedAt: before, verifiedAt: before };
    await records.db.headship.create({
      data: { placeId: id, personId: person.id, state: 'verified', ...times },
    });
    const programme = await records.db.programme.findFirstOrThrow();
    const { chat, question } = await speaking(called);
    await records.db.need.create({
      data: {
        number: `M-2611-${question.slice(-2).padStart(4, '9')}`,
        placeId: id,
        packageKey: 'siap-saji',
        programmeId: programme.id,
        state: 'open',
        households: 40,
        proposed: 60,
        approved: 60,
        proposedById: person.id,
        chat,
        question,
        createdAt: before,
        openedAt: before,
      },
    });
  }
  await records.db.distributor.createMany({
    data: [
      {
        key: 'salur-baik',
        name: 'Yayasan Salur Baik',
        permitNumber: 'PUB-CONTOH/001/2026',
        permitEndsOn: new Date('2027-06-30'),
        contactName: 'Bu Lestari',
        contactPhone: '+6281200000031',
      },
      {
        key: 'lama',
        name: 'Lembaga Izin Lama',
        permitNumber: 'PUB-CONTOH/002/2025',
        permitEndsOn: new Date('2026-11-23'),
        contactName: 'Pak Harun',
        contactPhone: '+6281200000032',
      },
    ],
  });
}
