import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, tuesday } from './world.ts';

const database = useDatabase();

beforeAll(async () => {
  await createWorld(database.prisma, database.secrets).seed();
});

describe('the database holds to one', () => {
  test('claim of a person to a place, beside the office that they hold', async () => {
    const place = await database.prisma.place.create({
      data: { kind: 'rw', kelurahanCode: gambir, rw: 45, createdAt: tuesday },
    });
    const person = await database.prisma.person.create({ data: { createdAt: tuesday } });
    const claim = { placeId: place.id, personId: person.id, claimedAt: tuesday };
    const office = { ...claim, state: 'verified', verifiedAt: tuesday } as const;
    await database.prisma.headship.create({ data: office });
    await database.prisma.headship.create({ data: claim });
    await expect(database.prisma.headship.create({ data: claim })).rejects.toThrow(
      'Unique constraint failed',
    );
  });

  test('way of a headship, and nobody is refused or asked without a word', async () => {
    const place = await database.prisma.place.create({
      data: { kind: 'rw', kelurahanCode: gambir, rw: 46, createdAt: tuesday },
    });
    const person = await database.prisma.person.create({ data: { createdAt: tuesday } });
    const { id } = await database.prisma.headship.create({
      data: { placeId: place.id, personId: person.id, claimedAt: tuesday },
    });
    const set = (data: Parameters<typeof database.prisma.headship.update>[0]['data']) =>
      database.prisma.headship.update({ where: { id }, data });
    await expect(set({ state: 'refused', reason: 'SK lama' })).rejects.toThrow('headship_told');
    await expect(set({ askedAt: tuesday })).rejects.toThrow('headship_told');
    await expect(set({ households: 0 })).rejects.toThrow('headship_households');
    await set({ state: 'refused', reason: 'SK lama', remedy: 'kirim yang baru' });
    const verified = { state: 'verified', verifiedAt: tuesday } as const;
    await expect(set(verified)).rejects.toThrow('does not go from refused to verified');
    await set({ state: 'claimed', reason: null, remedy: null });
    await set(verified);
    await expect(set({ state: 'claimed' })).rejects.toThrow('from verified to claimed');
    await set({ state: 'ended', endedAt: tuesday });
    await expect(set({ ...verified, endedAt: null })).rejects.toThrow('from ended to verified');
  });

  test('panti or pesantren of a name in a kelurahan, however it is written', async () => {
    const create = (name: string, kind: 'panti' | 'pesantren' = 'panti') =>
      database.prisma.place.create({
        data: { kind, kelurahanCode: gambir, name, createdAt: tuesday },
      });
    await create('Panti Asuhan Al-Kasih');
    for (const same of ['al kasih', 'PANTI ALKASIH', 'Yayasan Al.Kasih'])
      await expect(create(same)).rejects.toThrow('Unique constraint failed');
    await create('Al-Kasih', 'pesantren');
    await create('Panti Asuhan');
    await expect(create('...')).rejects.toThrow('place_has_a_name');
  });
});
