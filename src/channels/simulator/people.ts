import { z } from 'zod';

/** Someone whose phone stands on the page. Anybody else can be added there by name. */
export interface Person {
  /** Matches `accountShape`. */
  account: string;
  name: string;
  /** Who they are, in a few words. */
  about: string;
  /** The number that `Kirim nomor saya` shares, E.164. */
  phone: string;
  /** What a newcomer might tap to begin with. */
  tries: string[];
}

/** An account of the simulator: `ani`, `rw-03`. */
export const accountShape = z.string().regex(/^[a-z0-9-]{1,30}$/);

/** The five of the demo and the tests. Names and numbers are invented. */
export const demoPeople: readonly Person[] = [
  {
    account: 'ani',
    name: 'Ani',
    about: 'Donatur',
    phone: '+6281200000012',
    tries: ['halo', 'mau bantu'],
  },
  {
    account: 'budi',
    name: 'Pak Budi',
    about: 'Ketua RW 03',
    phone: '+6281234567890',
    tries: ['minta', 'permintaan saya'],
  },
  {
    account: 'citra',
    name: 'Citra',
    about: 'Petugas Dinas Sosial',
    phone: '+6281200000021',
    tries: ['tugas', 'total'],
  },
  {
    account: 'eko',
    name: 'Pak Eko',
    about: 'Petugas Kelurahan Pulo Gadung',
    phone: '+6281200000041',
    tries: ['tugas', 'cek data'],
  },
  {
    account: 'dodi',
    name: 'Dodi',
    about: 'Admin',
    phone: '+6281200000031',
    tries: ['tugas', 'undang'],
  },
];
