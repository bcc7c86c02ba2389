import type { WebSocket } from 'ws';
import type { Node } from './nodes.ts';
import { Noise } from './noise.ts';

/** One web socket of the bot, after the handshake a stream of stanzas. */
export class Session {
  readonly noise = new Noise();
  /** Logged in: messages are sent to it. */
  open = false;
  /** Connected without credentials, to be linked. */
  registering = false;
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
  }
  send(stanza: Node): void {
    if (this.socket.readyState === 1) this.socket.send(this.noise.encode(stanza));
  }
  close(): void {
    this.socket.close();
  }
}
