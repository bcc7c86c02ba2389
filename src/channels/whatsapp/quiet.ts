/**
 * libsignal prints whole sessions, private keys included, on the console, and has no setting against it; Baileys logs
 * addresses and stanzas. Nothing of either may be seen by anybody.
 */

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
/** Whose lines of the console are dropped, by where they were called. */
const theirs =
  /[\\/]node_modules[\\/](?:libsignal|@whiskeysockets[\\/]baileys|whatsapp-rust-bridge)[\\/]/;

const ours = new WeakSet<object>();

/**
 * From now on what these packages print goes nowhere, whatever it says; what others print is printed as before. Called at every
 * connection: somebody may have put another console there meanwhile.
 */
export function hush(): void {
  for (const method of methods) {
    const print = console[method];
    if (ours.has(print)) continue;
    const quiet = (...parts: unknown[]) => {
      if (!isTheirs()) print.apply(console, parts);
    };
    ours.add(quiet);
    console[method] = quiet;
  }
}

/** This function, `quiet`, and whoever called it. */
const frames = 5;

function isTheirs(): boolean {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  const { stack } = new Error();
  Error.stackTraceLimit = before;
  return theirs.test(stack ?? '');
}

/** A logger as Baileys wants one, that writes nothing at any level. */
export interface Silence {
  level: string;
  child(): Silence;
  trace(): void;
  debug(): void;
  info(): void;
  warn(): void;
  error(): void;
}

export const silence: Silence = {
  level: 'silent',
  child: () => silence,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};
