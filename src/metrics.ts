import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What an operator watches; in Prometheus's form at `/metrics`. No label holds anything personal. */
export function createMetrics(
  counts: () => Promise<{ waiting: number }>,
  channels: () => { name: string; ready: boolean; degraded: boolean }[] = () => [],
) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    turns: new Counter({
      name: 'ksbb_turns_total',
      help: 'Turns that ended, by channel and by the flow where they ended.',
      labelNames: ['channel', 'flow'],
      registers,
    }),
    turnSeconds: new Histogram({
      name: 'ksbb_turn_seconds',
      help: 'From the acceptance of an event to the end of its turn.',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    sends: new Counter({
      name: 'ksbb_sends_total',
      help: 'Messages handed to a channel, by how that ended.',
      labelNames: ['channel', 'kind', 'outcome'],
      registers,
    }),
    faults: new Counter({
      name: 'ksbb_faults_total',
      help: 'Turns and deliveries that threw: each is a bug or a setting to look at.',
      registers,
    }),
    deadLetters: new Counter({
      name: 'ksbb_dead_letters_total',
      help: 'Events that three tries could not turn into a turn.',
      registers,
    }),
    connectionsEnded: new Counter({
      name: 'ksbb_connections_ended_total',
      help: 'Connections of a channel that ended, by what that meant: lost, restart, replaced, unlinked, banned …',
      labelNames: ['channel', 'reason'],
      registers,
    }),
    channelReady: new Gauge({
      name: 'ksbb_channel_ready',
      help: '1 for a channel that can receive now, else 0; /health/ready says why.',
      labelNames: ['channel'],
      registers,
      collect() {
        for (const { name, ready } of channels()) this.set({ channel: name }, ready ? 1 : 0);
      },
    }),
    channelDegraded: new Gauge({
      name: 'ksbb_channel_degraded',
      help: '1 for a channel that receives, and on which something is amiss, e.g. a number that WhatsApp restricts.',
      labelNames: ['channel'],
      registers,
      collect() {
        for (const { name, degraded } of channels()) this.set({ channel: name }, degraded ? 1 : 0);
      },
    }),
    waiting: new Gauge({
      name: 'ksbb_waiting',
      help: 'Conversations with events that are accepted and not yet taken.',
      registers,
      /** Asked for when somebody looks; while the store is away the last figure stands. */
      async collect() {
        const found = await counts().catch(() => undefined);
        if (found) this.set(found.waiting);
      },
    }),
  };
}
