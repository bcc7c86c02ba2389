import { z } from 'zod';
import { type ActionTable, actionsOver, shapes } from '../../src/flow/action.ts';
import type { World } from '../../src/flow/advance.ts';
import { loadBook } from '../../src/flow/load.ts';
import { readSources } from '../../src/flow/read.ts';
import { loadRegions } from '../../src/regions.ts';

/** What the actions of this small flow write to: who was called, with which client. */
export interface Kept {
  calls: { action: string; client: string; question: string; amount?: number }[];
  client: string;
}

const defineAction = actionsOver<Kept>();

const room = defineAction({
  name: 'gift.room',
  says: 'Whether there is room for a gift.',
  reads: true,
  needs: z.object({}),
  ends: { room: z.object({}), none: z.object({}) },
  example: {},
  async run(_, { records, question }) {
    records.calls.push({ action: 'gift.room', client: records.client, question });
    return { end: 'room', gives: {} };
  },
});

const confirm = defineAction({
  name: 'gift.confirm',
  says: 'Keeps a gift.',
  creates: true,
  needs: z.object({ amount: shapes.quantity() }),
  ends: { kept: z.object({ number: shapes.text() }) },
  example: { amount: 75 },
  async run({ amount }, { records, question, seed }) {
    const { client } = records;
    records.calls.push({ action: 'gift.confirm', client, question, amount });
    return { end: 'kept', gives: { number: `K-${seed.slice(0, 4)}` } };
  },
});

export const actions = {
  'gift.room': room,
  'gift.confirm': confirm,
} satisfies ActionTable<Kept>;

const flow = `
flow: menu
title:
  id: "Hadiah"
  en: "Gift"
steps:
  room:
    do: gift.room
    on: { room: amount, none: end }
  amount:
    ask: quantity
    text:
      id: |
        Mau memberi berapa paket? Misalnya: 75.
      en: |
        How many packages would you like to give? For example 75.
  confirm:
    do: gift.confirm
    with: { amount }
    on: { kept: thanks }
  thanks:
    say:
      id: |
        Tercatat dengan nomor {confirm.number}.
      en: |
        Recorded as {confirm.number}.
`;

/** The texts that are said everywhere, the words that act everywhere, and one flow of a read, a question and a verb. */
export async function readWorld(): Promise<World> {
  const special = (await readSources())
    .filter(({ path }) => /(everywhere|keywords)\.yaml$/.test(path))
    .map(({ path, text }) => ({
      path,
      text: path.endsWith('keywords.yaml') ? commands(text) : text,
    }));
  const own = [
    { path: 'flows/menu.yaml', text: flow },
    { path: 'flows/notices.yaml', text: 'notices: {}\n' },
  ];
  const loaded = loadBook([...special, ...own], actions);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return { book: loaded.book, regions: loadRegions() };
}

/** Without the words that open flows, for those flows are not there; what the help offers leads to the menu. */
const commands = (text: string) =>
  `${text.slice(0, text.indexOf('opens:'))}opens:\n  menu: [${offered.join(', ')}]\nphrases: {}\n`;
const offered = [
  ...['hubungi petugas', 'lapor', 'data saya', 'ubah data', 'hapus data'],
  ...['contact officer', 'report', 'my data', 'change data', 'erase data'],
];
