import { Worker } from 'node:worker_threads';

/** An event loop that stood still for so long (ms) does not come back by itself. */
const longest = 10_000;

/**
 * Runs in a thread of its own, so that it still runs when the main one does not. It counts its own looks rather
 * than the clock's time: a machine that slept for an hour did not stand still.
 */
const guard = `
const { workerData } = require('node:worker_threads');
const beat = new Int32Array(workerData.beat);
let last = 0, still = 0;
setInterval(() => {
  const now = Atomics.load(beat, 0);
  still = now === last ? still + 1 : 0;
  last = now;
  if (still * workerData.every >= workerData.patience) process.kill(process.pid, 'SIGKILL');
}, workerData.every);
`;

/** Ends the process when its event loop stands still for ten seconds; whoever keeps it starts it again. */
export function startWatchdog(patience = longest): () => void {
  const every = patience / 20;
  const beat = new SharedArrayBuffer(4);
  const count = new Int32Array(beat);
  const workerData = { beat, patience, every };
  const worker = new Worker(guard, { eval: true, execArgv: [], workerData });
  worker.unref();
  const timer = setInterval(() => Atomics.add(count, 0, 1), every);
  timer.unref();
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}
