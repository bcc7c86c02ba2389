import type { Records } from '../aid/action.ts';
import { addDistributor, changeDistributor } from '../aid/distributor/records.ts';
import { pricesAt } from '../aid/programme/prices.ts';
import { writtenDay } from '../aid/programme/rules.ts';
import { addPackage } from '../aid/season/add.ts';
import { changeField, changePackage } from '../aid/season/given.ts';
import { setPrice } from '../aid/season/price.ts';
import { basisLabels, longestName, longestUnit } from '../aid/season/rules.ts';
import { writeMoney } from '../language/money.ts';
import { actor } from './operator.ts';
import { type Command, done, isDay, isKey, type Said, text, wrong } from './programme.ts';
import type { Shown } from './staff.ts';

type Basis = keyof typeof basisLabels;
const bases = Object.keys(basisLabels) as Basis[];
const natures = ['goods', 'cash', 'work', 'seat'] as const;

export const catalogueUsage = `  field list | field change <key> [--name "…"] [--name-en "…"] [--skpd "Dinas …"] [--off|--on]
  package list                                    what may be given, with today's prices
  package add <key> --field pangan --nature ${natures.join('|')} --name "…" [--name-en "…"] --unit "…" [--unit-en "…"]
  package change <key> [--name "…"] [--name-en "…"] [--unit "…"] [--unit-en "…"] [--off|--on]
  price set <package> --basis ${bases.join('|')} --rupiah 210000 [--from 2027-02-01]
  price end <package> --basis … [--from …]        no price is published any more
  distributor list | distributor end <key>        an ended one brings what it was entrusted with
  distributor add <key> --name "…" --permit "…" --until 2027-06-30 --contact "Bu …" --phone +6281200000031
  distributor change <key> [--name …] [--permit …] [--until …] [--contact …] [--phone …]`;

export const catalogueOptions = {
  field: { type: 'string' },
  nature: { type: 'string' },
  unit: { type: 'string' },
  'unit-en': { type: 'string' },
  skpd: { type: 'string' },
  on: { type: 'boolean' },
  off: { type: 'boolean' },
  basis: { type: 'string' },
  rupiah: { type: 'string' },
  permit: { type: 'string' },
  contact: { type: 'string' },
} as const;

export const catalogueCommands: Record<string, Command> = {
  'field list': listFields,
  'field change': changeOneField,
  'package list': listPackages,
  'package add': addOne,
  'package change': changeOnePackage,
  'price set': price,
  'price end': price,
  'distributor list': listDistributors,
  'distributor add': addOneDistributor,
  'distributor change': changeOneDistributor,
  'distributor end': endDistributor,
};

const onOrOff = ({ values }: Said) =>
  values.on === true ? true : values.off === true ? false : undefined;

async function listFields({ db }: Records): Promise<Shown> {
  const rows = await db.field.findMany({ orderBy: { position: 'asc' } });
  const lines = rows.map(
    ({ key, nameId, nameEn, skpd, active }) =>
      `${key}  ${nameId} / ${nameEn}  ${skpd}${active ? '' : '  off'}`,
  );
  return { lines, ok: true };
}

async function changeOneField(records: Records, said: Said, now: Date): Promise<Shown> {
  const wanted = {
    ...{ nameId: text(said, 'name'), nameEn: text(said, 'name-en') },
    ...{ skpd: text(said, 'skpd'), active: onOrOff(said) },
  };
  if (Object.values(wanted).every((each) => each === undefined))
    return wrong('What changes? Add --name, --name-en, --skpd, --on or --off');
  if (tooLong(wanted)) return wrong(lengths);
  const ended = await changeField(records, said.key, wanted, { actor, now });
  if (ended === 'taken') return wrong('Another field is called so: see npm run cli -- field list');
  return ended === 'changed'
    ? done('Changed.')
    : wrong(`No field is called ${said.key}: see npm run cli -- field list`);
}

