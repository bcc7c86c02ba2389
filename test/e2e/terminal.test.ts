import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { programme } from '../../scripts/bot.ts';
import { redisAvailable } from '../redis.ts';
import type { Ground } from '../talks/ground.ts';
import { groundIn, modes } from './way.ts';

/** `printf '…' | npm run -s chat -- --as …`; gives what it prints. */
async function pipe(ground: Ground, as: string, lines: string[]): Promise<string> {
  const child = spawn(process.execPath, [...programme('src/chat-terminal.ts'), '--as', as], {
    env: { ...process.env, ...ground.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [code] = await once(child, 'close');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  return said;
}

/** What stands below one line that was piped in. */
const answerTo = (said: string, line: string) =>
  (said.split(`> ${line}\n`)[1] ?? '').split('\n> ')[0]?.trim();

describe('in a pipe', () => {
  test('a document is put beside the records, for its owner alone, and said where', async () => {
    const { ground, end } = await groundIn('PostgreSQL', { asProcess: true });
    const folder = await mkdtemp(join(tmpdir(), 'ksbb-berkas-'));
    const here = { ...ground, env: { ...ground.env, DATA_DIR: folder } };
    try {
      await pipe(here, 'ani', ['beri', 'ya', 'Bu Ani', 'batal', 'data saya']);
      const said = await pipe(here, 'ani', ['total']);
      const path = /\[berkas: data-saya\.json, (.+)\]/.exec(said)?.[1] ?? '';
      expect(path.startsWith(folder)).toBe(true);
      const { person } = JSON.parse(await readFile(path, 'utf8'));
      expect(person).toMatchObject([{ name: 'Ani', sapaan: 'Bu' }]);
      expect((await stat(path)).mode & 0o077).toBe(0);
    } finally {
      await end();
      await rm(folder, { recursive: true });
    }
  }, 120_000);

  test.for(modes)(
    "an RW head's request and a pledge on it run end to end, with sessions in %s",
    { timeout: 240_000 },
    async (mode, { skip }) => {
      skip(mode === 'Redis' && !redisAvailable, 'needs redis-server');
      const { ground, end } = await groundIn(mode, { asProcess: true });
      try {
        const registered = await pipe(ground, 'budi', [
          'assalamualaikum mau daftar rw',
          '1',
          'Pak Budi',
          'RW 03 Pulo Gadung',
          '820',
          '45 tahun 2024',
          '12 maret 2024',
          'iya',
          'nanti',
          'Pos RW, Jl. Contoh 8',
          '/nomor',
          'ya',
        ]);
        expect(answerTo(registered, 'assalamualaikum mau daftar rw')).toMatch(
          /^Waalaikumsalam\. [\s\S]*Boleh kami simpan\?\n1\. Ya, boleh\n2\. Tidak\n3\. Penjelasan lengkap$/,
        );
        expect(answerTo(registered, '/nomor')).toContain('Warga: 820 KK (sekitar 3.280 orang)\n');
        expect(answerTo(registered, 'ya')).toContain('Data RW 03 Pulo Gadung sedang dicek');
        expect(await ground.run('places approve "RW 03 Pulo Gadung"')).toEqual([
          'Approved, and the head is told. They may ask for aid from now on.',
        ]);

        const asked = await pipe(ground, 'budi', [
          'minta',
          '1',
          'sembako',
          '4 minggu',
          'jumlah lain',
          '145',
          'biasa',
          'secepatnya',
          'tidak ada',
          'ya',
        ]);
        expect(answerTo(asked, 'tidak ada')).toContain('Permintaan: 145 paket sembako\n');
        expect(answerTo(asked, 'ya')).toContain(
          'Nomor permintaan: M-2611-0001, untuk RW 03 Pulo Gadung.',
        );

        expect(await ground.run('needs approve M-2611-0001')).toEqual([
          'Approved, and the head is told. Donors are offered it from now on.',
        ]);

        const given = await pipe(ground, 'ani', [
          'mau bantu',
          'y',
          'Bu Ani',
          '1',
          'a',
          'pangan',
          '1',
          '25',
          'a',
          'a',
          '1',
          'sabtu',
          '/nomor',
          'y',
          'komitmen saya',
        ]);
        expect(answerTo(given, '25')).toMatch(
          /\nA\. Yang paling kurang\nB\. Dekat saya\nMundur: ketik kembali\.$/,
        );
        expect(answerTo(given, '/nomor')).toContain('Diantar: sendiri, Sabtu, 28 November 2026\n');
        expect(given).toContain('Nomor komitmen: K-2611-0001.');
        expect(given).toContain(
          'Hubungi Pak Budi, Ketua RW 03: +62 812-3456-7890, paling lambat Kamis, 26 November 2026, 10.0',
        );
        expect(answerTo(given, 'komitmen saya')).toContain(
          'K-2611-0001: 25 paket sembako untuk RW 03 Pulo Gadung. Hubungi Pak Budi, +62 812-3456-7890',
        );

        const told = await pipe(ground, 'budi', ['permintaan saya']);
        expect(told).toContain(
          'Permintaan M-2611-0001 untuk RW 03 Pulo Gadung disetujui: 145 paket sembako',
        );
        expect(told).toContain('Kabar baik, Pak Budi. Bu Ani akan mengirim 25 paket sembako');
        expect(told).toContain('Nomornya: +62 812-0000-0012.');
        expect(answerTo(told, 'permintaan saya')).toContain(
          'disetujui 145 = tersalurkan (sudah diterima) 0 + komitmen (dijanjikan, belum datang) 25 + masih kurang 120',
        );
      } finally {
        await end();
      }
    },
  );
});
