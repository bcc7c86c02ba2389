import { setTimeout as delay } from 'node:timers/promises';
import { jpeg, pdf } from '../pictures.ts';
import { readScreen } from '../whatsapp/screen.ts';
import type { Person, Shown } from '../whatsapp/server/person.ts';
import type { World } from '../whatsapp/server/world.ts';
import type { Character } from './cast.ts';
import { ownNumber, ownPlace, type Phones, shownFile, until } from './phones.ts';
import { sendables } from './talk.ts';

/** How long (ms) a bot may go by the clock as it was: it looks every two seconds. */
const clockTime = 3000;

/**
 * Phones with WhatsApp on them, on the server of the tests. There are no buttons: a choice is typed by what stands before it.
 * `meet` makes somebody known to the bot from before the talk, and gives the account.
 */
export function whatsappPhones(
  world: World,
  meet: (jids: { lid: string; pn: string }) => Promise<string>,
): Phones {
  const heard = new Map<Person, number>();
  const phoneOf = ({ name, phone }: Character) => world.person(phone.replace(/\D/g, ''), name);

  return {
    async addressOf(who) {
      const { lid, jid: pn } = phoneOf(who);
      return { channel: 'whatsapp', account: await meet({ lid, pn }) };
    },

    async says(who, text) {
      phoneOf(who).says(text);
      await world.settled();
    },

    async taps(who, label) {
      const { inbox } = phoneOf(who);
      const found = inbox.findLast((shown) => choiceIn(shown, label));
      const choice = found && choiceIn(found, label);
      if (!choice) {
        throw new Error(
          `${who.name} sees no choice "${label}"; the newest message is: ${inbox.at(-1)?.text}`,
        );
      }
      // Whoever means an older question quotes it.
      const quote = found === inbox.at(-1) ? undefined : found;
      phoneOf(who).says(choice.type, { quote });
      await world.settled();
    },

    async sends(who, what) {
      const person = phoneOf(who);
      const kind = sendables[what];
      if (kind === 'contact') person.sharesContact(who.phone);
      if (kind === 'location') person.sharesLocation();
      if (kind === 'sticker') person.sendsSticker();
      if (kind === 'voice') person.sendsVoice();
      if (kind === 'photo')
        await person.sendsFile('image', await jpeg(), { mimetype: 'image/jpeg' });
      if (kind === 'document') {
        await person.sendsFile('document', pdf(), { mimetype: 'application/pdf' });
      }
      await world.settled();
    },

    async hears(who, atLeast) {
      const person = phoneOf(who);
      const before = heard.get(person) ?? 0;
      await until(() => person.inbox.length - before >= atLeast);
      const news = person.inbox.slice(before);
      heard.set(person, before + news.length);
      return news.map(asHeard);
    },

    seesClock: () => delay(clockTime),
  };
}

const choiceIn = ({ text }: Shown, label: string) =>
  readScreen(text).choices.find((choice) => choice.label === label);

function asHeard({ text, message }: Shown) {
  const { marked, choices, offersNumber } = readScreen(text);
  const kind = message.imageMessage ? 'photo' : message.documentMessage ? 'document' : undefined;
  return {
    text: shownFile(kind) + marked,
    options: [
      ...(offersNumber ? [ownNumber] : []),
      // WhatsApp has no button for it: the question says so in words.
      ...(/kirim lokasi|send a location/.test(marked) ? [ownPlace] : []),
      ...choices.map(({ label }) => label),
    ],
  };
}
