import { randomBytes } from 'node:crypto';
import { perSecond } from './aid/announcement/rules.ts';
import { fileNotice, fileOf } from './aid/data/file.ts';
import { rememberLanguage, resolvePerson } from './aid/person/resolve.ts';
import { photoEnded } from './aid/photo/ended.ts';
import { timed } from './aid/timed.ts';
import { createSimulator, type Simulator } from './channels/simulator/channel.ts';
import type { Journal } from './channels/simulator/journal.ts';
import { demoPeople } from './channels/simulator/people.ts';
import { createTelegram, type Telegram } from './channels/telegram/channel.ts';
import type { Whatsapp } from './channels/whatsapp/channel.ts';
import type { Channel } from './chat/channel.ts';
import type { Address, ChannelName, Incoming } from './chat/message.ts';
import type { Config } from './config.ts';
import { startDelivery } from './delivery/deliver.ts';
import type { World } from './flow/advance.ts';
import { renderNotice } from './flow/notice.ts';
import { connectRedis, layFoundation } from './foundation.ts';
import { healthOf, standingOf } from './health-of.ts';
import { faultOf, type Log } from './log.ts';
import { sayMakingSure } from './making-sure.ts';
import { startFetching } from './media/fetch.ts';
import { createMetrics } from './metrics.ts';
import { openAnnouncing } from './open-announcing.ts';
import { openSessions } from './open-sessions.ts';
import { openWhatsapp } from './open-whatsapp.ts';
import { prepare } from './prepare.ts';
import { readWorld } from './read-world.ts';
import { actions, bindRecords } from './records.ts';
import { hold } from './store/advisory.ts';
import { watchBlocked } from './store/blocked.ts';
import type { Clock } from './store/clock.ts';
import { noticesOwed } from './store/outbox.ts';
import { chatKey } from './store/secrets.ts';
import type { Accepted } from './store/sessions.ts';
import { openSimulatorJournal } from './store/simulator-journal.ts';
import { startForgetting } from './turn/forgetter.ts';
import { startRunner } from './turn/runner.ts';
import { startTimekeeper } from './turn/timekeeper.ts';
import { createTurn, type TurnReport } from './turn/turn.ts';
import { createVoice } from './turn/voice.ts';

/** Everything put together. `start` begins to receive; `stop` finishes what is being done and closes all. */
export interface App {
  simulator: Simulator | undefined;
  telegram: Telegram | undefined;
  whatsapp: Whatsapp | undefined;
  /** What the simulator's phones said and heard. */
  journal: Journal | undefined;
  demo: boolean;
  metrics: ReturnType<typeof createMetrics>;
  /** The path of the key file, when this start made it. */
  madeKey: string | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Each part that must work for the bot to be of use, with a sentence for the operator. */
  health(): Promise<{ ready: boolean; parts: Record<string, string> }>;
  /** Events of that chat not yet taken, and replies not yet said. */
  pending(address: Address): Promise<number>;
  /** Notices to anybody that are due and not sent yet, timers that are due, and files to be fetched. */
  owed(): Promise<number>;
}

/**
 * `world` is what the bot can say and the places that it knows, read from `flows/` and `regions/` unless given;
 * `clock` is the database's unless given; `announcing` are the messages a second that announcements may take.
 */
