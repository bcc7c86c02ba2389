import type { Records } from './aid/action.ts';
import { announcementTurned, progressArgs } from './aid/announcement/ended.ts';
import { failsTooMuch, silentDays, waitsDays } from './aid/announcement/rules.ts';
import { announcementText } from './aid/announcement/told.ts';
import { resolvePerson } from './aid/person/resolve.ts';
import { quietHours } from './aid/programme/records.ts';
import { afterQuiet } from './aid/programme/rules.ts';
import type { Channel } from './chat/channel.ts';
import type { ChannelName } from './chat/message.ts';
import { startAnnouncing } from './delivery/announce.ts';
import { startOverseeing } from './delivery/oversee.ts';
import type { Book } from './flow/definition.ts';
import { renderNotice } from './flow/notice.ts';
import { announcementsOwed } from './store/announcements.ts';
import type { PrismaClient } from './store/database.ts';
import type { Secrets } from './store/secrets.ts';
import type { Records as Db } from './store/sessions.ts';

interface Given {
  prisma: PrismaClient;
  secrets: Secrets;
  channels: Partial<Record<ChannelName, Channel>>;
  book: Book;
  bind(db: Db, now: Date): Records;
  now(): Date;
  /** Messages a second. */
  pace: Record<ChannelName, number>;
  count(channel: string, outcome: string): void;
  fault(error: unknown): void;
  /** A notice was written. */
  wrote(): void;
}

/** Everything about announcements that runs beside the turns. */
export function openAnnouncing({ prisma, secrets, channels, book, bind, ...given }: Given) {
  const { now, fault } = given;
  const records = () => bind(prisma, now());
  const awake = async () => {
    const at = now();
    return afterQuiet(at, await quietHours({ db: prisma }, at)).getTime() === at.getTime();
  };
  const sending = startAnnouncing({
    prisma,
    secrets,
    channels,
    now,
    perSecond: given.pace,
    silentDays,
    awake,
    text: (announcement, person, language) =>
      announcementText(records(), { announcement, person, language, now: now() }),
    count: given.count,
    fault: (error) => void fault(error),
  });
  const overseeing = startOverseeing({
    prisma,
    channels,
    now,
    waitsDays,
    failsTooMuch,
    turned: (db, { id, confirmedBy }, how) =>
      announcementTurned(bind(db, now()), { id, confirmedBy, how, now: now() }),
    async progress(announcement, language) {
      const args = await progressArgs(records(), announcement);
      return renderNotice(book, 'announcement-progress', args, language);
    },
    resolve: (person) => resolvePerson({ db: prisma, secrets }, person),
    wrote: given.wrote,
    fault,
  });
  return {
    madeRoom: sending.madeRoom,
    wake: sending.wake,
    async stop() {
      await Promise.all([sending.stop(), overseeing.stop()]);
    },
    owed: async () => announcementsOwed(prisma, { now: now(), awake: await awake(), silentDays }),
  };
}
