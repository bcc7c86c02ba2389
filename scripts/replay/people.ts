import type { Content, Outgoing } from '../../src/chat/message.ts';
import type { Promise_ } from './programme.ts';
import type { Town, Turned } from './town.ts';

/** What somebody answers at a step: words, or the key of a choice. */
type Answer = string | { tap: string };
type Answers = Record<string, Answer | ((turned: Turned) => Answer)>;

/** Places of the replay: RWs of kelurahan whose names are nobody else's. */
const kelurahan = ['Kampung Melayu', 'Rawamangun', 'Penggilingan', 'Cipinang', 'Pisangan Timur'];
export const placeName = (index: number): string =>
  `RW ${String(1 + Math.floor(index / kelurahan.length)).padStart(2, '0')} ${kelurahan[index % kelurahan.length]}`;
export const headOf = (index: number): string => `head-${index}`;
/** A name without figures, another for each number: `17` → `Wakara`. */
const syllables = ['ba', 'di', 'ka', 'lu', 'mi', 'no', 'pe', 'ra', 'su', 'ti'];
export const nameOf = (index: number): string => {
  const name = [...String(index + 10)].map((digit) => syllables[Number(digit)]).join('');
  return `Wa${name}`;
};
const phoneOf = (index: number) => `0813${String(10_000_000 + index)}`;

/** What everybody answers who is new. */
const newcomer = (name: string, phone: string): Answers => ({
  'hello/consent': { tap: 'yes' },
  'welcome/consent': { tap: 'yes' },
  'welcome/name': name,
  'register/phone': phone,
  'give/phone': phone,
});

/** Speaks until the flow that began has ended, or stands where it is to stand; an answer for every step on the way. */
export async function talk(
  town: Town,
  account: string,
  { opening, answers, until }: { opening: string; answers: Answers; until?: RegExp },
): Promise<Outgoing[]> {
  const heard: Outgoing[] = [];
  let turned = await town.says(account, { kind: 'text', text: opening });
  for (let exchanges = 0; exchanges < 60; exchanges++) {
    heard.push(...turned.said);
    const [flow] = turned.step.split('/');
    if (until?.test(turned.said.map(({ text }) => text).join('\n'))) return heard;
    if (flow === '-' || flow === 'menu') return heard;
    turned = await town.says(account, answer(account, turned, answers));
  }
  throw new Error(`${account} came to no end: ${heard.at(-1)?.text}`);
}

function answer(account: string, turned: Turned, answers: Answers): Content {
  const { step, said } = turned;
  const wanted = answers[step];
  const given = typeof wanted === 'function' ? wanted(turned) : wanted;
  if (typeof given === 'string') return { kind: 'text', text: given };
  const asked = said.findLast(({ question }) => question !== undefined);
  const tap = given?.tap ?? 'yes';
  const option =
    asked?.options.find(({ key }) => key === tap) ??
    asked?.options.find(({ label }) => label.startsWith(tap));
  if (!asked?.question || !option) {
    const shown = asked?.options.map(({ key, label }) => `${key}=${label}`).join(', ');
    throw new Error(`${account} has no answer at ${step}: ${asked?.text} [${shown}]`);
  }
  return { kind: 'choice', question: asked.question, key: option.key };
}

/** A head registers an RW. */
export const register = (town: Town, index: number) =>
  talk(town, headOf(index), {
    opening: 'daftar',
    answers: {
      ...newcomer(`Pak ${nameOf(index)}`, phoneOf(index)),
      'register/place': placeName(index),
      'register/households': '820',
      'register/number': `${index + 1} Tahun 2024`,
      'register/dated': '12 Maret 2024',
      'register/ends': { tap: 'yes' },
      'register/photo': { tap: 'later' },
      'register/address': `Pos RW, Jl. Contoh ${index + 1}`,
      'register/review': { tap: 'yes' },
    },
  });

/** A head asks for a package. */
export const ask = (
  town: Town,
  index: number,
  { field, key, amount }: { field: string; key: string; amount: number },
) =>
  talk(town, headOf(index), {
    opening: 'minta',
    answers: {
      'request/field': { tap: field },
      'request/package': { tap: key },
      'request/duration': '4 minggu',
      'request/offer': { tap: 'other' },
      'request/amount': String(amount),
      'request/urgency': { tap: 'normal' },
      'request/from': { tap: 'soon' },
      'request/note': { tap: 'none' },
      'request/review': { tap: 'yes' },
    },
  });

