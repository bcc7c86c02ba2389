import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { announcementActions } from '../../src/aid/announcement/actions.ts';
import { announcementText } from '../../src/aid/announcement/told.ts';
import { htmlOf } from '../../src/channels/telegram/send.ts';
import { written } from '../../src/channels/whatsapp/manner.ts';
import type { ChannelName } from '../../src/chat/message.ts';
import { useDatabase } from '../database.ts';
import { ends, realTalkerAt } from '../flow/real-talker.ts';
import { createWorld, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let budi: string;
let dodiChat: string;

/** Dodi is an admin; two heads of RW, one of them on Telegram, one on WhatsApp. */
beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  const dodi = await world.known('dodi', 'Pak', 'Dodi', '+6281200000021');
  dodiChat = dodi.chat;
  const { id: personId } = await database.prisma.person.findFirstOrThrow({
    where: { addresses: { some: { chat: dodiChat } } },
  });
  await database.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 10 });
  await world.openNeed({ kelurahan: puloGadung, rw: 2, quantity: 10 });
  budi = await headOf(1);
  await movesTo(budi, 'telegram');
  await movesTo(await headOf(2), 'whatsapp');
});
beforeEach(() => database.prisma.announcement.deleteMany());

async function headOf(rw: number): Promise<string> {
  const { id } = await database.prisma.person.findFirstOrThrow({
    where: { headships: { some: { place: { rw } } } },
  });
  return id;
}
const movesTo = (personId: string, channel: ChannelName) =>
  database.prisma.address.updateMany({
    where: { personId },
    data: { channel, heardAt: tuesday },
  });

/** As the turn calls it, of an admin who writes there. */
async function drafted(channel: ChannelName, text: string, english?: string) {
  return world.transact(async (records) => {
    const ended = await announcementActions['announcement.draft'].run(
      { audience: { who: 'rw' }, text, english },
      {
        ...{ records, chat: dodiChat, question: `q-${channel}`, now: tuesday, seed: 's' },
        ...{ address: { channel, account: 'dodi' }, language: 'id' },
      },
    );
    if (ended.end !== 'shown') throw new Error(ended.end);
    return ended.gives;
  });
}

describe('the preview', () => {
  test('on Telegram shows each channel as it writes it', async () => {
    const shown = await drafted('telegram', '**Senin.** {nama}, *bukan* tebal.');
    const number = shown.number;
    expect(shown.channels).toEqual({ id: 'Telegram', en: 'Telegram' });
    expect(shown.text).toBe(
      `**Senin.** Pak Kepala 1, *bukan* tebal.\nGratis. Ada yang minta uang: ketik **lapor**.\nPengumuman ${number} · asli atau bukan: ketik **cek ${number}** · berhenti: ketik **berhenti**`,
    );
    expect(shown.other?.channels).toEqual({ id: 'WhatsApp', en: 'WhatsApp' });
    // What was typed between single stars is kept from being read as bold, unseen.
    expect(shown.other?.text.replaceAll('\u200b', '')).toBe(
      `*Senin.* Pak Kepala 1, *bukan* tebal.\nGratis. Ada yang minta uang: ketik *lapor*.\nPengumuman ${number} · asli atau bukan: ketik *cek ${number}* · berhenti: ketik *berhenti*`,
    );
    expect(shown.other?.text).toContain('\u200b*\u200bbukan\u200b*\u200b');
  });

  test('is one where both are seen alike', async () => {
    const shown = await drafted('whatsapp', '**Senin.** {nama}.');
    expect(shown.channels).toEqual({ id: 'Telegram dan WhatsApp', en: 'Telegram and WhatsApp' });
    expect(shown.other).toBeUndefined();
  });

  test('is in both languages on each', async () => {
    const shown = await drafted('telegram', '**Senin.**', '**Monday.**');
    expect(shown.english[0]?.text.split('\n')[0]).toBe('**Monday.**');
    expect(shown.other?.english[0]?.text.split('\n')[0]).toBe('*Monday.*');
    expect(shown.missing).toEqual([]);
  });

  test.each([
    '**Ramadan tahap 1:** {nama}, ketik minta.',
    '> kutipan\n- satu\n1. dua *tebal* _miring_ ~coret~ `kode` <b>html</b> & 2*3 ** lepas',
    '*tebal* https://contoh.go.id/a_b_c **lupa tutup',
  ])('is what each channel sends, to the last character: %s', async (text) => {
    const shown = await drafted('telegram', text);
    const told = await announcementText(
      { db: database.prisma, secrets: database.secrets },
      { announcement: shown.draft, person: budi, language: 'id', now: tuesday },
    );
    const message = { text: told, options: [], marks: 'numbers', language: 'id' } as const;
    expect(shown.other?.text).toBe(written({ ...message, options: [] }));
    expect(htmlOf(shown.text)).toBe(htmlOf(told));
  });

  test('of two channels is read as two samples, one below the other', async () => {
    const shown = await drafted('telegram', '**Senin.** {nama}.');
    const audience = { who: 'rw' };
    const dodi = realTalkerAt(
      'announce',
      'new-body',
      { for: { audience, placeholders: '{nama}', example: 'halo' } } as never,
      {
        'staff.me': ends('admin', { role: 'Admin', duties: 'pengumuman' }),
        'announcement.draft': ends('shown', shown),
      },
    );
    const [said = ''] = dodi.says('**Senin.** {nama}.');
    const footer = (bold: string) =>
      [
        `Gratis. Ada yang minta uang: ketik ${bold}lapor${bold}.`,
        `Pengumuman ${shown.number} · asli atau bukan: ketik ${bold}cek ${shown.number}${bold} · berhenti: ketik ${bold}berhenti${bold}`,
      ].join('\n');
    expect(said).toBe(`Contoh di Telegram, seperti dilihat Pak Kepala 1:
—
**Senin.** Pak Kepala 1.
${footer('**')}
—
Contoh di WhatsApp, seperti dilihat Pak Kepala 1:
—
*Senin.* Pak Kepala 1.
${footer('*')}
—
Teks Inggris belum ada; semua menerima yang Indonesia.
Lanjut dengan teks ini? [Lanjut] [Ubah teks] [Teks Inggris] [Kirim ke saya dulu] [Batal] [Kembali]`);
  });
});

describe('sent to oneself', () => {
  const tried = async (english?: string) => {
    const { draft } = await drafted('simulator', '{nama}, satu.', english);
    world.notices.length = 0;
    const ended = await world.phone('dodi').calls('announcement.try', { draft });
    const told = world.notices.map(({ args, part }) => [part, `${args.text}`.split('\n')[0]]);
    return { ended, told };
  };

  test('comes in each of its languages', async () => {
    expect(await tried('{nama}, one.')).toEqual({
      ended: {
        end: 'sent',
        gives: { both: [{}] },
      },
      told: [
        [1, 'Pak Dodi, satu.'],
        [2, 'Pak Dodi, one.'],
      ],
    });
  });

  test('is one message where there is one language', async () => {
    expect(await tried()).toEqual({
      ended: { end: 'sent', gives: { both: [] } },
      told: [[1, 'Pak Dodi, satu.']],
    });
  });
});
