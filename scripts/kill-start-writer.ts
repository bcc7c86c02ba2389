// A process that keeps one record after the other, and says the id of each once PostgreSQL has confirmed it.
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../src/store/database.ts';
import { isInfrastructure } from '../src/store/failure.ts';

const [dataDir = ''] = process.argv.slice(2);
const { prisma, close } = await openDatabase({ dataDir });
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
});

const newest = await prisma.keyCheck.aggregate({ _max: { id: true } });
for (let id = (newest._max.id ?? 0) + 1; !stopping; id++) {
  try {
    await prisma.keyCheck.create({ data: { id, sealed: new Uint8Array() } });
    writeSync(1, `${id}\n`);
  } catch (error) {
    // The answer of a COMMIT may be lost: the id may be taken, so the next one is tried.
    if (!isInfrastructure(error)) throw error;
    await delay(20);
  }
}
await close();
