import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';

/** What keeps a process alive, or runs beside it, and has to be ended by whoever began it. */
const handles = new Set([
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeWrap',
  'ProcessWrap',
  'FSEventWrap',
]);
/** Vitest's own: the channel to its main process, and what the worker began with. */
const before = count();

function count(): Map<string, number> {
  const all = process.getActiveResourcesInfo().filter((handle) => handles.has(handle));
  return new Map([...new Set(all)].map((name) => [name, all.filter((one) => one === name).length]));
}

function left(): string[] {
  return [...count()].flatMap(([name, n]) => (n > (before.get(name) ?? 0) ? [name] : []));
}

/** A file that leaves a connection, a server or a process open fails, after a second in which it may still end. */
afterAll(async () => {
  for (let waits = 0; waits < 20 && left().length > 0; waits++) await delay(50);
  if (left().length > 0) throw new Error(`It left open: ${left().join(', ')}.`);
});
