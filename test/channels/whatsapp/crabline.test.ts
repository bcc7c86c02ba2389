import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWhatsAppServer } from '@openclaw/crabline';
import { BufferJSON, initAuthCreds } from '@whiskeysockets/baileys';
import { expect, test, vi } from 'vitest';
import type { Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { said } from '../wire.ts';
import { layGround } from './ground.ts';

const database = useDatabase();

/**
 * A second server, written by others: what ours and it both take for WhatsApp is less likely to be our own mistake. It knows text alone,
 * in the clear on the way to the bot, and gives nobody keys or credentials to be linked with.
 */
test('a text comes from a server that others wrote, and an answer goes there', async () => {
  const ground = await layGround(database, { linked: false });
  const folder = await mkdtemp(join(tmpdir(), 'ksbb-crabline-'));
  const sent: unknown[] = [];
  const server = await startWhatsAppServer({
    recorderPath: join(folder, 'recorded.jsonl'),
    onEvent: (event) => void sent.push(event),
  });
  const { manifest } = server;
  try {
    const creds = { ...initAuthCreds(), accountSyncCounter: 1, me: { id: manifest.selfJid } };
    const { epoch } = await ground.store.account.take();
    await ground.store.account.keepCreds(epoch, JSON.stringify(creds, BufferJSON.replacer), true);
    const channel = ground.make({ url: manifest.endpoints.baileysWebSocketUrl, ackSeconds: 10 });
    const events: Incoming[] = [];
    await channel.start(async (event) => void events.push(event));
    await vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 15_000);

    const response = await fetch(manifest.endpoints.adminInboundUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Crabline-Admin-Token': manifest.adminToken,
      },
      body: JSON.stringify({
        chatJid: '6281200000012@s.whatsapp.net',
        senderJid: '6281200000012@s.whatsapp.net',
        text: 'mau bantu',
      }),
    });
    expect(response.status).toBeLessThan(300);
    await vi.waitFor(() => expect(events).toHaveLength(1), 10_000);
    expect(events[0]?.content).toEqual({ kind: 'text', text: 'mau bantu' });

    const to = events[0]?.from ?? { channel: 'whatsapp' as const, account: '' };
    expect(await channel.send(to, said({ text: 'Boleh kami simpan?' }), 'r1')).toMatchObject({
      ok: true,
    });
    expect(JSON.stringify(sent)).toContain('Boleh kami simpan?');
    await channel.stop();
  } finally {
    await ground.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 40_000);
