import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeBigEndian, proto } from '@whiskeysockets/baileys';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { answerTo } from './answers.ts';
import { noFaults } from './faults.ts';
import { Link } from './link.ts';
import { MediaHost } from './media-host.ts';
import { child, digits, type Node, node, seconds, server } from './nodes.ts';
import { type Addressing, Person, type Shown } from './person.ts';
import { Session } from './session.ts';
import { show } from './show.ts';
import type { DeviceKeys } from './signal.ts';

/**
 * A server that speaks WhatsApp on loopback, and the people who write to the bot. The handshake, the stanzas and the encryption of
 * both directions are real; there are no groups and no pairing codes.
 */
export class World {
  readonly number: string;
  addressing: Addressing;
  readonly faults = noFaults();
  readonly link: Link;
  readonly media = new MediaHost(() => this.#port);
  /** By number and by LID. */
  readonly people = new Map<string, Person>();
  /** Sent to the bot, and not receipted: sent again when it connects. */
  pending: Node[] = [];
  /** Everything that the bot sent, stanza by stanza. */
  readonly nodes: Node[] = [];
  /** What the bot said and a phone could not read. */
  readonly unread: { id: string; to: string; error: unknown }[] = [];
  readonly sent: (Shown & { to: string })[] = [];
  /** What went wrong in here: a test looks. */
  error: unknown;
  readonly #sessions = new Set<Session>();
  #server: Server | undefined;
  #port = 0;
  #ids = 0;
  #line = Promise.resolve();

  constructor({
    number = '6281200000000',
    addressing = 'lid',
  }: { number?: string; addressing?: Addressing } = {}) {
    this.number = number;
    this.addressing = addressing;
    this.link = new Link(number);
  }

  get jid(): string {
    return `${this.number}@${server}`;
  }
  get port(): number {
    return this.#port;
  }
  /** WHATSAPP_SOCKET_URL. */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ws/chat`;
  }
  get connected(): boolean {
    return [...this.#sessions].some(({ open }) => open);
  }
  get connections(): number {
    return [...this.#sessions].filter(({ open }) => open).length;
  }

  async listen(): Promise<string> {
    const http = createServer((request, response) => this.media.serve(request, response));
    this.#server = http;
    new WebSocketServer({ server: http }).on('connection', (socket) => this.#accept(socket));
    await new Promise<void>((done) => {
      http.listen(this.#port, '127.0.0.1', done);
    });
    this.#port = (http.address() as AddressInfo).port;
    return this.url;
  }

  async close(): Promise<void> {
    this.drop();
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  /** Somebody new, or who is known by that number. */
  person(number: string, name = 'Ani'): Person {
    const known = this.people.get(number);
    if (known) return known;
    const person = new Person(this, number, name);
    this.people.set(number, person);
    this.people.set(digits(person.lid), person);
    return person;
  }

  takeBotKeys = (): Promise<DeviceKeys> => this.link.take();

  /** Links whoever shows this code. */
  scan(qr: string): void {
    const session = [...this.#sessions].find(({ registering }) => registering);
    if (!session) throw new Error('Nobody waits to be linked.');
    this.link.scan(qr, session);
  }

  drop(): void {
    for (const { socket } of this.#sessions) socket.terminate();
  }
  async restart(milliseconds = 300): Promise<void> {
    await this.close();
    await delay(milliseconds);
    await this.listen();
  }
  /** The owner unlinks the bot on the phone. */
  logout(): void {
    this.link.linked = false;
    this.end(node('stream:error', { code: '401' }, [node('conflict', { type: 'device_removed' })]));
  }
  /** Another installation has connected with the same credentials. */
  replace(): void {
    this.end(node('stream:error', {}, [node('conflict', { type: 'replaced' })]));
  }
  /** `403`: the number is banned. */
  fail(reason: string): void {
    this.end(node('failure', { reason, location: 'test' }));
  }
  end(last: Node): void {
    for (const session of this.#sessions) {
      session.send(last);
      session.close();
    }
  }
  /** Any stanza, as the server's own. */
  push(stanza: Node): void {
    for (const session of this.#sessions) if (session.open) session.send(stanza);
  }
  /** What the bot sent of that kind. */
  heard(tag: string, attrs: Record<string, string> = {}): Node[] {
    return this.nodes.filter(
      (one) =>
        one.tag === tag &&
        Object.entries(attrs).every(([name, value]) => one.attrs[name] === value),
    );
  }

  /** To the bot, one after another: kept until its receipt comes, and sent again (as offline) when it reconnects. */
  deliver(stanza: Node, seal: () => Promise<Node>): void {
    this.pending.push(stanza);
    const { duplicate, replay, chance } = this.faults;
    this.#line = this.#line
      .then(async () => {
        for (let times = chance() < duplicate ? 2 : 1; times > 0; times--) {
          stanza.content = [await seal()];
          for (let copies = chance() < replay ? 2 : 1; copies > 0; copies--) this.push(stanza);
        }
      })
      .catch((error: unknown) => {
        this.error ??= error;
      });
  }
  /** Once everything that was written is sealed and sent. */
  settled = (): Promise<void> => this.#line;
  /** The newest message once more, though it was receipted. */
  redeliver(stanza: Node): void {
    this.pending.push(stanza);
    this.push(stanza);
  }

  #accept(socket: WebSocket): void {
    const session = new Session(socket);
    this.#sessions.add(session);
    socket.on('close', () => this.#sessions.delete(session)).on('error', () => {});
    let turn = Promise.resolve();
    socket.on('message', (data: RawData) => {
      turn = turn
        .then(() => this.#read(session, data as Buffer))
        .catch((error: unknown) => {
          this.error ??= error;
          socket.terminate();
        });
    });
  }

  async #read(session: Session, data: Buffer): Promise<void> {
    const { noise } = session;
    for (const one of noise.frames(data)) {
      if (noise.ready) {
        await this.#handle(session, await noise.decode(one));
        continue;
      }
      const { clientHello, clientFinish } = proto.HandshakeMessage.decode(one);
      if (clientHello) session.socket.send(noise.hello(clientHello));
      else if (clientFinish) this.#login(session, noise.finish(clientFinish));
    }
  }

  #login(session: Session, payload: proto.ClientPayload): void {
    if (payload.devicePairingData) {
      session.registering = true;
      const ref = () => node('ref', {}, Buffer.from(`2@${randomBytes(16).toString('base64')}`));
      const id = `pair${++this.#ids}`;
      const device = node('pair-device', {}, Array.from({ length: 6 }, ref));
      return session.send(node('iq', { from: server, type: 'set', id }, [device]));
    }
    if (!this.link.linked) {
      session.send(node('failure', { reason: '401', location: 'test' }));
      return session.close();
    }
    session.send(node('success', { t: seconds(), lid: this.link.device.lid }));
    session.open = true;
    for (const message of this.pending.filter(({ content }) => content)) {
      session.send({ ...message, attrs: { ...message.attrs, offline: '0' } });
    }
    session.send(node('ib', {}, [node('offline', { count: `${this.pending.length}` })]));
  }

