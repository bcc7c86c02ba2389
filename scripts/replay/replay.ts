import pg from 'pg';
import {
  approveNeed,
  approvePlace,
  ask,
  codeOf,
  contacts,
  give,
  headOf,
  joins,
  receives,
  register,
  states,
  talk,
} from './people.ts';
import { type PackageKey, type Plan, type Promise_, packages, plan, scaled } from './programme.ts';
import { openTown, type Town } from './town.ts';

export type Amounts = Record<PackageKey, number>;

/** What a replay comes to. `committed` and `delivered` are what the bot says under *total*. */
export interface Replayed {
  committed: Amounts;
  delivered: Amounts;
  /** What was to be committed: the published totals, to scale; and what was brought in good condition. */
  expected: Amounts;
  brought: Amounts;
  /** Needs above their ceiling, or whose sums are not those of their rows. */
  overAllocated: number;
  promises: number;
  /** Kinds of donor that the records know a promise of. */
  donorKinds: number;
  places: number;
  turns: number;
  turnsPerSecond: number;
  rssMb: number;
}

/** Places that one admin looks after, who is answered a thousand times a day. */
const placesOfOne = 50;
const field = 'pangan';
/** People who talk at the same time. */
const atOnce = 12;

/**
 * A programme of the size that was published, to scale, by its own flows: heads register and ask, an admin checks, donors of
 * seven kinds promise until exactly so much is committed, and it is brought: whole, short, late, or never.
 */
export async function replay(
  scale: number,
  { chance, tell }: { chance: () => number; tell: (words: string) => void },
): Promise<Replayed> {
  const { promises, needs } = plan(scale, chance);
  const town = await openTown();
  try {
    const begun = performance.now();
    const admins = Array.from(
      { length: Math.ceil(needs.length / placesOfOne) },
      (_, n) => `admin-${n}`,
    );
    for (const admin of admins) await joins(town, admin, await town.invites());
    await open(town, needs, admins);
    tell(`${needs.length} places registered, asked and checked`);
    const numbers = new Map<Promise_, string>();
    await together(promises, async (promise, index) => {
      numbers.set(promise, await give(town, promise, { field, index }));
    });
    tell(`${promises.length} promises`);
    await deliver(town, promises, { numbers, admin: admins[0] ?? '', tell });
    const { committed, delivered } = await totals(town);
    const seconds = (performance.now() - begun) / 1000;
    return {
      committed,
      delivered,
      expected: scaled(scale),
      brought: sums(promises, ({ good }) => good),
      overAllocated: await count(town.url, overAllocated),
      promises: promises.length,
      donorKinds: await count(town.url, kindsThatGave),
      places: needs.length,
      turns: town.turns(),
      turnsPerSecond: Math.round(town.turns() / seconds),
      rssMb: Math.round(process.memoryUsage().rss / 1024 ** 2),
    };
  } finally {
    await town.close();
  }
}

/** Heads register and ask, many at the same time; admins take what waits, one after the other. */
async function open(town: Town, needs: Plan['needs'], admins: string[]): Promise<void> {
  const inTurn = (index: number) => admins[index % admins.length] ?? '';
  await together(needs, (_, index) => register(town, index));
  for (const index of needs.keys()) await approvePlace(town, inTurn(index));
  const asked = await together(needs, async (need, index) => {
    const wanted = packages.filter((key) => need[key] > 0);
    for (const key of wanted) await ask(town, index, { field, key, amount: need[key] });
    return wanted.length;
  });
  for (let left = asked.reduce((sum, count) => sum + count, 0); left > 0; left--)
    await approveNeed(town, inTurn(left));
}

/** Each head and the admin does one thing after the other; all others talk at the same time. */
async function deliver(
  town: Town,
  promises: Promise_[],
  {
    numbers,
    admin,
    tell,
  }: { numbers: Map<Promise_, string>; admin: string; tell: (words: string) => void },
): Promise<void> {
  const queues = new Map<string, Promise<unknown>>();
  const inTurn = (who: string, act: () => Promise<unknown>) => {
    const done = (queues.get(who) ?? Promise.resolve()).then(act);
    queues.set(who, done);
    return done;
  };
  const codes = new Map<Promise_, string>();
  await together(promises, async (promise) => {
    await contacts(town, promise.donor);
    if (promise.package !== 'thr') codes.set(promise, await codeOf(town, promise.donor));
  });
  tell('contacts on record, codes read');
  const bring = async (promise: Promise_) => {
    const { place, good, damaged, fate } = promise;
    if (fate === 'never') return;
    if (promise.package === 'thr') {
      const number = numbers.get(promise) ?? '';
      await inTurn(admin, () => states(town, admin, { number, amount: good }));
      return;
    }
    const code = codes.get(promise) ?? '';
    await inTurn(headOf(place), () => receives(town, place, { code, good, damaged }));
  };
  await together(
    promises.filter(({ fate }) => fate !== 'late'),
    bring,
  );
  tell('most of it brought');
  // Long past their day.
  await town.passes(24 * 6);
  tell('six days passed');
  await together(
    promises.filter(({ fate }) => fate === 'late'),
    bring,
  );
}

/** As many at a time as talk at once. */
async function together<T, R>(all: T[], act: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const waiting = [...all.entries()];
  const done: R[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        done.push(await act(next[1], next[0]));
    }),
  );
  return done;
}

const sums = (promises: Promise_[], of: (promise: Promise_) => number): Amounts =>
  Object.fromEntries(
    packages.map((key) => [
      key,
      promises
        .filter((promise) => promise.package === key)
        .reduce((sum, promise) => sum + of(promise), 0),
    ]),
  ) as Amounts;

/** How the bot calls each package under *total*. */
const called: Record<PackageKey, string> = {
  sembako: 'Paket sembako',
  'siap-saji': 'Paket makan siap saji',
  lebaran: 'Paket Lebaran',
  thr: 'Paket THR',
};

/** What anybody reads who asks for the totals: `• Paket sembako: 645 dijanjikan, 500 diterima`. */
async function totals(town: Town): Promise<{ committed: Amounts; delivered: Amounts }> {
  const heard = await talk(town, 'anybody', { opening: 'total', answers: {} });
  const text = heard.map((message) => message.text).join('\n');
  const of = (pattern: (name: string) => RegExp) =>
    Object.fromEntries(
      packages.map((key) => [
        key,
        Number(pattern(called[key]).exec(text)?.[1]?.replaceAll('.', '') ?? Number.NaN),
      ]),
    ) as Amounts;
  return {
    committed: of((name) => new RegExp(`${name}: ([\\d.]+) dijanjikan`)),
    delivered: of((name) => new RegExp(`${name}: [\\d.]+ dijanjikan, ([\\d.]+) diterima`)),
  };
}

/** Needs above their ceiling, or whose sums are not those of their rows. */
const overAllocated = `
  SELECT count(*)::int AS count FROM need n
  LEFT JOIN LATERAL (
    SELECT coalesce(sum(a.quantity) FILTER (WHERE a.state IN ('reserved', 'contacted', 'scheduled', 'on_way')), 0) AS living,
      coalesce(sum(a.received), 0) AS came
    FROM allocation a WHERE a.need_id = n.id) s ON true
  WHERE n.allocated + n.received > n.approved OR n.allocated <> s.living OR n.received < s.came`;
const kindsThatGave =
  'SELECT count(DISTINCT d.kind)::int AS count FROM pledge p JOIN donor d ON d.id = p.donor_id';

async function count(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(sql);
    return rows[0]?.count ?? -1;
  } finally {
    await client.end();
  }
}
