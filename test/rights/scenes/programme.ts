import type { Versioned } from '../../../src/store/generated/client.ts';
import type { Case, Scene } from '../scene.ts';
import type { Scope } from '../scope.ts';

const refuses = /Program hanya bisa diatur oleh admin/;

/** Whether it is on record that this person changed it. */
const did =
  ({ prisma }: Scope, kind: Versioned, key: string) =>
  async (personId: string) =>
    (await prisma.programmeVersion.count({ where: { kind, key, personId } })) > 0;

/** A season of this row alone, which runs beside the one that prices are set in. */
async function season({ prisma, serial }: Scope) {
  const key = `musim-${serial}`;
  const name = `Musim ${serial}`;
  const startsOn = new Date('2025-01-01');
  await prisma.programme.create({
    data: { key, nameId: name, nameEn: name, startsOn, state: 'open' },
  });
  return { key, name };
}

async function distributor({ prisma, serial }: Scope) {
  const key = `yayasan-${serial}`;
  const name = `Yayasan ${serial}`;
  await prisma.distributor.create({
    data: {
      ...{ key, name, permitNumber: 'PUB/1', permitEndsOn: new Date('2027-06-30') },
      ...{ contactName: 'Bu Lestari', contactPhone: '+6281200000031' },
    },
  });
  return { key, name };
}

const scene = (says: RegExp, lays: (scope: Scope) => Promise<Case>): Scene => ({
  office: 'admin',
  says,
  refuses,
  lays,
});
const saved = /✅ Tersimpan/;
/** The field of this row, which no other row has: typed, for the list is long. */
const fieldOf = ({ serial }: Scope) => `Bidang ${serial}`;

export const programmeScenes: Record<string, Scene> = {
  'season.open': scene(/✅ Panen \d+ dibuka/, async (scope) => ({
    steps: [
      ...['program', '[Buka musim baru]', `Panen ${scope.serial}`, '[Sama saja]'],
      ...['1 Desember', '[Belum ditentukan]', '[Ya, buka]'],
    ],
    isDone: did(scope, 'programme', `panen-${scope.serial}`),
  })),
  'season.change': scene(saved, async (scope) => {
    const { key, name } = await season(scope);
    return {
      steps: ['program', '[Ubah musim]', name, '[Batas kontak]', '72', '[Ya, simpan]'],
      isDone: did(scope, 'programme', key),
    };
  }),
  'season.close': scene(/✅ Musim \d+ ditutup/, async (scope) => {
    const { key, name } = await season(scope);
    return {
      steps: ['program', '[Tutup musim]', name, '[Ya, tutup]'],
      isDone: did(scope, 'programme', key),
    };
  }),
  'season.price': scene(saved, async (scope) => ({
    steps: [
      ...['program', '[Harga paket]', fieldOf(scope), '[Paket sembako]', '[satu orang, sehari]'],
      ...['12 ribu', 'hari ini', '[Ya, simpan]'],
    ],
    isDone: async (personId) =>
      (await scope.prisma.programmeVersion.count({
        where: { kind: 'price', key: { endsWith: `/${scope.package}/person_day` }, personId },
      })) > 0,
  })),
  'season.add': scene(/✅ Takjil \d+ ditambahkan/, async (scope) => ({
    steps: [
      ...['program', '[Tambah paket]', fieldOf(scope), '[Barang]', `Takjil ${scope.serial}`],
      ...['[Sama saja]', 'kotak takjil', '[Sama saja]', '[Ya, tambah]'],
    ],
    isDone: did(scope, 'package', `takjil-${scope.serial}`),
  })),
  'season.rename': scene(saved, async (scope) => ({
    steps: ['program', '[Ubah bidang]', fieldOf(scope), '[Dinas]', 'Dinas Lain', '[Ya, simpan]'],
    isDone: did(scope, 'field', scope.field),
  })),
  'season.offer': scene(/✅ .+ ditutup/, async (scope) => ({
    steps: ['program', '[Ubah bidang]', fieldOf(scope), '[Buka atau tutup]', '[Tutup]'],
    isDone: did(scope, 'field', scope.field),
  })),
  'distributor.add': scene(/✅ Lembaga \d+ ditambahkan/, async (scope) => ({
    steps: [
      ...['program', '[Lembaga penyalur]', '[Tambah penyalur]', `Lembaga ${scope.serial}`],
      ...['9/PUB/2026', '30 April 2027', 'Bu Tini', '0812 0000 7777', '[Ya, tambah]'],
    ],
    isDone: did(scope, 'distributor', `lembaga-${scope.serial}`),
  })),
  'distributor.change': scene(saved, async (scope) => {
    const { key, name } = await distributor(scope);
    return {
      steps: [
        ...['program', '[Lembaga penyalur]', '[Ubah atau akhiri]', name, '[Izin PUB]'],
        ...['9/PUB/2026', '30 April 2027', '[Ya, simpan]'],
      ],
      isDone: did(scope, 'distributor', key),
    };
  }),
  'distributor.end': scene(/tidak ditawarkan lagi/, async (scope) => {
    const { key, name } = await distributor(scope);
    return {
      steps: [
        ...['program', '[Lembaga penyalur]', '[Ubah atau akhiri]', name, '[Akhiri]'],
        '[Ya, akhiri]',
      ],
      isDone: did(scope, 'distributor', key),
    };
  }),
};
