// A bot that answers every text with an echo, over the real channel, sessions and voice: only the flows are replaced, by a row
// for each text. CRASH_AT names the point at which it kills itself, as by kill -9, once the first message was begun.
import { createWhatsapp } from '../../../src/channels/whatsapp/channel.ts';
import { Overtaken } from '../../../src/channels/whatsapp/store.ts';
import { createLog } from '../../../src/log.ts';
import { hold } from '../../../src/store/advisory.ts';
import { connect } from '../../../src/store/database.ts';
import { openPostgresSessions } from '../../../src/store/postgres-sessions.ts';
import { chatKey, createSecrets } from '../../../src/store/secrets.ts';
import { openWhatsappStore } from '../../../src/store/whatsapp.ts';
import { startRunner } from '../../../src/turn/runner.ts';
import { createVoice } from '../../../src/turn/voice.ts';

const {
  DATABASE_URL: url = '',
  DATA_KEY = '',
  WHATSAPP_SOCKET_URL,
  CRASH_AT,
  LOG_LEVEL,
} = process.env;
const secrets = createSecrets(Buffer.from(DATA_KEY, 'base64'));
const log = createLog(LOG_LEVEL ?? 'silent');
const prisma = connect(url);
let armed = false;
let taken = false;

function come(point: string): void {
  if (point === 'before decryptMessage') {
    armed = true;
    if (CRASH_AT === 'decrypt') die();
  }
  // Nothing is decrypted of what comes in the clear.
  if (point === 'before clear') {
    armed = true;
    if (CRASH_AT === 'clear') die();
  }
  if (point === 'after clear' && CRASH_AT === 'clear-kept') die();
  if (!armed) return;
  if (point === 'after decryptMessage' && CRASH_AT === 'keys') die();
  if (point === 'handled' && CRASH_AT === 'accepted') die();
  if (point === 'after encryptMessage' && CRASH_AT === 'sealed') die();
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

const records = openWhatsappStore({ url, secrets, overtaken: Overtaken });
const store = {
  ...records,
  keys: {
    ...records.keys,
    async write(epoch: number, change: Parameters<typeof records.keys.write>[1]) {
      const isSession = [...change.put.keys()].some((name) => name.startsWith('session:'));
      if (taken && isSession && change.kept.length === 0 && CRASH_AT === 'commit') die();
      await records.keys.write(epoch, change);
    },
  },
  sent: {
    ...records.sent,
    async acked(id: string, place: number) {
      await records.sent.acked(id, place);
      if (armed && CRASH_AT === 'sent') die();
    },
  },
};

const channel = createWhatsapp({
  store,
  url: WHATSAPP_SOCKET_URL,
  hold: (name, run, until) => hold(url, name, run, { stop: until, retry: 50 }),
  report: (detail) => process.stdout.write(`${detail}\n`),
  at: come,
});
const sessions = openPostgresSessions({ prisma, url, secrets });
const runner = startRunner({
  sessions,
  sweepEvery: 200,
  worker: {
    async turn({ event }, db) {
      if (!db) return 'needs-records';
      const { content, id } = event.incoming;
      const text = content.kind === 'text' ? content.text : content.kind;
      await db.$executeRaw`INSERT INTO crash_effect (event, chat, text) VALUES (${id}, ${event.chat}, ${text})`;
      taken = armed;
      if (armed && CRASH_AT === 'handler') die();
      const reply = { text: `echo ${text}`, options: [], marks: 'numbers' as const };
      return { position: '{}', question: undefined, replies: [reply] };
    },
    say: createVoice({ channels: { whatsapp: channel }, count() {} }),
  },
  ended() {
    if (armed && CRASH_AT === 'turned') die();
  },
  fault(_, error) {
    log.error({ error }, 'fault');
    process.stdout.write(`fault: ${error}\n`);
  },
  makingSure() {},
});

await channel.start(async (incoming) => {
  // Killed from outside once the receipt is there.
  if (CRASH_AT === 'receipt') await new Promise(() => {});
  const chat = chatKey(secrets, incoming.from);
  const id = secrets.hash(`event:whatsapp:${incoming.id}`);
  await sessions.accept({ chat, id, incoming, now: Date.now(), seed: id.slice(0, 32) });
  runner.wake(chat);
});

process.on('SIGTERM', async () => {
  await channel.stop();
  await runner.stop();
  await sessions.close();
  await records.close();
  await prisma.$disconnect();
  process.exit(0);
});
