import type { PrismaClient } from '../src/store/generated/client.ts';
import { chatKey, type Secrets } from '../src/store/secrets.ts';
import type { Person } from './person.ts';

interface Kept {
  number: string;
  amount: number;
  package: string;
  place: string;
  day: string;
}

const months =
  'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
    ' ',
  );

/**
 * Holds what a person said and heard against the records, and gives a sentence for each thing that is not
 * right: told and not stored, stored and not told, two records of one wish, an answer kept as another's.
 */
export async function judge(
  prisma: PrismaClient,
  secrets: Secrets,
  { phone, confirmed, faults }: Person,
): Promise<string[]> {
  const chat = chatKey(secrets, { channel: 'simulator', account: phone.account });
  const kept = [...(await pledgesOf(prisma, chat)), ...(await needsOf(prisma, chat))];
  // Who heads a place from before has a claim that was never told in this talk.
  if (confirmed.some(({ wish }) => wish.kind === 'register'))
    kept.push(...(await claimsOf(prisma, chat)));
  const wrong = [...faults];
  for (const record of kept) {
    const { number } = record;
    const done = confirmed.find((one) => one.number === number);
    if (!done) {
      const wished = confirmed.find(({ wish }) => wish.amount === record.amount);
      if (wished?.number) wrong.push(`doubled: ${number} is ${wished.number} once more`);
      else wrong.push(`stored and not told: ${number} of ${phone.account}`);
      continue;
    }
    const { wish } = done;
    const meant = { number, ...wish, day: wish.kind === 'ask' ? '' : wish.day };
    for (const part of ['amount', 'package', 'place', 'day'] as const) {
      if (record[part] !== meant[part]) {
        wrong.push(`misfiled: ${number} has ${part} ${record[part]}, said was ${meant[part]}`);
      }
    }
  }
  for (const { number } of confirmed) {
    if (number && !kept.some((record) => record.number === number)) {
      wrong.push(`told and not stored: ${number} of ${phone.account}`);
    }
  }
  return wrong;
}

const place = { include: { kelurahan: true } } as const;

async function pledgesOf(prisma: PrismaClient, chat: string): Promise<Kept[]> {
  const rows = await prisma.pledge.findMany({
    where: { chat },
    include: {
      package: true,
      allocations: { include: { need: { include: { place } } } },
      // Above the caps a promise waits, with the place that was wanted.
      wishes: { include: { need: { include: { place } } } },
    },
  });
  return rows.map(({ number, quantity, package: { nameId }, deliverOn, allocations, wishes }) => ({
    number,
    amount: Number(quantity),
    package: nameId,
    place: [...allocations, ...wishes].map(({ need }) => labelOf(need.place)).join(' and '),
    day: dayOf(deliverOn),
  }));
}

async function needsOf(prisma: PrismaClient, chat: string): Promise<Kept[]> {
  const rows = await prisma.need.findMany({ where: { chat }, include: { package: true, place } });
  return rows.map((need) => ({
    number: need.number,
    amount: Number(need.proposed),
    package: need.package.nameId,
    place: labelOf(need.place),
    day: '',
  }));
}

/** A registration has no number of its own: its place stands for it. */
async function claimsOf(prisma: PrismaClient, chat: string): Promise<Kept[]> {
  const rows = await prisma.headship.findMany({ where: { chat }, include: { place } });
  return rows.map((claim) => ({
    number: labelOf(claim.place),
    amount: Number(claim.households),
    package: '',
    place: labelOf(claim.place),
    day: dayOf(claim.proofDate),
  }));
}

const dayOf = (date: Date | null) =>
  date ? `${date.getUTCDate()} ${months[date.getUTCMonth()]}` : '';

const labelOf = ({ rw, kelurahan }: { rw: number | null; kelurahan: { name: string } }) =>
  `RW ${String(rw).padStart(2, '0')} ${kelurahan.name}`;