/** A donor promises, and is told the number. */
export async function give(
  town: Town,
  promise: Promise_,
  { field, index }: { field: string; index: number },
): Promise<string> {
  const { donor, kind, package: key, amount, place } = promise;
  const heard = await talk(town, donor, {
    opening: 'beri',
    answers: {
      ...newcomer(`Bu ${nameOf(index)}`, phoneOf(500_000 + index)),
      'give/kind': ({ said }) => ({
        tap: said.at(-1)?.options.some((option) => option.key === kind) ? kind : 'other',
      }),
      'give/kind-more': { tap: kind },
      'give/organisation': `Contoh Jaya ${nameOf(index)}`,
      'give/budget': { tap: 'look' },
      'give/field': { tap: field },
      'give/package': { tap: key },
      'give/amount': String(amount),
      'give/where': placeName(place),
      'give/place-least': { tap: placeName(place) },
      'give/agree': { tap: 'yes' },
      'give/agree-alone': { tap: 'yes' },
      'give/how': { tap: 'self' },
      'give/distributor': ({ said }) => ({ tap: said.at(-1)?.options[0]?.key ?? '' }),
      'give/deliver': 'lusa',
      'give/deliver-through': 'lusa',
      'give/review': { tap: 'yes' },
    },
  });
  const number = /K-\d{4}-\d{4,}/.exec(heard.map(({ text }) => text).join('\n'))?.[0];
  if (!number) throw new Error(`${donor} was told no number: ${heard.at(-1)?.text}`);
  return number;
}

/** An admin joins with the code that the operator made. */
export const joins = (town: Town, admin: string, code: string) =>
  talk(town, admin, {
    opening: 'gabung',
    answers: { ...newcomer('Pak Dodi', ''), 'join/code': code },
  });

const first = ({ said }: Turned): Answer => ({
  tap: said.findLast(({ options }) => options.length > 0)?.options[0]?.key ?? '',
});

/** An admin finds the first registration that waits right. */
export const approvePlace = (town: Town, admin: string) =>
  talk(town, admin, {
    opening: 'tugas',
    answers: {
      'tasks/what': { tap: 'places' },
      'check-place/which': first,
      'check-place/decide': { tap: 'Setujui' },
    },
    until: /disetujui|sekarang ketua/i,
  });

/** An admin approves the first request that waits in full. */
export const approveNeed = (town: Town, admin: string) =>
  talk(town, admin, {
    opening: 'cek permintaan',
    answers: { 'assess/which': first, 'assess/decide': { tap: 'Setujui semua' } },
  });

/** A donor says that the head, or of money the distributor, was reached: what nobody spoke about is released. */
export const contacts = (town: Town, donor: string) =>
  talk(town, donor, { opening: 'sudah', answers: {} });

/** A donor reads the hand-over code where commitments are listed. */
export async function codeOf(town: Town, donor: string): Promise<string> {
  const said = await talk(town, donor, { opening: 'komitmen saya', answers: {} });
  const code = /\b([A-Z]{3} \d{3})\b/.exec(said.map(({ text }) => text).join('\n'))?.[1];
  if (!code) throw new Error(`${donor} was told no code: ${said.at(-1)?.text}`);
  return code;
}

/** A head counts what came, with the code that the donor passed on. */
export const receives = (
  town: Town,
  index: number,
  { code, good, damaged }: { code: string; good: number; damaged: number },
) =>
  talk(town, headOf(index), {
    opening: 'terima',
    answers: {
      'handover/code': code,
      'handover/came': String(good + damaged),
      'handover/counted': String(damaged),
      'handover/damage': 'basah kena hujan',
      'handover/photo': { tap: 'later' },
      'handover/review': { tap: 'yes' },
    },
  });

/** An admin puts the distributor's statement on record: of money that is the hand-over. */
export const states = (
  town: Town,
  admin: string,
  { number, amount }: { number: string; amount: number },
) =>
  talk(town, admin, {
    opening: 'tugas',
    answers: {
      'tasks/what': { tap: 'statements' },
      'statement/which': ({ said }) => ({
        tap:
          said
            .findLast(({ options }) => options.length > 0)
            ?.options.find(({ label }) => label.startsWith(number))?.key ?? '',
      }),
      'statement/amount': String(amount),
      'statement/number': 'SP-12/2026',
      'statement/review': { tap: 'yes' },
    },
    until: /Tercatat|✅/,
  });
