import { createSimulator, type Simulator } from '../../../src/channels/simulator/channel.ts';
import { demoPeople } from '../../../src/channels/simulator/people.ts';
import type { Content, Outgoing } from '../../../src/chat/message.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';

export interface Stage {
  simulator: Simulator;
  journal: MemoryJournal;
}

/** A simulator over a journal in memory, with a bot that says a few lines of VOICE to whatever it hears. */
export async function stage(journal?: MemoryJournal): Promise<Stage> {
  let ahead = Date.parse('2026-11-24T06:10:00Z') - Date.now();
  const now = () => new Date(Date.now() + ahead);
  const clock = {
    now,
    forward: async (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
  const kept = journal ?? createMemoryJournal(now);
  const simulator = createSimulator({
    journal: kept,
    clock,
    people: demoPeople,
    host: '127.0.0.1',
  });
  await simulator.start(async ({ from, id, content }) => {
    for (const [part, message] of answers(content).entries()) {
      await simulator.send(from, message, `${id}:${part}`);
    }
  });
  return { simulator, journal: kept };
}

const back = { key: 'back', label: 'Kembali' };

function answers(content: Content): Outgoing[] {
  if (content.kind === 'choice' && content.key === 'yes') return [phone];
  if (content.kind === 'choice') return [say(`Dipilih: **${content.key}**.`)];
  if (content.kind === 'contact') return [summary(content.phone)];
  if (content.kind === 'text' && content.text === 'halo') return [hello, consent];
  if (content.kind === 'text' && content.text === 'rw') return [places];
  return [say(`Kami belum paham: ${content.kind === 'text' ? content.text : content.kind}`)];
}

const say = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  text,
  options: [],
  marks: 'numbers',
  ...more,
});

const hello = say(
  'Halo, terima kasih sudah menghubungi kami. Ini bot KSBB, untuk menyalurkan bantuan ke warga.\nBot ini tidak menerima uang, dan tidak pernah minta NIK, KTP, OTP, PIN, atau data bank.\nFor English, type **english**.',
);

const consent = say(
  'Kami perlu menyimpan nama, nomor HP, dan catatan bantuan, supaya bantuan sampai.\nLihat atau hapus kapan saja: ketik **data saya** atau **hapus data**.\nBoleh kami simpan?',
  {
    question: 'q1',
    options: [
      { key: 'yes', label: 'Ya, boleh' },
      { key: 'no', label: 'Tidak' },
      { key: 'more', label: 'Penjelasan lengkap' },
    ],
  },
);

const phone = say(
  'Boleh kirim nomor HP? Ketua RW baru melihatnya setelah komitmen tercatat. Misalnya: 0812 3456 7890.',
  { question: 'q2', options: [back], requests: 'contact' },
);

const places = say(
  'Ini tiga RW yang paling sedikit terbantu:\n• RW 03 Pulo Gadung: 0 dari 145 paket\n• RW 11 Penggilingan: 6 dari 200\n• RW 06 Kampung Melayu: 9 dari 180\nPilih yang mana?',
  {
    question: 'q3',
    options: [
      { key: 'a', label: 'RW 03 Pulo Gadung' },
      { key: 'b', label: 'RW 11 Penggilingan' },
      { key: 'c', label: 'RW 06 Kampung Melayu' },
      back,
    ],
  },
);

const summary = (number: string) =>
  say(
    `Tolong dicek lagi:\nBantuan: 25 paket sembako, untuk 25 keluarga sepekan (sekitar Rp5.000.000)\nUntuk: RW 03 Kelurahan Pulo Gadung\nDiantar: sendiri, Sabtu, 28 November 2026\nHP: ${number}\nSudah benar?`,
    {
      question: 'q4',
      options: [
        { key: 'save', label: 'Ya, catat' },
        { key: 'edit', label: 'Ubah' },
        { key: 'stop', label: 'Batal' },
      ],
    },
  );
