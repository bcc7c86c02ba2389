import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { EmbeddedServer } from '../../src/store/embedded.ts';

// Real servers on folders of their own; the run's shared one is left alone.
let folder: string;
let directory: string;
const opened: EmbeddedServer[] = [];
const children: ChildProcess[] = [];
const settings = { fsync: 'off' };

/** A cluster that was made and stopped: making one anew takes longer than most of these tests. */
let made: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'ksbb-embedded-'));
  const server = await EmbeddedServer.open({ directory: join(made, 'postgres'), settings });
  await server.close();
});
afterAll(() => rm(made, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksbb-embedded-'));
  directory = join(folder, 'data', 'postgres');
});

/** Puts a cluster that was made before into the test's directory. */
async function lay(): Promise<void> {
  await mkdir(dirname(directory));
  await copyWithOwner(join(made, 'postgres'), directory);
}

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function open(path = directory): Promise<EmbeddedServer> {
  const server = await EmbeddedServer.open({ directory: path, settings });
  opened.push(server);
  return server;
}

async function leave(server: EmbeddedServer): Promise<void> {
  opened.splice(opened.indexOf(server), 1);
  await server.close();
}

async function ask(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function serverProcess(path = directory): Promise<number | undefined> {
  const lock = await readFile(join(path, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '');
  return lock ? Number(lock.split('\n')[0]) : undefined;
}

/** Another process that opens the same directory, says so, and leaves when it is told to. */
async function openElsewhere(): Promise<{ child: ChildProcess; end(): Promise<void> }> {
  const module = JSON.stringify(join(import.meta.dirname, '../../src/store/embedded.ts'));
  const script = `
    const { EmbeddedServer } = await import(${module});
    const server = await EmbeddedServer.open({ directory: ${JSON.stringify(directory)} });
    process.stdout.write('open');
    process.stdin.once('data', async () => { await server.close(); process.exit(0); });`;
  const args = ['--import', import.meta.resolve('tsx/esm'), '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return {
    child,
    async end() {
      child.stdin.write('end');
      await once(child, 'exit');
    },
  };
}

test('a first open makes it, the last one out stops it, and what was kept is there the next time', async () => {
  const server = await open();
  await server.createDatabase('shop');
  await server.createDatabase('shop');
  await ask(server, 'CREATE TABLE kept AS SELECT 7 AS n');
  await leave(server);
  expect(await serverProcess()).toBeUndefined();
  expect(await ask(await open(), 'SELECT n FROM kept')).toEqual([7]);
});

test('it listens on loopback alone, and nobody gets in without the password', async () => {
  await lay();
  const server = await open();
  expect(await ask(server, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
  expect(await ask(server, 'SHOW unix_socket_directories')).toEqual(['']);
  const url = new URL(server.url('postgres'));
  url.password = 'guess';
  const guest = new pg.Client({ connectionString: url.href });
  await expect(guest.connect()).rejects.toThrow('password authentication failed');
});

test('what a failed statement held does not reach its log', async () => {
  await lay();
  const server = await open();
  await ask(server, `CREATE TABLE phones (phone TEXT UNIQUE)`);
  await ask(server, `INSERT INTO phones VALUES ('+6281200000012')`);
  const again = ask(server, `INSERT INTO phones VALUES ('+6281200000012')`);
  await expect(again).rejects.toThrow('duplicate key');
  const log = await readFile(join(directory, 'server.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('0000012');
});

test('two that start at once on nothing share one server, and no draft is left behind', async () => {
  const [one, two] = await Promise.all([openElsewhere(), open()]);
  expect(await ask(two, 'SELECT 1')).toEqual([1]);
  await one.end();
  expect(await ask(two, 'SELECT 1')).toEqual([1]);
  expect(await readdir(join(folder, 'data'))).toEqual(['postgres']);
});

test('the one that started it may leave first', async () => {
  await lay();
  const starter = await openElsewhere();
  const server = await open();
  await starter.end();
  expect(await ask(server, 'SELECT 1')).toEqual([1]);
  await leave(server);
  expect(await serverProcess()).toBeUndefined();
});

test('a killed process leaves the server to the next', async () => {
  await lay();
  const { child } = await openElsewhere();
  const before = await serverProcess();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await open();
  expect(await serverProcess()).toBe(before);
  expect(await ask(server, 'SELECT 1')).toEqual([1]);
});

test('a killed server is started again on the same address, with all that was committed', async () => {
  await lay();
  const server = await open();
  await ask(server, 'CREATE TABLE kept AS SELECT 7 AS n');
  const [before, url] = [await serverProcess(), server.url('postgres')];
  process.kill(before ?? 0, 'SIGKILL');
  const rows = () => ask(server, 'SELECT n FROM kept').catch(() => []);
  await expect.poll(rows, { timeout: 10_000 }).toEqual([7]);
  expect(await serverProcess()).not.toBe(before);
  expect(server.url('postgres')).toBe(url);
});

test('after process and server were killed, the next open works', async () => {
  await lay();
  const { child } = await openElsewhere();
  process.kill((await serverProcess()) ?? 0, 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await ask(await open(), 'SELECT 1')).toEqual([1]);
});

test('a copy of the directory gets a server of its own', async () => {
  await lay();
  const original = await open();
  const copy = join(folder, 'copy');
  await copyWithOwner(directory, copy);
  const second = await open(copy);
  expect(await ask(second, 'SHOW data_directory')).toEqual([join(copy, 'cluster')]);
  expect(second.url('postgres')).not.toBe(original.url('postgres'));
  expect(await ask(original, 'SHOW data_directory')).toEqual([join(directory, 'cluster')]);
});

test('a directory that is reached by a link, or was moved while its server ran, is the same one', async () => {
  await lay();
  const server = await open();
  const link = join(folder, 'link');
  await symlink(directory, link);
  expect((await open(link)).url('postgres')).toBe(server.url('postgres'));
  const moved = join(folder, 'moved');
  await rename(directory, moved);
  expect((await open(moved)).url('postgres')).toBe(server.url('postgres'));
});

/** With its owner: root's PostgreSQL runs as another user. */
async function copyWithOwner(from: string, to: string): Promise<void> {
  const [code] = await once(spawn('cp', ['-a', from, to]), 'exit');
  expect(code).toBe(0);
}
