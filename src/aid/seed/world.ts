/**
 * The people and places that the demo and the tests share. The kelurahan are real; people, numbers and
 * figures are invented.
 */

export interface DemoPerson {
  /** Their account in the simulator. */
  account: string;
  sapaan: string;
  name: string;
  phone: string;
}

export interface DemoNeed {
  package: string;
  /** Asked for, and approved. */
  quantity: number;
}

export interface DemoPlace {
  head: DemoPerson;
  kelurahan: string;
  rw: number;
  households: number;
  needs: DemoNeed[];
}

const person = (account: string, sapaan: string, name: string, phone: string): DemoPerson => ({
  account,
  sapaan,
  name: `${name} (contoh)`,
  phone,
});

/** The oldest request comes first. */
export const places: DemoPlace[] = [
  {
    head: person('budi', 'Pak', 'Budi', '+6281234567890'),
    kelurahan: 'Pulo Gadung',
    rw: 3,
    households: 820,
    needs: [
      { package: 'sembako', quantity: 145 },
      { package: 'lampu', quantity: 10 },
    ],
  },
  {
    head: person('wati', 'Bu', 'Wati', '+6281200000011'),
    kelurahan: 'Penggilingan',
    rw: 11,
    households: 1_150,
    needs: [
      { package: 'sembako', quantity: 200 },
      { package: 'pelatihan-teknis', quantity: 30 },
    ],
  },
  {
    head: person('agus', 'Pak', 'Agus', '+6281200000006'),
    kelurahan: 'Kampung Melayu',
    rw: 6,
    households: 940,
    needs: [
      { package: 'sembako', quantity: 180 },
      { package: 'alat-usaha', quantity: 15 },
      { package: 'saluran', quantity: 60 },
    ],
  },
  {
    head: person('sri', 'Bu', 'Sri', '+6281200000005'),
    kelurahan: 'Pulo Gadung',
    rw: 5,
    households: 760,
    needs: [
      { package: 'sembako', quantity: 140 },
      { package: 'siap-saji', quantity: 300 },
    ],
  },
  {
    head: person('hendra', 'Pak', 'Hendra', '+6281200000008'),
    kelurahan: 'Pulo Gadung',
    rw: 8,
    households: 690,
    needs: [
      { package: 'sembako', quantity: 150 },
      { package: 'tablet', quantity: 12 },
    ],
  },
  {
    head: person('yusuf', 'Pak', 'Yusuf', '+6281200000002'),
    kelurahan: 'Jatinegara Kaum',
    rw: 2,
    households: 880,
    needs: [
      { package: 'sembako', quantity: 210 },
      { package: 'timbangan', quantity: 2 },
      { package: 'pelatihan-usaha', quantity: 20 },
    ],
  },
];

/** Registered, and waiting for the kelurahan's officer. */
export const claim: Omit<DemoPlace, 'needs'> = {
  head: person('tuti', 'Bu', 'Tuti', '+6281200000007'),
  kelurahan: 'Pulo Gadung',
  rw: 7,
  households: 710,
};

/** Who works for the programme. */
export const staff: {
  person: DemoPerson;
  kind: 'admin' | 'skpd' | 'kelurahan';
  field?: string;
  kelurahan?: string;
}[] = [
  { person: person('dodi', 'Pak', 'Dodi', '+6281200000031'), kind: 'admin' },
  { person: person('citra', 'Bu', 'Citra', '+6281200000021'), kind: 'skpd', field: 'pangan' },
  {
    person: person('eko', 'Pak', 'Eko', '+6281200000041'),
    kind: 'kelurahan',
    kelurahan: 'Pulo Gadung',
  },
];

/** A donor who has given before. */
export const donor = {
  person: person('rina', 'Bu', 'Rina', '+6281200000013'),
  kind: 'dunia-usaha',
  organisation: 'PT Contoh Jaya',
} as const;

/** Promised by that donor. What has come is received; what has not is on its way. */
export const promises: {
  rw: number;
  kelurahan: string;
  package: string;
  promised: number;
  came: number;
}[] = [
  { kelurahan: 'Penggilingan', rw: 11, package: 'sembako', promised: 6, came: 6 },
  { kelurahan: 'Kampung Melayu', rw: 6, package: 'sembako', promised: 9, came: 0 },
  { kelurahan: 'Pulo Gadung', rw: 5, package: 'sembako', promised: 20, came: 20 },
  { kelurahan: 'Pulo Gadung', rw: 8, package: 'sembako', promised: 25, came: 0 },
  { kelurahan: 'Jatinegara Kaum', rw: 2, package: 'sembako', promised: 40, came: 40 },
  { kelurahan: 'Pulo Gadung', rw: 5, package: 'siap-saji', promised: 50, came: 50 },
];

/** Lembaga penyalur with a PUB permit. Names, numbers and permits are invented; a real installation begins with none. */
export const distributors = [
  {
    key: 'penyalur-contoh-1',
    name: 'Yayasan Salur Baik (contoh)',
    permitNumber: 'PUB-CONTOH/001/2026',
    contactName: 'Bu Lestari (contoh)',
    contactPhone: '+6281200000031',
  },
  {
    key: 'penyalur-contoh-2',
    name: 'Lembaga Titip Warga (contoh)',
    permitNumber: 'PUB-CONTOH/002/2026',
    contactName: 'Pak Harun (contoh)',
    contactPhone: '+6281200000032',
  },
];
