import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { scripted } from './chromium.ts';
import { stage } from './scripted-bot.ts';
import { serve } from './serve.ts';

/** Takes pictures of the page into test/output/: `npx tsx test/channels/simulator/shoot.ts`. */
const out = new URL('../../output/', import.meta.url).pathname;
mkdirSync(out, { recursive: true });
const { simulator } = await stage();
const server = await serve(simulator.routes);
const browser = await chromium.launch(scripted());
for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [900, 800],
] as const) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.on('console', (message) => console.log('console:', message.text()));
  page.on('pageerror', (error) => console.log('error:', error.message));
  await page.goto(server.root);
  await page.locator('[data-testid=status][data-ready=true]').waitFor();
  if (width === 1440) {
    const ani = page.locator('[data-phone=ani]');
    await page.screenshot({ path: `${out}empty-${width}.png` });
    await ani.getByRole('button', { name: 'halo' }).click();
    await ani.getByRole('button', { name: 'Ya, boleh' }).click();
    await ani.getByRole('button', { name: 'Kirim nomor saya' }).click();
    await ani.getByText('Sudah benar?').waitFor();
    const budi = page.locator('[data-phone=budi]');
    await budi.getByRole('textbox').fill('rw');
    await budi.getByRole('textbox').press('Enter');
    await budi.getByText('Pilih yang mana?').waitFor();
  }
  await page.screenshot({ path: `${out}talk-${width}.png` });
  if (width === 390) {
    await page.getByRole('button', { name: 'Pak Budi' }).click();
    await page.screenshot({ path: `${out}budi-${width}.png` });
    await page.getByTestId('add').click();
    await page.screenshot({ path: `${out}add-${width}.png` });
  }
  await page.close();
}
await browser.close();
await simulator.stop();
await server.close();
