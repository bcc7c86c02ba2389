import type { Label } from '../../chat/message.ts';
import type { Basis } from '../../store/generated/client.ts';

/** What a row was or is, as a version keeps it: dates as `2027-02-01`, rupiah as a number. */
export type Kept = Record<string, string | number | boolean | null>;

const asPlain = (value: unknown): Kept[string] => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'bigint') return Number(value);
  return value as Kept[string];
};

/** A row of what may be given, as its version keeps it: all of it but the ids that only records know. */
export function asKept(row: object): Kept {
  const entries = Object.entries(row).filter(([name]) => name !== 'id' && name !== 'programmeId');
  return Object.fromEntries(entries.map(([name, value]) => [name, asPlain(value)]));
}

/** What of a row would be another: `{ nameId: 'Ramadan' }` beside the same name is nothing. */
export function differing<T extends object>(row: object, wanted: T): Differing<T> {
  const now = asKept(row);
  const entries = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && now[name] !== asPlain(value),
  );
  return Object.fromEntries(entries) as Differing<T>;
}

type Differing<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The key of what is called so: `Paket Lebaran 2027` is `paket-lebaran-2027`. Empty where no letter or figure is in it. */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
}

/** What is called so, however it is capitalised. */
export const named = (name: string) => ({
  nameId: { equals: name.trim(), mode: 'insensitive' as const },
});

/** Others than this that are called so: nobody could tell two of one name apart. */
export const othersNamed = (key: string, name: string) => ({ key: { not: key }, ...named(name) });

/** How a price key names it: `ksbb/sembako/household_week`. */
export const priceKey = (programme: string, packageKey: string, basis: Basis): string =>
  `${programme}/${packageKey}/${basis}`;

/** What a price is reckoned by, as people say it. */
export const basisLabels: Record<Basis, Label> = {
  household_week: { id: 'satu keluarga, seminggu', en: 'a family, a week' },
  household_once: { id: 'satu keluarga, sekali', en: 'a family, once' },
  person_day: { id: 'satu orang, sehari', en: 'a person, a day' },
  person_once: { id: 'satu orang, sekali', en: 'a person, once' },
};

/** The basis of this name, where it is one. */
export const basisOf = (said: string): Basis | undefined =>
  (Object.keys(basisLabels) as Basis[]).find((basis) => basis === said);

export const dayBefore = (day: Date): Date => new Date(day.getTime() - 86_400_000);

/** Where nobody has given an English name, the Indonesian one is said. */
export const inBoth = (id: string, en: string | undefined): Label => ({ id, en: en || id });

/** A name fits a button (VOICE §5), a unit the line that counts it. */
export const longestName = 24;
export const longestUnit = 40;
