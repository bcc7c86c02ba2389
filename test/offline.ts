import { Socket } from 'node:net';
import { afterEach } from 'vitest';

/** Where tests may connect to: this machine alone. */
const loopback = /^(127(\.\d+){3}|::1|localhost)$/;
const reached: string[] = [];

/** A test that connects elsewhere fails, even when the code under test swallows the refusal. */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const host = hostOf(args);
  if (host === undefined || loopback.test(host)) {
    return Reflect.apply(connect, this, args);
  }
  reached.push(host);
  return this.destroy(new Error(`Tests have no network: ${host} was not called.`));
};

afterEach(() => {
  const [host] = reached.splice(0);
  if (host) throw new Error(`It reached for the network: ${host}`);
});

/** `connect(port, host)`, `connect({ host })`, or the same as the one list that node:net makes of them. */
function hostOf([first, second]: unknown[]): string | undefined {
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) return (first as { host?: string }).host;
  return typeof second === 'string' ? second : undefined;
}
