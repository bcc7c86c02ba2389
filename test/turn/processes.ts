import { setTimeout as delay } from 'node:timers/promises';
import { type Bot, startBot } from '../../scripts/bot.ts';

/** Equal processes of the bot on the same records, any of which may be killed. */
export class Processes {
  readonly #env: Record<string, string>;
  #living: Bot[] = [];
  readonly #starting = new Set<Promise<void>>();
  kills = 0;

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  urls = (): string[] => this.#living.map(({ url }) => url);

  /** Starts another one; done when it is ready. */
  start(): Promise<void> {
    const started = startBot(this.#env, { entry: 'main' }).then((bot) => {
      this.#living.push(bot);
    });
    this.#starting.add(started);
    return started.finally(() => this.#starting.delete(started));
  }

  /** kill -9 of one that lives, or of all; as many others are started at once. Waits until one lives to kill it. */
  async kill(which: number, all: boolean): Promise<void> {
    while (this.#living.length === 0) await Promise.race([...this.#starting, delay(50)]);
    const victims = all
      ? this.#living.splice(0)
      : this.#living.splice(Math.floor(which * this.#living.length), 1);
    for (const { stop } of victims) {
      await stop('SIGKILL');
      this.kills += 1;
      void this.start();
    }
  }

  /** SIGTERM to all: gives their exit codes. */
  async stop(): Promise<(number | null)[]> {
    await Promise.allSettled(this.#starting);
    return Promise.all(this.#living.splice(0).map(({ stop }) => stop()));
  }
}
