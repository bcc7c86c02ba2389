import { randomUUID } from 'node:crypto';
import { consentText } from '../../src/aid/person/rules.ts';
import { openDatabase } from '../../src/store/database.ts';
import { chatKey, createSecrets } from '../../src/store/secrets.ts';
import type { Ground } from '../talks/ground.ts';
import type { BotApi, Person } from '../telegram/bot-api/index.ts';

/** The chat of the admin who announces; the crowd's follow it. */
export const adminChat = 5_000_000;
/** One in so many wants no announcements, has blocked the bot. */
const quietEach = 25;
const blockedEach = 40;

export interface Crowd {
  admin: Person;
  /** Chats of those who are to get it, and of those who cannot: the bot is blocked there. */
  open: number[];
  blocked: number[];
  quiet: number[];
}

/** So many people who agreed and wrote on Telegram once, with the admin of the programme. */
export async function layCrowd(ground: Ground, server: BotApi, size: number): Promise<Crowd> {
  const { DATABASE_URL: url = '', DATA_KEY: key = '' } = ground.env;
  const secrets = createSecrets(Buffer.from(key, 'base64'));
  const database = await openDatabase({ databaseUrl: url, dataDir: '' });
  const at = new Date('2026-10-01T03:00:00Z');
  const crowd: Crowd = {
    admin: server.person({ id: adminChat, firstName: 'Dodi' }),
    open: [],
    blocked: [],
    quiet: [],
  };
  const people = Array.from({ length: size + 1 }, (_, index) => {
    const isQuiet = index > 0 && index % quietEach === 0;
    const isBlocked = index > 0 && !isQuiet && index % blockedEach === 1;
    const chat = adminChat + index;
    if (index > 0) (isQuiet ? crowd.quiet : isBlocked ? crowd.blocked : crowd.open).push(chat);
    const phone = index === 0 ? crowd.admin : server.person({ id: chat, firstName: `W${index}` });
    phone.wroteBefore();
    return { id: randomUUID(), chat, isQuiet, isBlocked, phone };
  });
  for (let from = 0; from < people.length; from += 1000) {
    const part = people.slice(from, from + 1000);
    await database.prisma.person.createMany({
      data: part.map(({ id, chat, isQuiet }) => ({
        id,
        name: secrets.seal(chat === adminChat ? 'Dodi' : `Warga ${chat}`),
        sapaan: 'Pak',
        createdAt: at,
        quietAt: isQuiet ? at : null,
      })),
    });
    await database.prisma.address.createMany({
      data: part.map(({ id, chat }) => ({
        personId: id,
        channel: 'telegram' as const,
        account: secrets.seal(String(chat)),
        chat: chatKey(secrets, { channel: 'telegram', account: String(chat) }),
        createdAt: at,
      })),
    });
    await database.prisma.consent.createMany({
      data: part.map(({ id }) => ({
        personId: id,
        textVersion: consentText,
        channel: 'telegram' as const,
        givenAt: at,
      })),
    });
  }
  const [admin] = people;
  if (admin)
    await database.prisma.role.create({
      data: { personId: admin.id, kind: 'admin', grantedAt: at },
    });
  await database.close();
  for (const { isBlocked, phone } of people) if (isBlocked) await phone.blocks();
  return crowd;
}
