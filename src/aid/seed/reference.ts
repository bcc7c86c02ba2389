import type { Basis, Nature } from '../../store/generated/client.ts';

/** What DOMAIN §2 says may be given. All of it is data: admins change it, and a seed never changes it back. */

export interface FieldSeed {
  key: string;
  id: string;
  en: string;
  skpd: string;
  packages: PackageSeed[];
}

export interface PackageSeed {
  key: string;
  nature: Nature;
  /** What it is called, and what is counted of it. */
  name: [id: string, en: string];
  unit: [id: string, en: string];
  /** Whole rupiah for one package. Where none is published there is none. */
  prices?: Partial<Record<Basis, number>>;
}

export const fields: FieldSeed[] = [
  {
    key: 'pangan',
    id: 'Pangan',
    en: 'Food',
    skpd: 'Dinas Sosial, bersama Biro Kerja Sama Daerah',
    packages: [
      {
        key: 'sembako',
        nature: 'goods',
        name: ['Paket sembako', 'Staple food package'],
        unit: ['paket sembako', 'staple food packages'],
        prices: { household_week: 200_000 },
      },
      {
        key: 'siap-saji',
        nature: 'goods',
        name: ['Paket makan siap saji', 'Ready meals'],
        unit: ['paket makan siap saji', 'ready-meal packages'],
        // For the two meals of a day.
        prices: { person_day: 45_000 },
      },
      {
        key: 'lebaran',
        nature: 'goods',
        name: ['Paket Lebaran', 'Lebaran package'],
        unit: ['paket Lebaran', 'Lebaran packages'],
        prices: { household_once: 85_000 },
      },
      {
        key: 'thr',
        nature: 'cash',
        name: ['Paket THR', 'Holiday allowance (THR)'],
        unit: ['paket THR', 'holiday allowances (THR)'],
        prices: { person_once: 50_000, household_once: 200_000 },
      },
    ],
  },
  {
    key: 'pendidikan',
    id: 'Pendidikan',
    en: 'Education',
    skpd: 'Dinas Pendidikan',
    packages: [
      {
        key: 'tablet',
        nature: 'goods',
        name: ['Tablet/HP untuk pelajar', 'Tablet/phone for a pupil'],
        unit: ['tablet atau HP', 'tablets or phones'],
      },
      {
        key: 'komputer',
        nature: 'goods',
        name: ['PC/laptop untuk guru', 'PC/laptop for a teacher'],
        unit: ['PC atau laptop', 'PCs or laptops'],
      },
    ],
  },
  {
    key: 'persampahan',
    id: 'Persampahan',
    en: 'Waste',
    skpd: 'Dinas Lingkungan Hidup',
    packages: [
      {
        key: 'timbangan',
        nature: 'goods',
        name: ['Timbangan digital', 'Digital scale'],
        unit: ['timbangan digital', 'digital scales'],
      },
      {
        key: 'pencacah',
        nature: 'goods',
        name: ['Mesin pencacah', 'Shredder'],
        unit: ['mesin pencacah', 'shredders'],
      },
      {
        key: 'gerobak-motor',
        nature: 'goods',
        name: ['Gerobak motor', 'Motor cart'],
        unit: ['gerobak motor', 'motor carts'],
      },
      {
        key: 'bank-sampah',
        nature: 'goods',
        name: ['Perangkat bank sampah', 'Waste bank kit'],
        unit: ['perangkat bank sampah', 'waste bank kits'],
      },
      {
        key: 'maggot',
        nature: 'goods',
        name: ['Perangkat maggot', 'Maggot kit'],
        unit: ['perangkat maggot', 'maggot kits'],
      },
      {
        key: 'jelantah',
        nature: 'goods',
        name: ['Penampung jelantah', 'Used-oil collection kit'],
        unit: ['perangkat penampung jelantah', 'used-oil collection kits'],
      },
    ],
  },
  {
    key: 'permukiman',
    id: 'Permukiman',
    en: 'Housing',
    skpd: 'Dinas Perumahan Rakyat dan Kawasan Permukiman',
    packages: [
      {
        key: 'toilet',
        nature: 'work',
        name: ['Toilet umum', 'Public toilet'],
        unit: ['unit toilet', 'toilets'],
      },
      {
        key: 'saluran',
        nature: 'work',
        name: ['Saluran air', 'Drain'],
        unit: ['meter saluran air', 'metres of drain'],
      },
      {
        key: 'lampu',
        nature: 'work',
        name: ['Lampu jalan', 'Street lamp'],
        unit: ['unit lampu jalan', 'street lamps'],
      },
      {
        key: 'paving',
        nature: 'work',
        name: ['Paving jalan', 'Paving'],
        unit: ['meter paving', 'metres of paving'],
      },
    ],
  },
  {
    key: 'ketenagakerjaan',
    id: 'Ketenagakerjaan',
    en: 'Employment',
    skpd: 'Dinas Tenaga Kerja, Transmigrasi dan Energi',
    packages: [
      {
        key: 'pelatihan-teknis',
        nature: 'seat',
        name: ['Pelatihan hard skill', 'Hard-skill training'],
        unit: ['kursi pelatihan keahlian', 'hard-skill training seats'],
      },
      {
        key: 'pelatihan-nonteknis',
        nature: 'seat',
        name: ['Pelatihan soft skill', 'Soft-skill training'],
        unit: ['kursi pelatihan nonteknis', 'soft-skill training seats'],
      },
      {
        key: 'alat-kerja',
        nature: 'goods',
        name: ['Alat kerja', 'Work-tool set'],
        unit: ['set alat kerja', 'sets of work tools'],
      },
    ],
  },
  {
    key: 'umkm',
    id: 'UMKM',
    en: 'Small businesses',
    skpd: 'Dinas PPKUKM',
    packages: [
      {
        key: 'alat-usaha',
        nature: 'goods',
        name: ['Alat usaha', 'Business tool set'],
        unit: ['set alat usaha', 'sets of business tools'],
      },
      {
        key: 'modal',
        nature: 'cash',
        name: ['Pinjaman modal', 'Capital loan'],
        unit: ['rupiah pinjaman modal', 'rupiah of capital loan'],
      },
      {
        key: 'pelatihan-usaha',
        nature: 'seat',
        name: ['Pelatihan usaha', 'Business training'],
        unit: ['kursi pelatihan usaha', 'business training seats'],
      },
    ],
  },
];
