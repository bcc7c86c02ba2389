/** Milliseconds between two tries. */
const between = 1000;

/** Does what the records must take, again and again until they do. Nothing where the process ends before that. */
export function keepTrying(
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  until: AbortSignal,
) {
  return async function kept<T>(work: () => Promise<T>): Promise<T | undefined> {
    while (!until.aborted) {
      try {
        return await work();
      } catch {
        await pause(between, until);
      }
    }
    return undefined;
  };
}
