import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { jpeg, pdf } from '../../pictures.ts';
import { chromiumPath, scripted } from './chromium.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';
import { type Stage, stage } from './scripted-bot.ts';
import { type Served, serve } from './serve.ts';

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let on: Stage;
let journal: MemoryJournal;
let server: Served;
let noise: string[];

/** Opens the page as a newcomer does, and waits until it says that it is ready. */
async function open(viewport: { width: number; height: number }): Promise<Page> {
  context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'id-ID' });
  page = await context.newPage();
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.root)) noise.push(`asked ${request.url()}`);
  });
  await page.goto(server.root);
  await page.locator('[data-testid=status][data-ready=true]').waitFor();
  return page;
}

const phone = (account: string) => page.locator(`[data-phone=${account}]`);

async function say(account: string, text: string): Promise<void> {
  await phone(account).getByRole('textbox').fill(text);
  await phone(account).getByRole('textbox').press('Enter');
}

const kept = (account: string) =>
  journal.entries
    .filter((entry) => entry.account === account && entry.direction === 'in')
    .map((entry) => JSON.parse(entry.body));

// A machine without Chromium can run the rest; there the skip is named in the run's last lines.
describe.skipIf(chromiumPath === undefined)('the page in Chromium', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await chromium.launch(scripted());
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    noise = [];
    journal = createMemoryJournal(() => new Date('2026-11-24T06:10:00Z'));
    on = await stage(journal);
    server = await serve(on.simulator.routes);
  });
  afterEach(async () => {
    await context.close();
    await on.simulator.stop();
    await server.close();
  });

  test('says that it is a simulator, and that it is ready', async () => {
    await open(wide);
    await expect(page.getByTestId('notice').textContent()).resolves.toContain(
      'di sini siapa pun bisa menjadi siapa saja. Data contoh.',
    );
    expect(await page.getByTestId('status').textContent()).toBe('Siap');
    expect(await page.locator('[data-phone] h2').allTextContents()).toEqual([
      'Ani',
      'Pak Budi',
      'Citra',
      'Pak Eko',
      'Dodi',
    ]);
    expect(noise).toEqual([]);
  });

  test('sends a photo, and shows it on both sides of the talk', async () => {
    await open(narrow);
    const photo = Buffer.from(await jpeg({ width: 320, height: 200 }));
    const chosen = page.waitForEvent('filechooser');
    await phone('ani').getByRole('button', { name: 'Kirim foto atau berkas' }).click();
    await (await chosen).setFiles({ name: 'gudang.jpg', mimeType: 'image/jpeg', buffer: photo });
    await phone('ani').getByText('Kami belum paham: photo').waitFor();
    const [said] = kept('ani');
    expect(said).toEqual({ kind: 'photo', file: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await on.simulator.fetch(said.file)).toEqual({ ok: true, bytes: new Uint8Array(photo) });

    const to = { channel: 'simulator', account: 'ani' } as const;
    const words = { text: 'Foto **RW 03**', options: [], marks: 'numbers' } as const;
    const shown = {
      kind: 'photo',
      mime: 'image/jpeg',
      name: 'barang.jpg',
      bytes: await jpeg(),
    } as const;
    await on.simulator.send(to, { ...words, options: [], media: shown }, 'n1');
    const paper = {
      kind: 'document',
      mime: 'application/pdf',
      name: 'bukti.pdf',
      bytes: pdf(),
    } as const;
    await on.simulator.send(to, { ...words, options: [], media: paper }, 'n2');
    await phone('ani').getByRole('link', { name: 'Berkas: bukti.pdf' }).waitFor();
    const widths = await phone('ani')
      .getByRole('img', { name: 'Foto' })
      .evaluateAll((pictures) =>
        Promise.all(
          pictures.map(async (picture) => {
            const image = picture as unknown as { decode(): Promise<void>; naturalWidth: number };
            await image.decode();
            return image.naturalWidth;
          }),
        ),
      );
    expect(widths).toEqual([320, 64]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(noise).toEqual([]);
  });

  test('says of a file that is no photo that it was sent, and of one that is too large that it was not', async () => {
    await open(wide);
    const input = phone('ani').locator('[type=file]');
    const buffer = Buffer.from('bukan foto');
    await input.setInputFiles({ name: 'surat.jpg', mimeType: 'image/jpeg', buffer });
    await phone('ani').getByText('Kami belum paham: photo').waitFor();
    await phone('ani').getByText('[foto]').waitFor();
    expect(kept('ani')).toHaveLength(1);
    const large = Buffer.from(pdf(21 * 1024 * 1024));
    await input.setInputFiles({ name: 'besar.pdf', mimeType: 'application/pdf', buffer: large });
    await phone('ani').getByText('tidak terkirim').waitFor();
    expect(kept('ani')).toHaveLength(1);
  });

  test('carries a talk: typed, tapped, and a number shared', async () => {
    await open(wide);
    await say('ani', 'halo');
    await phone('ani').getByRole('button', { name: 'Ya, boleh' }).click();
    await phone('ani').getByRole('button', { name: 'Kirim nomor saya' }).click();
    await phone('ani').getByText('HP: +6281200000012').waitFor();
    expect(kept('ani')).toEqual([
      { kind: 'text', text: 'halo' },
      { kind: 'choice', question: 'q1', key: 'yes' },
      { kind: 'contact', phone: '+6281200000012', own: true },
    ]);
    expect(await phone('ani').locator('strong').allTextContents()).toEqual([
      'english',
      'data saya',
      'hapus data',
    ]);
    expect(await phone('ani').locator('.from-person .words').allTextContents()).toEqual([
      'halo',
      'Ya, boleh',
      'Nomor saya: +62 812-0000-0012',
    ]);
    expect(await phone('budi').locator('.message').count()).toBe(0);
    expect(noise).toEqual([]);
  });

  test('sends a double click once, and an old button again later', async () => {
    await open(wide);
    await say('budi', 'rw');
    const button = phone('budi').getByRole('button', { name: 'RW 03 Pulo Gadung' });
    await button.dblclick();
    await phone('budi').getByText('Dipilih: a.').waitFor();
    expect(kept('budi').slice(1)).toEqual([{ kind: 'choice', question: 'q3', key: 'a' }]);
    await phone('budi')
      .locator('.choices button:not([aria-disabled])', { hasText: 'RW 03' })
      .click();
    await vi.waitFor(() => expect(kept('budi')).toHaveLength(3), 15_000);
    expect(noise).toEqual([]);
  });

  test("shows people's markup as they typed it", async () => {
    await open(wide);
    const typed = '<img src=x onerror=alert(1)> <b>tebal</b> &amp;';
    await say('ani', typed);
    await phone('ani').getByText(`Kami belum paham: ${typed}`).waitFor();
    expect(await phone('ani').locator('img, .words b').count()).toBe(0);
    expect(noise).toEqual([]);
  });

  test('shows the talk again after a reload, and in a second window at once', async () => {
    await open(wide);
    await say('ani', 'halo');
    await phone('ani').getByText('Boleh kami simpan?').waitFor();
    const second = await context.newPage();
    await second.goto(server.root);
    await second.locator('[data-phone=ani]').getByText('Boleh kami simpan?').waitFor();
    await say('ani', 'lagi');
    await second.locator('[data-phone=ani]').getByText('Kami belum paham: lagi').waitFor();
    await page.reload();
    await phone('ani').getByText('Kami belum paham: lagi').waitFor();
    expect(await phone('ani').locator('.message').count()).toBe(5);
  });

  test('comes again after the server was away, and says once what was typed meanwhile', async () => {
    await open(wide);
    await say('ani', 'halo');
    await phone('ani').getByText('Boleh kami simpan?').waitFor();
    const { port } = new URL(server.root);
    await on.simulator.stop();
    await server.close();
    await page.locator('[data-testid=status][data-ready=false]').waitFor();
    await say('ani', 'masih ada?');
    await phone('ani').getByText('belum terkirim, dicoba lagi…').waitFor();
    on = await stage(journal);
    server = await serve(on.simulator.routes, Number(port));
    await page.locator('[data-testid=status][data-ready=true]').waitFor();
    await phone('ani').getByText('Kami belum paham: masih ada?').waitFor();
    expect(kept('ani').map((content) => content.text)).toEqual(['halo', 'masih ada?']);
    expect(await phone('ani').locator('.message').count()).toBe(5);
  });

  test('moves the clock', async () => {
    await open(wide);
    expect(await page.getByTestId('clock').textContent()).toBe('Sel, 24 Nov 2026, 13.10 WIB');
    await page.getByTestId('clock-day').click();
    await page.getByText('Rab, 25 Nov 2026, 13.10 WIB').waitFor();
    await page.getByTestId('clock-hour').click();
    await page.getByText('Rab, 25 Nov 2026, 14.10 WIB').waitFor();
  });

  test('lets anybody be added by name, who is still there after a reload', async () => {
    await open(narrow);
    await page.getByTestId('add').click();
    await page.getByLabel('Nama').fill('Bu Sri RW 05');
    await page.getByRole('button', { name: 'Tambah', exact: true }).click();
    await page.locator('[data-testid=status][data-ready=true]').waitFor();
    await say('bu-sri-rw-05', 'halo');
    await phone('bu-sri-rw-05').getByText('Boleh kami simpan?').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Bu Sri RW 05' }).click();
    await phone('bu-sri-rw-05').getByText('Boleh kami simpan?').waitFor();
    expect(noise).toEqual([]);
  });

  test('shows one phone at a time on a narrow screen, all beside each other on a wide one', async () => {
    await open(narrow);
    const visible = () =>
      page
        .locator('[data-phone]:visible')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-phone')));
    expect(await visible()).toEqual(['ani']);
    await page.getByRole('button', { name: 'Pak Budi' }).click();
    expect(await visible()).toEqual(['budi']);
    await page.setViewportSize(wide);
    expect(await visible()).toEqual(['ani', 'budi', 'citra', 'eko', 'dodi']);
    const tops = await page
      .locator('[data-phone]')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
  });

  test.each([narrow, wide])(
    'fits $width×$height, can be tapped, and axe finds nothing',
    async (viewport) => {
      await open(viewport);
      await say('ani', 'halo');
      await phone('ani').getByRole('button', { name: 'Ya, boleh' }).click();
      await phone('ani').getByRole('button', { name: 'Kirim nomor saya' }).waitFor();
      await say('ani', 'a'.repeat(300));
      await phone('ani')
        .getByText(`Kami belum paham: ${'a'.repeat(300)}`)
        .waitFor();

      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - innerWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const small = await page.locator('button:visible, input:visible').evaluateAll((targets) =>
        targets
          .map((target) => ({
            box: target.getBoundingClientRect(),
            name: target.outerHTML.slice(0, 80),
          }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ name }) => name),
      );
      expect(small).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
      ).toEqual([]);

      await page.getByTestId('add').click();
      const inDialog = await new AxeBuilder({ page }).include('dialog').analyze();
      expect(inDialog.violations.map(({ id }) => id)).toEqual([]);
      expect(noise).toEqual([]);
    },
  );
});