export async function createApp(
  config: Config,
  log: Log,
  given: { world?: World; clock?: Clock; announcing?: { telegram: number } } = {},
): Promise<App> {
  const world = given.world ?? (await readWorld());
  const foundation = await layFoundation(config);
  const { database, secrets } = foundation;
  const { prisma } = database;
  const closing: (() => Promise<void> | void)[] = [() => foundation.close()];
  const closeAll = async () => {
    for (const close of closing.reverse()) await close();
  };
  try {
    const { demo } = await prepare(foundation, config);
    const clock = given.clock ?? (await foundation.openClock(demo && config.simulator));
    closing.push(() => clock.stop());
    const redis = config.redisUrl ? await connectRedis(config.redisUrl) : undefined;
    const sessions = await openSessions({ config, redis, foundation, log }, closing);
    const metrics = createMetrics(
      () => sessions.counts(),
      () => standingOf(open),
    );
    const faults = new Map<string, string>();
    /** Tells the operator the kind of a fault in what goes on beside the turns. */
    const failed = (what: string) => (error: unknown) => {
      metrics.faults.inc();
      log.error({ fault: faultOf(error) }, what);
    };

    const journal = config.simulator ? openSimulatorJournal(prisma, secrets, clock) : undefined;
    const simulator = journal
      ? createSimulator({ journal, clock, people: demoPeople, host: config.host })
      : undefined;
    const telegram = config.telegram
      ? createTelegram({
          token: config.telegram.token,
          apiRoot: config.telegram.apiRoot,
          ...(config.publicUrl && config.telegram.webhookSecret
            ? { webhook: { publicUrl: config.publicUrl, secret: config.telegram.webhookSecret } }
            : {}),
          hold: (name, run, until) => hold(database.url, name, run, { stop: until }),
          report: (detail) => log.info({ channel: 'telegram' }, detail),
        })
      : undefined;
    const whatsapp = openWhatsapp(
      config,
      {
        foundation,
        log,
        ended: (reason) => metrics.connectionsEnded.inc({ channel: 'whatsapp', reason }),
        pending: (chat) => sessions.pending(chat),
        now: clock.now,
        fault: failed('WhatsApp met a fault and goes on'),
      },
      closing,
    );
    const open: Channel[] = [simulator, telegram, whatsapp].filter((one) => one !== undefined);
    const channels: Partial<Record<ChannelName, Channel>> = Object.fromEntries(
      open.map((channel) => [channel.name, channel]),
    );

    const languages = rememberLanguage(prisma);
    const bind = bindRecords(secrets);
    /** Of turns that are not kept yet. */
    const reports = new Map<string, TurnReport>();
    /** A turn counts, and what it wrote for others is delivered, once it is kept. */
    const ended = (id: string, kept: boolean): void => {
      const report = reports.get(id);
      reports.delete(id);
      if (!report || !kept) return;
      const { event, channel, flow, step, records, poison, acceptedAt, chat, language } = report;
      const ms = Math.max(0, clock.now().getTime() - acceptedAt);
      metrics.turns.inc({ channel, flow });
      metrics.turnSeconds.observe(ms / 1000);
      if (poison) metrics.deadLetters.inc();
      faults.delete(event);
      languages.heard(chat, language, clock.now());
      if (records) {
        delivery.wake();
        fetching.wake();
        announcing.wake();
      }
      log.info({ turn: event.slice(0, 10), channel, flow, step, records, ms }, 'turn');
    };
    const blocked = await watchBlocked(prisma, failed('the list of the blocked was not read'));
    closing.push(() => blocked.stop());
    const turn = createTurn({
      world,
      blocked: blocked.has,
      actions,
      reader: prisma,
      bind,
      lastFault: (event) => faults.get(event) ?? 'unknown',
      watch: (report) => reports.set(report.event, report),
    });
    const say = createVoice({
      channels,
      count: (channel, outcome) => {
        metrics.sends.inc({ channel, kind: 'reply', outcome });
        announcing.madeRoom(channel);
      },
    });
    const addresses = new Map<string, Address>();
    const runner = startRunner({
      sessions,
      worker: { turn, say },
      ended,
      fault: (event, error) => {
        metrics.faults.inc();
        faults.set(event, faultOf(error));
        log.error(
          { turn: event.slice(0, 10), fault: faultOf(error) },
          'a turn failed and is tried again',
        );
      },
      makingSure: (chat) => {
        const [to, language] = [addresses.get(chat), languages.of(chat)];
        if (to) sayMakingSure(channels[to.channel], { to, chat }, world.book, language);
      },
    });

    const accept = async (incoming: Incoming): Promise<void> => {
      const chat = chatKey(secrets, incoming.from);
      addresses.set(chat, incoming.from);
      if (addresses.size > 10_000) addresses.delete(addresses.keys().next().value ?? '');
      const id = secrets.hash(`event:${incoming.from.channel}:${incoming.id}`);
      const event: Accepted = { chat, id, incoming, now: clock.now().getTime(), seed: seedOf() };
      await sessions.accept(event);
      runner.wake(chat, incoming.from.channel);
    };
    // Nobody counts how fast we are on another server than WhatsApp's own.
    const pace = { ...perSecond, ...(config.whatsappUrl && { whatsapp: 22 }), ...given.announcing };
    const delivery = startDelivery({
      prisma,
      secrets,
      channels,
      perSecond: { telegram: pace.telegram },
      now: clock.now,
      resolve: (person, chat) => resolvePerson({ db: prisma, secrets }, person, chat),
      attach: async ({ notice, person }) => {
        if (notice !== fileNotice) return undefined;
        const now = clock.now();
        return (await fileOf(bind(prisma, now), person, now)) ?? 'gone';
      },
      render: (notice, args, language) => renderNotice(world.book, notice, args, language),
      resumes: (notice) => world.book.notices[notice]?.resumes ?? true,
      resume: (from, { id, notice }, order) => {
        const opens = world.book.notices[notice]?.opens;
        const content = { kind: 'resume', ...(opens !== undefined && { opens }) } as const;
        return accept({ id: `notice:${id}`, from, order, content });
      },
      count: (channel, outcome) => metrics.sends.inc({ channel, kind: 'notice', outcome }),
      fault: failed('delivery failed and is tried again'),
    });

    const timekeeper = startTimekeeper({
      prisma,
      now: clock.now,
      work: async (db, { kind, subject, step }, now) =>
        timed[kind]?.(bind(db, now), subject, { now, step }),
      worked: () => delivery.wake(),
      fault: failed('what was due failed and is tried again'),
    });

    const forgetting = startForgetting({
      prisma,
      secrets,
      sessions,
      fault: failed('forgetting failed and is tried again'),
    });

    const fetching = startFetching({
      prisma,
      secrets,
      channels,
      now: clock.now,
      ended: (db, id, state, now) => photoEnded(bind(db, now), id, { state, now }),
      worked: () => delivery.wake(),
      fault: failed('fetching a file failed and is tried again'),
    });

    const announcing = openAnnouncing({
      prisma,
      secrets,
      channels,
      book: world.book,
      bind,
      now: clock.now,
      pace,
      count: (channel, outcome) => metrics.sends.inc({ channel, kind: 'announcement', outcome }),
      wrote: () => delivery.wake(),
      fault: failed('an announcement met a fault and goes on'),
    });

    return {
      simulator,
      telegram,
      whatsapp,
      journal,
      demo,
      metrics,
      madeKey: foundation.madeKey,
      async start() {
        for (const channel of open) await channel.start(accept);
      },
      async stop() {
        await Promise.all(open.map((channel) => channel.stop()));
        // Side by side: a turn in progress does not wait for a slow send, nor the other way round.
        const parts = [runner, timekeeper, fetching, announcing, delivery, forgetting];
        await Promise.all(parts.map((part) => part.stop()));
        await closeAll();
      },
      health: () => healthOf({ prisma, redis, channels: open }),
      pending: (address) => sessions.pending(chatKey(secrets, address)),
      async owed() {
        const dueAt = { lte: clock.now() };
        const due = await prisma.timer.count({ where: { doneAt: null, dueAt } });
        const files = await prisma.media.count({ where: { state: 'awaited', dueAt } });
        const notices = await noticesOwed(prisma, clock.now());
        return due + files + notices + (await announcing.owed());
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Chance for an event: what ids and codes of its turn are made from. */
const seedOf = () => randomBytes(16).toString('hex');