const lengths = `A name takes ${longestName} letters at most, for it stands on a button; a unit ${longestUnit}.`;
const tooLong = (wanted: Record<string, string | boolean | undefined>): boolean =>
  Object.entries(wanted).some(([name, value]) => {
    const most = name.startsWith('unit') ? longestUnit : longestName;
    return name !== 'skpd' && typeof value === 'string' && (value === '' || value.length > most);
  });

async function listPackages({ db }: Records, _: Said, now: Date): Promise<Shown> {
  const rows = await db.package.findMany({
    orderBy: [{ field: { position: 'asc' } }, { position: 'asc' }],
    include: { field: true, prices: { ...pricesAt(now), include: { programme: true } } },
  });
  const lines = rows.map(({ prices, field, ...row }) => {
    const costs = prices.map(
      ({ basis, rupiah, programme, validTo }) =>
        `${basis} ${writeMoney(Number(rupiah))} (${programme.key}${validTo ? ` to ${writtenDay(validTo)}` : ''})`,
    );
    const called = `${row.nameId} / ${row.nameEn}  ${row.unitId} / ${row.unitEn}`;
    const isOn = row.active && field.active;
    return [row.key, field.key, row.nature, called, ...(isOn ? [] : ['off']), ...costs].join('  ');
  });
  return { lines, ok: true };
}

async function addOne(records: Records, said: Said, now: Date): Promise<Shown> {
  const { key } = said;
  const nature = natures.find((known) => known === said.values.nature);
  const [field, name, unit] = [text(said, 'field'), text(said, 'name'), text(said, 'unit')];
  const [nameEn, unitEn] = [text(said, 'name-en'), text(said, 'unit-en')];
  if (!isKey(key)) return wrong('A key is needed, of small letters, figures and hyphens: takjil');
  if (!field || !name || !unit) return wrong('Add --field, --name and --unit: see --help');
  if (!nature) return wrong(`--nature takes one of ${natures.join(', ')}`);
  if (tooLong({ name, nameEn, unit, unitEn })) return wrong(lengths);
  const wanted = { key, field, nature, name, nameEn, unit, unitEn };
  const ended = await addPackage(records, wanted, { actor, now });
  if (ended === 'taken') return wrong(`There is another package ${key}: see package list`);
  if (ended === 'gone') return wrong(`No field is called ${field}: see npm run cli -- field list`);
  return done('Added: it is given from now on, without a published price.');
}

async function changeOnePackage(records: Records, said: Said, now: Date): Promise<Shown> {
  const wanted = {
    ...{ nameId: text(said, 'name'), nameEn: text(said, 'name-en') },
    ...{ unitId: text(said, 'unit'), unitEn: text(said, 'unit-en'), active: onOrOff(said) },
  };
  if (Object.values(wanted).every((each) => each === undefined))
    return wrong('What changes? Add --name, --name-en, --unit, --unit-en, --on or --off');
  if (tooLong(wanted)) return wrong(lengths);
  const ended = await changePackage(records, said.key, wanted, { actor, now });
  if (ended === 'taken')
    return wrong('Another package is called so: see npm run cli -- package list');
  return ended === 'changed'
    ? done('Changed.')
    : wrong(`No package is called ${said.key}: see npm run cli -- package list`);
}

