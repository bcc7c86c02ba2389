// A bot in a process of its own whose announcements keep to another pace: `ANNOUNCING` messages a second.
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join('\n'));
const telegram = Number(process.env.ANNOUNCING);
const app = await createApp(read.config, createLog(read.config.logLevel), {
  announcing: { telegram },
});
await app.start();
process.once('disconnect', () => process.exit());
process.send?.('ready');
