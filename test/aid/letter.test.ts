import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { invite } from '../../src/aid/staff/invitations.ts';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
const photo = { kind: 'photo', file: 'AgACAgUAAxkBAAIB' } as const;
let world: World;
let eko: Phone;
let number = 10;
/** A head of their own, and an RW that nobody has named, for each test. */
let head: Phone;
let at: ReturnType<typeof rw>;

/** Somebody who works for the programme, by an invitation that they took up. */
async function staff(
  account: string,
  office: { kind: 'admin' | 'skpd' | 'kelurahan'; fieldKey?: string; areaCode?: string },
): Promise<Phone> {
  const person = await world.known(account, 'Bu', account, '+6281200000099');
  const { code } = await world.transact((records) =>
    invite(records, {
      ...office,
      name: account,
      actor: { as: 'operator' },
      chance: account,
      now: tuesday,
    }),
  );
  expect(await person.calls('staff.join', { code })).toMatchObject({ end: 'joined' });
  return person;
}

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  eko = await staff('eko', { kind: 'kelurahan', areaCode: puloGadung });
});

beforeEach(async () => {
  number += 1;
  at = rw(puloGadung, number);
  head = await world.known(`head-${number}`, 'Pak', `Kepala ${number}`, '+6281200000050');
  world.notices.length = 0;
});

describe('the photo of a letter', () => {
  /** A photo of the letter that is kept, as if it had been fetched. */
  async function pictured(claim: string, phone: Phone) {
    const { gives } = await phone.calls('photo.waiting');
    const whose = gives.items.find(({ key }: { key: string }) => key === `p.${claim}`);
    await phone.calls('photo.send', { whose, photo });
    const content = new Uint8Array(database.secrets.sealBytes(new Uint8Array([1])));
    const kept = { state: 'kept', mime: 'image/jpeg', size: 1, content, file: null } as const;
    await database.prisma.media.updateMany({
      where: { headshipId: claim },
      data: { ...kept, endedAt: tuesday },
    });
  }

  test('is the claimant’s own; that of somebody else is asked for by itself', async () => {
    const slamet = await world.known(`slamet-${number}`, 'Pak', 'Slamet', '+6281200000051');
    const other = await world.claimed(slamet, at);
    await pictured(other.claim, slamet);
    const { claim } = await world.claimed(head, at);
    world.notices.length = 0;
    // The other letter was shown for this one, and nothing said that there is none.
    expect(await eko.calls('place.proof', { claim })).toEqual({
      end: 'none',
      gives: { who: `Pak Kepala ${number}` },
    });
    expect(world.notices).toEqual([]);
    expect(await eko.calls('place.rival-proof', { claim })).toEqual({
      end: 'sent',
      gives: { who: 'Pak Slamet' },
    });
    expect(world.notices[0]?.args.about).toContain('Pak Slamet');
    await pictured(claim, head);
    world.notices.length = 0;
    expect((await eko.calls('place.proof', { claim })).end).toBe('sent');
    expect(world.notices.map(({ args }) => args.about)).toEqual([
      expect.stringContaining(`Pak Kepala ${number}`),
    ]);
  });

  test('brings it back before the officer, and what else was asked for still stands beside it', async () => {
    const { claim } = await world.claimed(head, at);
    const waits = async () =>
      ((await eko.calls('place.claims')).gives.items ?? []).some(
        ({ key }: { key: string }) => key === claim,
      );
    await eko.calls('place.ask', { claim, missing: 'foto dan nomornya' }, { now: tuesday });
    expect(await waits()).toBe(false);
    const whose = { key: `p.${claim}`, label: 'Bukti' };
    const later = { now: new Date(tuesday.getTime() + 3600_000) };
    expect(await head.calls('photo.send', { whose, photo }, later)).toMatchObject({
      end: 'sent',
      gives: { still: [{ words: 'foto dan nomornya' }] },
    });
    expect(await waits()).toBe(true);
    expect((await eko.calls('place.claim', { claim })).gives.earlier).toEqual([
      { words: 'foto dan nomornya' },
    ]);
    await world.claimed(head, at);
    expect(await waits()).toBe(true);
    // What was asked for stands beside what came.
    const { gives } = await eko.calls('place.claim', { claim });
    expect(gives.earlier).toEqual([{ words: 'foto dan nomornya' }]);
  });
});

test('what was sent again since it was read is not decided unseen', async () => {
  const { claim } = await world.claimed(head, at);
  const seen = (await eko.calls('place.claim', { claim })).gives.version;
  const later = new Date(tuesday.getTime() + 60_000);
  await world.claimed(head, at, { households: 999 }, later);
  const says = async (verb: Parameters<Phone['calls']>[0], more: object) =>
    (await eko.calls(verb, { claim, seen, ...more })).end;
  expect(await says('place.approve', {})).toBe('changed');
  expect(await says('place.hand-over', {})).toBe('changed');
  expect(await says('place.ask', { missing: 'alamat' })).toBe('changed');
  expect(await says('place.refuse', { reason: 'SK lama', remedy: 'kirim lagi' })).toBe('changed');
  const again = (await eko.calls('place.claim', { claim })).gives.version;
  expect((await eko.calls('place.approve', { claim, seen: again })).end).toBe('approved');
});

test('two who say that they head one place are told apart in the list', async () => {
  const slamet = await world.known(`slamet-${number}`, 'Pak', 'Slamet', '+6281200000051');
  await world.claimed(slamet, at);
  await world.claimed(head, at);
  const { gives } = await eko.calls('place.claims');
  const labels: string[] = gives.items.map(({ label }: { label: { id: string } }) => label.id);
  expect(labels).toContainEqual(expect.stringMatching(`^RW ${number} Pulo Gadung · 1, Selasa`));
  expect(labels.join()).not.toMatch(/Slamet|Kepala/);
  expect(new Set(labels).size).toBe(labels.length);
});

test('a letter that is still to come is seen, and makes nobody head', async () => {
  const later = { number: undefined, dated: undefined, ends: undefined };
  const { claim } = await world.claimed(head, at, later);
  expect((await head.calls('place.standing')).end).toBe('letterless');
  expect((await eko.calls('place.claim', { claim })).gives.written.id).toBe(
    'nomor dan tanggal menyusul',
  );
  expect((await eko.calls('place.approve', { claim })).end).toBe('letterless');
  expect((await eko.calls('place.hand-over', { claim })).end).toBe('letterless');
  // Asked for something beside it, the number is still what is asked of the head first.
  await eko.calls('place.ask', { claim, missing: 'foto SK' });
  expect(await head.calls('place.standing')).toMatchObject({
    end: 'letterless',
    gives: { asks: [{ words: 'foto SK' }] },
  });
  // Refused before it came, what is asked of the head is still the number.
  await eko.calls('place.refuse', { claim, reason: 'SK belum ada', remedy: 'kirim SK' });
  expect(await head.calls('place.standing')).toMatchObject({
    end: 'letterless',
    gives: { asks: [{ words: 'SK belum ada. kirim SK' }] },
  });
  await world.claimed(head, at);
  expect((await head.calls('place.standing')).end).toBe('waiting');
  expect((await eko.calls('place.approve', { claim })).end).toBe('approved');
});
