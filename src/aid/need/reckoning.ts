import type { Label } from '../../chat/message.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { Basis } from '../../store/generated/client.ts';

/** 1 KK is counted as 4 people (DOMAIN §2). */
const peopleInFamily = 4;

export interface Reckoned {
  /** What one package is for: a family for a week, a person for a day … */
  basis: Basis;
  /** KK of an RW; of a panti or pesantren its people. */
  isFamilies: boolean;
  count: number;
  days: number;
}

const weeksOf = (days: number) => Math.ceil(days / 7);
const familiesOf = ({ isFamilies, count }: Reckoned) =>
  isFamilies ? count : Math.ceil(count / peopleInFamily);
const peopleOf = ({ isFamilies, count }: Reckoned) => (isFamilies ? count * peopleInFamily : count);

/** 820 KK for 28 days: 3.280 sembako (a week each), 91.840 meals (a person and day), 820 Lebaran (once). */
export function reckoned(of: Reckoned): number {
  switch (of.basis) {
    case 'household_week':
      return familiesOf(of) * weeksOf(of.days);
    case 'household_once':
      return familiesOf(of);
    case 'person_day':
      return peopleOf(of) * of.days;
    case 'person_once':
      return peopleOf(of);
  }
}

/** How it was reckoned: `820 KK × 4 minggu = 3.280 paket sembako`. Weeks that were begun count whole. */
export function formula(of: Reckoned, unit: Label): Label {
  const isPerPerson = of.basis === 'person_day' || of.basis === 'person_once';
  const [weeks, count] = [weeksOf(of.days), writeQuantity(of.count)];
  const families = writeQuantity(familiesOf(of));
  const line = (words: {
    kk: string;
    families: string;
    people: string;
    week: string;
    day: string;
  }) => {
    const who = `${count} ${of.isFamilies ? words.kk : words.people}`;
    // Families that were begun count whole: of 62 people 16.
    const parts = of.isFamilies || isPerPerson ? [who] : [`${families} ${words.families} (${who})`];
    if (of.isFamilies && isPerPerson) parts.push(`${peopleInFamily} ${words.people}`);
    if (of.basis === 'household_week') parts.push(`${weeks} ${words.week}`);
    if (of.basis === 'person_day') parts.push(`${writeQuantity(of.days)} ${words.day}`);
    return parts.join(' × ');
  };
  const sum = writeQuantity(reckoned(of));
  const id = line({ kk: 'KK', families: 'keluarga', people: 'orang', week: 'minggu', day: 'hari' });
  const en = line({
    kk: 'families (KK)',
    families: 'families',
    people: 'people',
    week: weeks === 1 ? 'week' : 'weeks',
    day: of.days === 1 ? 'day' : 'days',
  });
  return { id: `${id} = ${sum} ${unit.id}`, en: `${en} = ${sum} ${unit.en}` };
}
