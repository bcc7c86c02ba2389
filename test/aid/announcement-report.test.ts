import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { actions } from '../../src/aid/actions.ts';
import { progressArgs } from '../../src/aid/announcement/ended.ts';
import { loadBook } from '../../src/flow/load.ts';
import { renderNotice } from '../../src/flow/notice.ts';
import { readSources } from '../../src/flow/read.ts';
import type { AnnouncementState, RecipientState } from '../../src/store/generated/client.ts';
import { useDatabase } from '../database.ts';
import { tuesday } from './world.ts';

const database = useDatabase();
const records = () => ({ db: database.prisma, secrets: database.secrets, notify: async () => {} });
const loaded = loadBook(await readSources(), actions);
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const { book } = loaded;

beforeEach(() => database.prisma.announcement.deleteMany());

/** An announcement whose recipients ended so, told as the message that is changed all the while tells it. */
async function told(
  state: AnnouncementState,
  counts: Partial<Record<RecipientState, number>>,
  language: 'id' | 'en' = 'id',
): Promise<string> {
  const ended = state === 'done' || state === 'stopped' ? { endedAt: tuesday } : {};
  const { id } = await database.prisma.announcement.create({
    data: {
      ...{ number: 118, state, audience: { who: 'rw' }, textId: 'halo', chat: 'c' },
      ...{ question: randomUUID(), createdAt: tuesday, changedAt: tuesday },
      ...{ confirmedAt: tuesday, startsAt: tuesday, ...ended },
    },
  });
  const rows = Object.entries(counts).flatMap(([how, count]) =>
    Array.from({ length: count }, () => ({
      ...{ announcementId: id, dueAt: tuesday, state: how as RecipientState },
      ...(how === 'skipped' && { why: 'quiet' }),
    })),
  );
  await database.prisma.recipient.createMany({ data: rows });
  return renderNotice(book, 'announcement-progress', await progressArgs(records(), id), language);
}

describe('the message that tells how it stands', () => {
  const ended = { sent: 351, blocked: 4, failed: 1, uncertain: 1, skipped: 24 };

  // 351 + 231 + 4 + 1 + 1 + 24 = 612, in each of them.
  test('adds up while some are waited for', async () => {
    expect(await told('sending', { ...ended, waiting: 231 })).toBe(
      '**P-118, sementara:** dari 612 ketua RW\nTerkirim 351 · menunggu 231 · memblokir bot 4 · tidak sampai 1 · belum pasti 1 · dilewati 24',
    );
  });

  test('adds up when they have waited too long', async () => {
    expect(await told('done', { ...ended, expired: 231 })).toBe(
      '**P-118, selesai:** dari 612 ketua RW\nTerkirim 351 · menunggu 0 · memblokir bot 4 · tidak sampai 1 · belum pasti 1 · dilewati 24\nTerlalu lama menunggu 231',
    );
  });

  test('adds up in English', async () => {
    expect(await told('done', { ...ended, expired: 231 }, 'en')).toBe(
      '**P-118, done:** of 612 RW heads\nSent 351 · waiting 0 · blocked the bot 4 · not arrived 1 · uncertain 1 · passed over 24\nWaited too long 231',
    );
  });
});
