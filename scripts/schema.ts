import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { type Ended, run } from './run.ts';

/** Whether the committed client is the one that the schema makes: made anew elsewhere, and compared. */
export async function checkClient(project: string): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'ksbb-client-'));
  try {
    // The same folders beside each other: the schema's text, with its relative output, is part of the client.
    await cp(join(project, 'prisma'), join(folder, 'prisma'), { recursive: true });
    const schema = join(folder, 'prisma');
    const made = await run('npx', ['prisma', 'generate', '--schema', schema]);
    if (made.code !== 0) return made;
    const generated = ['src', 'store', 'generated'];
    const sides = [join(project, ...generated), join(folder, ...generated)];
    const compared = await run('diff', ['--recursive', '--brief', ...sides]);
    const advice = compared.code === 0 ? '' : '\nRun npm run generate and commit what it changes.';
    return { ...compared, output: compared.output + advice, seconds: made.seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the migrations, run on an empty database, make the tables that the schema describes. */
export async function checkMigrations(): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'ksbb-drift-'));
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const server = await EmbeddedServer.open({ directory: join(folder, 'postgres'), settings });
  try {
    await server.createDatabase('drift');
    const compare = ['migrate', 'diff', '--from-migrations', 'prisma/migrations'];
    const ended = await run('npx', ['prisma', ...compare, '--to-schema', 'prisma', '--exit-code'], {
      DATABASE_URL: server.url('drift'),
    });
    // The words as well: a faulty engine once compared nothing, in silence and with success.
    const same = ended.code === 0 && ended.output.includes('No difference detected.');
    return { ...ended, code: same ? 0 : ended.code || 1 };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
