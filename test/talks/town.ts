import { randomUUID } from 'node:crypto';
import { consentText } from '../../src/aid/person/rules.ts';
import type { Address } from '../../src/chat/message.ts';
import { openDatabase } from '../../src/store/database.ts';
import { chatKey, createSecrets } from '../../src/store/secrets.ts';

/** Two weeks before the first talk. */
const before = new Date('2026-11-10T03:00:00Z');

/** Of the voice's last talk: 612 RW heads in Jakarta Timur, of whom 17 want no announcements and 7 cannot be reached. */
const heads = { all: 612, quiet: 17, unreachable: 7 };
/** The announcement before this one was P-117. */
const nextNumber = 118;
const puloGadung = '31.75.02.1001';

/** Lays the RW heads of a whole kota, Pak Budi of RW 03 Pulo Gadung the first of them. */
export async function layTown(
  databaseUrl: string,
  key: Uint8Array,
  addressOf: (name: string) => Address | Promise<Address>,
): Promise<void> {
  const secrets = createSecrets(key);
  const { prisma, close } = await openDatabase({ databaseUrl, dataDir: '/nowhere' });
  try {
    const kelurahan = await prisma.region.findMany({
      where: { kind: 'kelurahan', code: { startsWith: '31.75.' }, NOT: { code: puloGadung } },
      orderBy: { code: 'asc' },
    });
    const people = [];
    for (let index = 0; index < heads.all; index++) {
      const name = index === 0 ? 'Pak Budi' : `Kepala ${index}`;
      const isReached = index === 0 || index <= heads.all - 1 - heads.unreachable;
      people.push({
        id: randomUUID(),
        place: randomUUID(),
        name: name.replace('Pak ', ''),
        address: isReached ? await addressOf(name) : undefined,
        isQuiet: index > 0 && index <= heads.quiet,
        rw: index === 0 ? 3 : 1 + Math.floor((index - 1) / kelurahan.length),
        kelurahan:
          index === 0 ? puloGadung : (kelurahan[(index - 1) % kelurahan.length]?.code ?? ''),
        at: new Date(before.getTime() + index),
      });
    }
    await prisma.person.createMany({
      data: people.map(({ id, name, isQuiet, at }) => ({
        ...{ id, name: secrets.seal(name), sapaan: 'Pak', createdAt: at },
        quietAt: isQuiet ? before : null,
      })),
    });
    await prisma.address.createMany({
      data: people.flatMap(({ id, address, at }) =>
        address
          ? [
              {
                ...{ personId: id, channel: address.channel, createdAt: at },
                account: secrets.seal(address.account),
                chat: chatKey(secrets, address),
              },
            ]
          : [],
      ),
    });
    await prisma.consent.createMany({
      data: people.map(({ id, at }) => ({
        ...{ personId: id, textVersion: consentText, givenAt: at },
        channel: 'telegram' as const,
      })),
    });
    await prisma.place.createMany({
      data: people.map(({ place, rw, kelurahan: kelurahanCode, at }) => ({
        ...{ id: place, kind: 'rw' as const, rw, kelurahanCode, households: 820n, createdAt: at },
      })),
    });
    await prisma.headship.createMany({
      data: people.map(({ id, place, at }) => ({
        ...{ personId: id, placeId: place, state: 'verified' as const, claimedAt: at },
        ...{ verifiedAt: at, proofNumber: secrets.seal('45 Tahun 2024'), households: 820n },
      })),
    });
    await prisma.$executeRawUnsafe(
      `ALTER SEQUENCE announcement_number_seq RESTART WITH ${nextNumber}`,
    );
  } finally {
    await close();
  }
}
