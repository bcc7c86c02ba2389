// node --import tsx scripts/screenshots.ts: takes the pictures of docs/images from a bot that it starts on a fresh demo. Bu Ani gives to the
// RW of Pak Budi, whose phone stands beside hers. Needs Chromium, and a font with emoji (Debian:
// fonts-noto-color-emoji), or ✅ is an empty box.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openChromium } from '../test/chromium.ts';
import { startBot } from './bot.ts';

const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
/** Bytes: a picture of a page that is read over a slow line. */
const largest = 300 * 1024;

/** What Bu Ani says, or taps where it is a button, and what she waits for before she goes on. */
const talk: [says: string, hears: string][] = [
  ['mau bantu', 'Boleh kami simpan?'],
  ['Ya, boleh', 'biasa dipanggil siapa?'],
  ['Bu Ani', 'atas nama siapa?'],
  ['Saya sendiri', 'berapa dana'],
  ['Lihat kebutuhan dulu', 'di bidang apa?'],
  ['Pangan', 'Bantuan yang mana?'],
  ['Paket sembako', 'Mau bantu berapa'],
  ['25', 'Mau untuk daerah mana?'],
  ['Yang paling kurang', 'Pilih yang mana?'],
  ['RW 03 Pulo Gadung', 'Paketnya diantar bagaimana?'],
  ['Antar sendiri', 'Kapan kira-kira?'],
  ['lusa', 'Boleh kirim nomor HP?'],
  ['Kirim nomor saya', 'Sudah benar?'],
  ['Ya, catat', 'Yang terjadi berikutnya'],
];

async function say(page: Page, words: string, answer: string, who = 'ani'): Promise<void> {
  const phone = page.locator(`[data-phone=${who}]`);
  const button = phone
    .locator('.choices:not(.old)')
    .getByRole('button', { name: words, exact: true });
  if ((await button.count()) > 0) await button.click();
  else {
    await phone.getByRole('textbox').fill(words);
    await phone.getByRole('textbox').press('Enter');
  }
  await phone.getByText(answer).last().waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  const path = join(images, name);
  // Nothing is to look touched.
  await page.mouse.move(0, 0);
  await page.screenshot({ path });
  const { size } = await stat(path);
  if (size > largest) throw new Error(`${name} has ${size} bytes, more than ${largest}.`);
  console.log(`docs/images/${name}  ${Math.round(size / 1024)} KiB`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'ksbb-screenshots-'));
await mkdir(images, { recursive: true });
const bot = await startBot({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
const browser = await openChromium();
try {
  const small = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await small.goto(bot.url);
  await small.locator('[data-testid=status][data-ready=true]').waitFor();
  for (const [words, answer] of talk.slice(0, 7)) await say(small, words, answer);
  await picture(small, 'simulator-390x844.png');
  for (const [words, answer] of talk.slice(7)) await say(small, words, answer);

  const large = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await large.goto(bot.url);
  await large.locator('[data-testid=status][data-ready=true]').waitFor();
  await large.locator('[data-phone=budi]').getByText('Kabar baik').waitFor();
  await say(large, 'total', 'Tersalurkan', 'citra');
  await say(large, 'halo', 'Mau mulai dari mana?', 'dodi');
  await picture(large, 'simulator-1440x900.png');
} finally {
  await browser.close();
  await bot.stop();
  await rm(dataDir, { recursive: true, force: true });
}
