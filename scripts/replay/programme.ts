/** The programme's published totals of commitments (DOMAIN §3). */
export const published = {
  sembako: 64_464,
  'siap-saji': 174_948,
  lebaran: 33_687,
  thr: 2_344,
} as const;
export type PackageKey = keyof typeof published;
export const packages = Object.keys(published) as PackageKey[];

/** The programme's seven kinds of donor, and how each is called on the buttons. */
export const donorKinds = [
  'perorangan',
  'dunia-usaha',
  'komunitas',
  'lembaga-sosial',
  'asosiasi',
  'instansi-pemerintah',
  'kelompok-masyarakat',
] as const;

/** How a promise goes on: all of it comes, less, days after its day, or never. */
export type Fate = 'whole' | 'short' | 'late' | 'never';

export interface Promise_ {
  donor: string;
  kind: (typeof donorKinds)[number];
  package: PackageKey;
  amount: number;
  /** The place, by its index. */
  place: number;
  fate: Fate;
  /** What comes in good condition, and damaged ones beside it. */
  good: number;
  damaged: number;
}

export interface Plan {
  promises: Promise_[];
  /** By place and package, what its head asks for: a fifth more than is promised to it. */
  needs: Record<PackageKey, number>[];
}

export const scaled = (scale: number): Record<PackageKey, number> =>
  Object.fromEntries(
    packages.map((key) => [key, Math.max(1, Math.round(published[key] * scale))]),
  ) as Record<PackageKey, number>;

/** Promises of all seven kinds that come to exactly the totals. `chance` gives 0 to 1. */
export function plan(scale: number, chance: () => number): Plan {
  const totals = scaled(scale);
  const all = packages.reduce((sum, key) => sum + totals[key], 0);
  const places = Math.max(3, Math.ceil(all / 1500));
  const needs = Array.from({ length: places }, () => ({
    sembako: 0,
    'siap-saji': 0,
    lebaran: 0,
    thr: 0,
  }));
  const promises: Promise_[] = [];
  for (const key of packages) {
    let left = totals[key];
    while (left > 0) {
      const amount = Math.min(left, 1 + Math.floor(chance() * largest(scale)));
      left -= amount;
      const place = Math.floor(chance() * places);
      const need = needs[place];
      if (need) need[key] += amount;
      const kind = donorKinds[promises.length % donorKinds.length] ?? 'perorangan';
      const donor = `donor-${promises.length}`;
      promises.push({ donor, kind, package: key, amount, place, ...fateOf(key, amount, chance) });
    }
  }
  for (const need of needs)
    for (const key of packages) if (need[key] > 0) need[key] += Math.ceil(need[key] / 5);
  return { promises, needs };
}

/** Up to the 500 packages of a company (VOICE b); less to a smaller scale, so that it has many promises too. */
const largest = (scale: number) => Math.max(20, Math.round(500 * Math.min(1, scale * 2)));

function fateOf(
  key: PackageKey,
  amount: number,
  chance: () => number,
): { fate: Fate; good: number; damaged: number } {
  const at = chance();
  // Of money nothing is counted at the door: the distributor states what it passed on.
  if (key === 'thr')
    return { fate: at < 0.8 ? 'whole' : 'never', good: at < 0.8 ? amount : 0, damaged: 0 };
  if (at < 0.08) return { fate: 'never', good: 0, damaged: 0 };
  if (at < 0.16) return { fate: 'late', good: amount, damaged: 0 };
  if (at < 0.3 && amount > 4) {
    const damaged = Math.floor(chance() * 3);
    return { fate: 'short', good: amount - damaged - 1 - Math.floor(chance() * 2), damaged };
  }
  return { fate: 'whole', good: amount, damaged: 0 };
}
