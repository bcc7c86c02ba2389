import fc from 'fast-check';
import type { Content } from '../../src/chat/message.ts';
import type { FlowEvent } from '../../src/flow/talk.ts';
import type { Talker } from './talker.ts';

/** Something that a person, a channel or the turn does, without knowing what is asked just now. */
export type Act =
  | { does: 'says'; text: string }
  | { does: 'taps'; option: number }
  | { does: 'taps an old button'; option: number }
  | { does: 'sends'; content: Content }
  | { does: 'answers well' }
  | { does: 'is not filed'; how: Partial<FlowEvent>; text: string };

const texts = [
  ...['ya', 'tidak', 'ga jadi', '1', '2', '9', '0', '12', '50-60', 'a', 'b', 'lainnya', 'ubah'],
  ...['kembali', 'batal', 'bantuan', 'menu', 'ulang', 'english', 'bahasa', 'indonesia', '?', ''],
  ...['beri', 'minta', 'total', 'komitmen saya', 'permintaan saya', 'mau bantu', 'Assalamualaikum'],
  ...[
    '50',
    'dua lusin',
    'besok',
    'Bu Ani',
    'Rina',
    'RW 03 Pulo Gadung',
    'Gambir',
    '0812 3456 7890',
  ],
  ...['PT Contoh', 'abis gajian', '👍', '🙏', '**', 'x'.repeat(5000), ' \n ', 'sembako 50 besok'],
];

const contents: Content[] = [
  { kind: 'voice' },
  { kind: 'sticker' },
  { kind: 'other' },
  { kind: 'resume' },
  { kind: 'edited', text: '50' },
  { kind: 'contact', phone: '+6281234567890', own: true },
  { kind: 'contact', phone: '12', own: false },
  { kind: 'location', latitude: -6.2, longitude: 106.8 },
  { kind: 'photo', file: 'f' },
  { kind: 'photo', file: 'f', caption: '50' },
  { kind: 'document', file: 'f', mime: 'application/pdf' },
  { kind: 'choice', question: 'none', key: 'none' },
];

const text = fc.constantFrom(...texts);

export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: fc.constant<Act>({ does: 'answers well' }) },
    { weight: 3, arbitrary: text.map((text): Act => ({ does: 'says', text })) },
    { weight: 3, arbitrary: fc.nat(11).map((option): Act => ({ does: 'taps', option })) },
    {
      weight: 1,
      arbitrary: fc.nat(3).map((option): Act => ({ does: 'taps an old button', option })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...contents).map((content): Act => ({ does: 'sends', content })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom<Partial<FlowEvent>>(
            { shown: false },
            { unfiled: true },
            { fault: true },
            { quotes: 'none' },
          ),
          text,
        )
        .map(([how, text]): Act => ({ does: 'is not filed', how, text })),
    },
  ),
  { minLength: 5, maxLength: 50 },
);

/** What answers a question of each type. */
const answers: Record<string, Content> = {
  text: { kind: 'text', text: 'Komunitas Berbagi Contoh' },
  code: { kind: 'text', text: 'MGA 472' },
  name: { kind: 'text', text: 'Bu Ani' },
  quantity: { kind: 'text', text: '25' },
  duration: { kind: 'text', text: '4 minggu' },
  'past-date': { kind: 'text', text: '12 Maret 2024' },
  reference: { kind: 'text', text: '45 Tahun 2024' },
  address: { kind: 'text', text: 'Pos RW, Jl. Contoh 3' },
  money: { kind: 'text', text: '2 juta' },
  date: { kind: 'text', text: 'besok' },
  phone: { kind: 'text', text: '0812 3456 7890' },
  contact: { kind: 'text', text: '0812 3456 7890' },
  place: { kind: 'text', text: 'RW 03 Pulo Gadung' },
  yesno: { kind: 'text', text: 'ya' },
  photo: { kind: 'photo', file: 'f' },
  document: { kind: 'document', file: 'f' },
  location: { kind: 'location', latitude: -6.2, longitude: 106.8 },
};

/** What answers the open question of a talker well: its first option, or a value of its type. */
export function goodAnswer(ani: Talker): Content {
  const frame = ani.position?.frames.at(-1);
  const question = frame?.question;
  if (!frame || !question)
    return { kind: 'text', text: (ani.now / 60_000) % 2 === 0 ? 'beri' : 'minta' };
  const step = ani.world.book.flows[frame.flow]?.steps.find(({ name }) => name === question.step);
  if (question.kind === 'edit') return { kind: 'choice', question: question.id, key: 'keep' };
  if (question.kind === 'ask' && step?.kind === 'ask')
    return answers[step.type] ?? { kind: 'text', text: 'ya' };
  return { kind: 'choice', question: question.id, key: question.options[0]?.key ?? '' };
}

/** Does one thing, and gives what was said. */
export function does(ani: Talker, act: Act, oldQuestion: string): string[] {
  switch (act.does) {
    case 'says':
      return ani.says(act.text);
    case 'sends':
      return ani.meets(act.content);
    case 'answers well':
      return ani.meets(goodAnswer(ani));
    case 'is not filed':
      return ani.meets({ kind: 'text', text: act.text }, act.how);
    default: {
      const question = act.does === 'taps' ? (ani.question ?? '') : oldQuestion;
      const options = ani.replies.at(-1)?.options ?? [];
      return ani.taps(options[act.option % Math.max(options.length, 1)]?.key ?? 'none', question);
    }
  }
}
