import type { Page } from 'playwright-core';
import { jpeg, pdf } from '../pictures.ts';
import type { Character } from '../talks/cast.ts';
import { ownNumber, type Phones, until } from '../talks/phones.ts';
import { type Sendable, sendables } from '../talks/talk.ts';

/** What is attached, as a telephone names it. */
const files: Partial<
  Record<Sendable, () => Promise<{ name: string; mimeType: string; bytes: Uint8Array }>>
> = {
  foto: async () => ({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', bytes: await jpeg() }),
  berkas: async () => ({ name: 'surat.pdf', mimeType: 'application/pdf', bytes: pdf() }),
};

/** The phones on the simulator's page, touched as people touch them. On a narrow screen one stands there at a time. */
export function browserPhones(page: Page): Phones {
  const heard = new Map<string, number>();
  const phone = ({ account }: Character) => page.locator(`[data-phone=${account}]`);
  const answers = (who: Character) => phone(who).locator('.message.from-bot');

  async function pickUp(who: Character) {
    if (!(await phone(who).isVisible())) await page.getByRole('button', { name: who.name }).click();
    return phone(who);
  }

  return {
    async says(who, text) {
      const box = (await pickUp(who)).getByRole('textbox');
      await box.fill(text);
      await box.press('Enter');
    },

    async taps(who, label) {
      const button = (await pickUp(who)).getByRole('button', { name: label, exact: true });
      await button.last().click();
    },

    async sends(who, what) {
      const file = files[what];
      if (file) {
        const { name, mimeType, bytes } = await file();
        const chooser = (await pickUp(who)).locator('[type=file]');
        await chooser.setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
        return;
      }
      if (sendables[what] !== 'contact') throw new Error(`The page sends no ${what}.`);
      const button = (await pickUp(who)).getByRole('button', { name: 'Kirim nomor saya' });
      await button.last().click();
    },

    async hears(who, atLeast) {
      const before = heard.get(who.account) ?? 0;
      await until(async () => (await answers(who).count()) - before >= atLeast);
      const messages = (await answers(who).all()).slice(before);
      heard.set(who.account, before + messages.length);
      return Promise.all(
        messages.map(async (message) => ({
          text: await message
            .locator('.words')
            .evaluate((words) =>
              [...words.childNodes]
                .map((part) =>
                  part.nodeName === 'STRONG' ? `**${part.textContent}**` : part.textContent,
                )
                .join(''),
            ),
          options: (await message.locator('.choices button').allTextContents()).map((label) =>
            label === 'Kirim nomor saya' ? ownNumber : label,
          ),
        })),
      );
    },

    seesClock: async () => {},
  };
}
