import { Worker } from 'node:worker_threads';

/** An event loop that stood still for so long (ms) does not come back by itself. */
const patience = 10_000;

/** Runs in a thread of its own, so that it still runs when the main one does not. */
const guard = `
const { workerData } = require('node:worker_threads');
const beat = new Int32Array(workerData.beat);
let last = Atomics.load(beat, 0), since = Date.now();
setInterval(() => {
  const now = Atomics.load(beat, 0);
  if (now !== last) { last = now; since = Date.now(); }
  else if (Date.now() - since > workerData.patience) process.kill(process.pid, 'SIGKILL');
}, 500);
`;

/** Ends the process when its event loop stands still for ten seconds; whoever keeps it starts it again. */
export function startWatchdog(): () => void {
  const beat = new SharedArrayBuffer(4);
  const count = new Int32Array(beat);
  const worker = new Worker(guard, { eval: true, workerData: { beat, patience } });
  worker.unref();
  const timer = setInterval(() => Atomics.add(count, 0, 1), 1000);
  timer.unref();
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}
