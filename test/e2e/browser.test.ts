import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumAvailable, openChromium } from '../chromium.ts';
import { redisAvailable } from '../redis.ts';
import { play } from '../talks/play.ts';
import { writeTurn } from '../talks/write.ts';
import { browserPhones } from './browser-phones.ts';
import { fromRequestToPledge, type Mode, withBot } from './way.ts';

const output = fileURLToPath(new URL('../output/', import.meta.url));
const cases: { mode: Mode; width: number; height: number }[] = [
  { mode: 'PostgreSQL', width: 390, height: 844 },
  { mode: 'Redis', width: 1440, height: 900 },
];

/** What would keep somebody from using the page as it stands now. */
async function obstacles(page: Page): Promise<string[]> {
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  // Talks scroll in their own box: a second bar of the page would take its width from the phone.
  const below = await page.evaluate<number>('document.documentElement.scrollHeight - innerHeight');
  const small = await page.locator('button:visible, input:visible').evaluateAll((targets) =>
    targets
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((target) => `smaller than 44 px: ${target.textContent ?? target.outerHTML}`),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  return [
    ...(beyond > 0 ? [`scrolls sideways by ${beyond} px`] : []),
    ...(below > 0 ? [`the page itself scrolls by ${below} px`] : []),
    ...small,
    ...grave,
  ];
}

describe.skipIf(!chromiumAvailable)('on the page in Chromium, needs chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(output, { recursive: true });
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  test.for(cases)(
    "an RW head's request and a pledge on it run end to end at $width×$height, with sessions in $mode",
    { timeout: 240_000 },
    async ({ mode, width, height }, { skip }) => {
      skip(mode === 'Redis' && !redisAvailable, 'needs redis-server');
      const talks = await fromRequestToPledge();
      await withBot(mode, async ({ root, stage }) => {
        const context = await browser.newContext({
          viewport: { width, height },
          reducedMotion: 'reduce',
          locale: 'id-ID',
        });
        const page = await context.newPage();
        const noise: string[] = [];
        page.on('console', (message) => noise.push(message.text()));
        page.on('pageerror', (error) => noise.push(error.message));
        await page.goto(root);
        await page.locator('[data-testid=status][data-ready=true]').waitFor();

        const { turns } = await play(talks, { ground: stage.ground, phones: browserPhones(page) });
        expect(turns.map(({ heard }) => writeTurn(heard))).toEqual(
          turns.map(({ expected, heard, same }) => writeTurn(same ? heard : expected)),
        );
        expect(turns).toHaveLength(talks.flatMap((talk) => talk.turns).length);

        for (const [account, name] of [
          ['ani', 'Ani'],
          ['budi', 'Pak Budi'],
        ] as const) {
          const phone = page.locator(`[data-phone=${account}]`);
          if (!(await phone.isVisible())) await page.getByRole('button', { name }).click();
          expect(await obstacles(page)).toEqual([]);
          await page.screenshot({ path: shot(width, account) });
        }
        expect(noise).toEqual([]);
        await context.close();
      });
    },
  );
});

const shot = (width: number, account: string) => `${output}pledge-${width}-${account}.png`;