  async #handle(session: Session, stanza: Node): Promise<void> {
    this.nodes.push(stanza);
    const { tag, attrs } = stanza;
    if (tag === 'receipt' && attrs.type === 'retry') {
      const person = this.people.get(digits(attrs.to));
      void person?.retry(stanza).catch((error: unknown) => {
        this.error ??= error;
      });
    } else if (
      (tag === 'receipt' && attrs.type !== 'read') ||
      (tag === 'ack' && (attrs.class === 'message' || attrs.class === 'call'))
    ) {
      this.pending = this.pending.filter((one) => one.attrs.id !== attrs.id);
    }
    if (tag === 'receipt') {
      session.send(node('ack', { class: 'receipt', id: attrs.id ?? '', from: attrs.to ?? server }));
    }
    if (tag === 'iq' && child(stanza, 'pair-device-sign')) {
      session.send(node('stream:error', { code: '515' }));
      return session.close();
    }
    if (tag === 'iq' && child(stanza, 'remove-companion-device')) return this.logout();
    if (tag === 'iq' && attrs.type !== 'result') {
      const answer = { id: attrs.id ?? '', from: attrs.to ?? server, type: 'result', t: seconds() };
      session.send(node('iq', answer, answerTo(this, stanza)));
    }
    if (tag === 'message') await this.#take(session, stanza);
  }

  /** A message of the bot. */
  async #take(session: Session, stanza: Node): Promise<void> {
    const { faults } = this;
    const { id = '', to = '' } = stanza.attrs;
    const person = this.people.get(digits(to));
    const refusal = faults.refuse.shift();
    if (faults.dropBefore > 0) {
      faults.dropBefore--;
      return session.socket.terminate();
    }
    if (faults.delay > 0) await delay(faults.delay);
    const error = refusal ?? (person ? undefined : '404');
    const isAcked = faults.acceptThenDrop === 0 && faults.acceptInSilence === 0;
    const ack = { class: 'message', id, from: to, t: seconds(), ...(error ? { error } : {}) };
    // The server has it before the phone shows it.
    if (isAcked) session.send(node('ack', ack));
    const isRead = person && !error ? await show(this, person, stanza) : true;
    if (faults.acceptThenDrop > 0) {
      faults.acceptThenDrop--;
      return session.socket.terminate();
    }
    if (faults.acceptInSilence > 0) {
      faults.acceptInSilence--;
      return;
    }
    if (error) return;
    const receipt = { from: to, id, t: seconds() };
    if (isRead) return session.send(node('receipt', receipt));
    const again = [
      node('retry', { count: '1', id, t: seconds(), v: '1' }),
      node('registration', {}, encodeBigEndian(1, 4)),
    ];
    session.send(node('receipt', { ...receipt, type: 'retry' }, again));
  }
}