/** `price set`, and `price end`, which has no rupiah. */
async function price(records: Records, said: Said, now: Date): Promise<Shown> {
  const basis = bases.find((known) => known === said.values.basis);
  const from = text(said, 'from');
  if (!basis) return wrong(`--basis takes one of ${bases.join(', ')}`);
  if (from !== undefined && !isDay(from)) return wrong('--from takes a day: --from 2027-02-01');
  const typed = text(said, 'rupiah');
  const isEnd = said.verb === 'end';
  const rupiah = isEnd ? undefined : Number(typed);
  if (rupiah !== undefined && !(Number.isSafeInteger(rupiah) && rupiah > 0))
    return wrong('--rupiah takes whole rupiah, without points. For example: --rupiah 210000');
  const ended = await setPrice(records, { package: said.key, basis, rupiah, from }, { actor, now });
  const sentences = {
    set: `Set: ${rupiah === undefined ? '' : writeMoney(rupiah)} from ${from ?? 'today'} on. The earlier price holds to the day before.`,
    'taken-back': `No price is published for it by ${basis} from ${from ?? 'today'} on.`,
    past: 'That day has passed: what people were told then stays on record.',
    'no-season': 'No season runs on that day: see npm run cli -- programme list',
    moved: 'Somebody else changed it a moment ago. Look once more.',
    gone: `No package is called ${said.key}: see npm run cli -- package list`,
  };
  const isDone = ended === 'set' || ended === 'taken-back';
  return isDone ? done(sentences[ended]) : wrong(sentences[ended]);
}

async function listDistributors({ db }: Records): Promise<Shown> {
  const rows = await db.distributor.findMany({ orderBy: [{ name: 'asc' }, { key: 'asc' }] });
  const lines = rows.map(
    (row) =>
      `${row.key}  ${row.name}  permit ${row.permitNumber} to ${writtenDay(row.permitEndsOn)}  ${row.contactName}, ${row.contactPhone}${row.active ? '' : '  ended'}`,
  );
  return { lines: lines.length > 0 ? lines : ['There is no distributor yet.'], ok: true };
}

/** What is said of a distributor, or a sentence that says what is wrong with it. */
function details(said: Said) {
  const [until, phone] = [text(said, 'until'), text(said, 'phone')];
  if (until !== undefined && !isDay(until))
    return '--until takes the last day of its permit. For example: --until 2027-06-30';
  if (phone !== undefined && !/^\+\d{8,15}$/.test(phone))
    return '--phone takes a number with its country. For example: --phone +6281200000031';
  return {
    name: text(said, 'name'),
    permitNumber: text(said, 'permit'),
    permitEndsOn: until === undefined ? undefined : new Date(until),
    contactName: text(said, 'contact'),
    contactPhone: phone,
  };
}

async function addOneDistributor(records: Records, said: Said, now: Date): Promise<Shown> {
  const read = details(said);
  if (typeof read === 'string') return wrong(read);
  const { name, permitNumber, permitEndsOn, contactName, contactPhone } = read;
  if (!isKey(said.key)) return wrong('A key is needed, of small letters, figures and hyphens.');
  if (!name || !permitNumber || !permitEndsOn || !contactName || !contactPhone)
    return wrong('Add --name, --permit, --until, --contact and --phone: see --help');
  const whole = { name, permitNumber, permitEndsOn, contactName, contactPhone };
  const ended = await addDistributor(records, said.key, whole, { actor, now });
  if (ended === 'taken') return wrong(`There is another distributor ${said.key}`);
  if (ended === 'expired') return wrong('Its permit is over, so nobody could choose it.');
  return done('Added: donors may choose it, to the last day of its permit.');
}

async function changeOneDistributor(records: Records, said: Said, now: Date): Promise<Shown> {
  const read = details(said);
  if (typeof read === 'string') return wrong(read);
  if (Object.values(read).every((each) => each === undefined))
    return wrong('What changes? Add --name, --permit, --until, --contact or --phone');
  const ended = await changeDistributor(records, said.key, read, { actor, now });
  if (ended === 'changed') return done('Changed.');
  return wrong(ended === 'expired' ? 'That permit would be over.' : unknown(said));
}

async function endDistributor(records: Records, said: Said, now: Date): Promise<Shown> {
  const ended = await changeDistributor(records, said.key, { active: false }, { actor, now });
  return ended === 'changed'
    ? done('Ended: nobody is offered it, and what it was entrusted with it still brings.')
    : wrong(unknown(said));
}

const unknown = ({ key }: Said) =>
  `No distributor is called ${key}: see npm run cli -- distributor list`;
