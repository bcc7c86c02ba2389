export interface LookOut {
  /** Looks at once: something was just written. */
  wake(): void;
  /** Ends after what is in hand, of which there is one piece at most. */
  stop(): Promise<void>;
}

/**
 * Looks every so often (ms) for what is due, and does one piece after the other until there is none. `one` does a
 * piece and tells whether there was any; what it throws goes to `fault`, and the next look begins anew.
 */
export function keepLooking({
  every,
  one,
  fault,
}: {
  every: number;
  one: () => Promise<boolean>;
  fault: (error: unknown) => void;
}): LookOut {
  let stopped = false;
  let running: Promise<void> | undefined;

  async function doAll(): Promise<void> {
    // One in hand at a time: nobody waits for another's, and a process that stops leaves at most one.
    while (!stopped && (await one()));
  }

  function wake(): void {
    if (stopped || running) return;
    running = doAll()
      .catch(fault)
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(wake, every);
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
