import { setTimeout as delay } from 'node:timers/promises';
import { jpeg, pdf } from '../pictures.ts';
import type { BotApi, Person, Shown } from '../telegram/bot-api/index.ts';
import type { Character } from './cast.ts';
import { ownNumber, ownPlace, type Phones, shownFile, until } from './phones.ts';
import { sendables } from './talk.ts';

/** How long (ms) a bot may go by the clock as it was: it looks every two seconds. */
const clockTime = 3000;
/** The words of Telegram's own buttons for sharing. */
const sharing: Record<string, string> = {
  'Kirim nomor saya': ownNumber,
  'Send my number': ownNumber,
  'Kirim lokasi saya': ownPlace,
  'Send my location': ownPlace,
};

/** Phones with Telegram on them, on the Bot API server of the tests. */
export function telegramPhones(server: BotApi): Phones {
  const people = new Map<number, { person: Person; heard: number }>();

  function phoneOf({ name, chat, phone }: Character) {
    const known = people.get(chat);
    if (known) return known;
    const made = { person: server.person({ id: chat, firstName: name, phone }), heard: 0 };
    people.set(chat, made);
    return made;
  }

  return {
    // Whoever is known to the bot from before the talk has written to it.
    addressOf(who) {
      phoneOf(who).person.wroteBefore();
      return { channel: 'telegram', account: String(who.chat) };
    },

    async says(who, text) {
      await phoneOf(who).person.says(text);
    },

    async taps(who, label) {
      await phoneOf(who).person.taps(label);
    },

    async sends(who, what) {
      const { person } = phoneOf(who);
      const kind = sendables[what];
      if (kind === 'contact') await person.sharesContact(who.phone);
      if (kind === 'location') await person.sharesLocation();
      if (kind === 'sticker') await person.sendsSticker();
      if (kind === 'photo') await person.sendsPhoto(await jpeg());
      if (kind === 'document') await person.sendsDocument(pdf());
      if (kind === 'voice') await person.sendsVoice();
    },

    async hears(who, atLeast) {
      const phone = phoneOf(who);
      const unheard = () =>
        phone.person.messages.filter(({ from }) => from === 'bot').length - phone.heard;
      await until(() => unheard() >= atLeast);
      const count = unheard();
      phone.heard += count;
      const said: Shown[] = [];
      // What takes the place of a message is no new one.
      while (said.length < count)
        said.push(...(await phone.person.hears(1)).filter(({ edited }) => !edited));
      return said.map(asHeard);
    },

    seesClock: () => delay(clockTime),
  };
}

/** Bold as flows write it; buttons row after row. */
function asHeard({ html, buttons, media }: Shown) {
  const text = `${shownFile(media)}${html}`
    .replaceAll(/<\/?b>/g, '**')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return {
    text,
    options: buttons.flat().map((label) => sharing[label] ?? label),
  };
}
