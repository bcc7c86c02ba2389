import type { Character } from '../talks/cast.ts';
import type { Phones } from '../talks/phones.ts';

/** Pages that somebody turns at most before they say that a button is not there. */
const mostPages = 30;
const more = 'Lainnya';

/** Somebody at the channel who does one thing after the other, and reads all of each answer. */
export interface Person {
  /** Types `cek data`, or taps `[Setujui]`: a button that holds these words, turning pages. False where none does. */
  does(step: string): Promise<boolean>;
  /** What the bot answered to the last one. */
  heard(): string;
}

/** `settles` waits until nothing that this person did is left to be answered. */
export function personAt(phones: Phones, who: Character, settles: () => Promise<void>): Person {
  let text = '';
  let shown: string[] = [];

  async function hear(): Promise<void> {
    await settles();
    const news = await phones.hears(who, 0);
    text = news.map((one) => one.text).join('\n');
    shown = news.flatMap(({ options }) => options);
  }

  async function taps(label: string): Promise<void> {
    await phones.taps(who, label);
    await hear();
  }

  return {
    heard: () => text,
    async does(step) {
      if (!step.startsWith('[')) {
        await phones.says(who, step);
        await hear();
        return true;
      }
      const words = step.slice(1, -1);
      for (let page = 0; page < mostPages; page += 1) {
        const label = shown.find((each) => each.includes(words));
        if (label !== undefined) {
          await taps(label);
          return true;
        }
        if (!shown.includes(more)) return false;
        await taps(more);
      }
      return false;
    },
  };
}
