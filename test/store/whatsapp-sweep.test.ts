import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { keepRetention } from '../../src/aid/data/silent.ts';
import { bindRecords } from '../../src/records.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const bytes = new Uint8Array([1, 2, 3]);
const ago = (days: number) => new Date(Date.now() - days * 24 * 3600_000);

test("the hourly job keeps WhatsApp's part without a connection: the number may be banned or unlinked", async () => {
  const { prisma, secrets } = database;
  const contact = (name: string, forgottenAt: Date | null) => ({
    ...{ id: randomUUID(), lidHash: name, forgottenAt },
    addresses: secrets.seal(JSON.stringify({ lid: `${name}@lid` })),
  });
  const known = contact('known', null);
  await prisma.whatsappContact.createMany({
    data: [known, contact('old', ago(1.1)), contact('new', ago(0.9))],
  });
  const message = (name: string, at: Date, doneAt: Date | null) => ({
    ...{ name, at, doneAt },
    ...{ body: bytes, place: 1n },
  });
  await prisma.whatsappMessage.createMany({
    data: [
      message('old', ago(36), ago(36)),
      message('answered late', ago(40), ago(34)),
      message('never answered', ago(36), null),
      message('waiting', ago(34), null),
    ],
  });
  const sent = (id: string, at: Date) => ({
    ...{ id, at, contactId: known.id, body: bytes },
    ...{ push: false, state: 'read' as const, place: 1n },
  });
  await prisma.whatsappSent.createMany({ data: [sent('old', ago(36)), sent('new', ago(34))] });
  const file = (token: string, expiresAt: Date) => ({
    ...{ token, expiresAt, content: bytes },
    ...{ mime: 'text/csv', name: 'laporan.csv' },
  });
  await prisma.whatsappFile.createMany({
    data: [file('old', ago(0.1)), file('new', ago(-0.1))],
  });
  const now = new Date();
  await prisma.$transaction((db) => keepRetention(bindRecords(secrets)(db, now), '', { now }));
  const contacts = await prisma.whatsappContact.findMany({ orderBy: { lidHash: 'asc' } });
  expect(contacts.map(({ lidHash }) => lidHash)).toEqual(['known', 'new']);
  const messages = await prisma.whatsappMessage.findMany({ orderBy: { name: 'asc' } });
  expect(messages.map(({ name }) => name)).toEqual(['answered late', 'waiting']);
  expect((await prisma.whatsappSent.findMany()).map(({ id }) => id)).toEqual(['new']);
  expect((await prisma.whatsappFile.findMany()).map(({ token }) => token)).toEqual(['new']);
});
