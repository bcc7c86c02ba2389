import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { asOwner, type Binaries, locateBinaries } from './binaries.ts';

const run = promisify(execFile);

/** The server listens here and nowhere else. */
export const host = '127.0.0.1';
export const superuser = 'ksbb';
/** `nobody`, who owns the data when root started it. */
const nobody = 65_534;

/** What never changes while the server runs; the rest is PostgreSQL's own default. */
const fixedSettings = {
  listen_addresses: host,
  unix_socket_directories: '',
  timezone: 'UTC',
  log_checkpoints: 'off',
  // What people said must not reach the server's log by way of a failed statement or its detail.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** A data directory of PostgreSQL, and the server process on it, if there is one. */
export interface Cluster {
  readonly password: string;
  /** The port of the running server; undefined when none runs. */
  runningPort(): number | undefined;
  /** Starts a server; gives a function that says whether that process still lives. */
  start(port: number, settings: Record<string, string>): Promise<() => boolean>;
  /** Stops the running server and waits for it, up to 60 s. */
  stop(): Promise<void>;
  /** The last lines that the server wrote. */
  lastWords(): Promise<string>;
}

/**
 * Opens the directory's cluster, making it first where there is none. Six processes may do so at once.
 * `durable: false` leaves out the wait for the disk, for tests.
 */
export async function openCluster(path: string, { durable = true } = {}): Promise<Cluster> {
  const directory = resolve(path);
  try {
    const binaries = await locateBinaries();
    if (!existsSync(join(directory, 'cluster', 'PG_VERSION'))) {
      await initialise(binaries, directory, durable ? [] : ['--no-sync']);
    }
    // The real path, so that processes that came by different links see one another's server.
    return await describe(binaries, realpathSync(directory));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause;
    throw new Error(
      `${directory} belongs to another user: start the bot as that user, or choose another DATA_DIR.`,
      { cause },
    );
  }
}

async function describe(binaries: Binaries, directory: string): Promise<Cluster> {
  const data = join(directory, 'cluster');
  const owner = statSync(data).uid;
  const logFile = join(directory, 'server.log');
  const password = await readFile(join(directory, 'password'), 'utf8');

  return {
    password,
    runningPort() {
      const lock = readLock(data);
      return lock && isServer(lock.pid, data) ? lock.port : undefined;
    },
    async start(port, settings) {
      // PostgreSQL clears the lock of a dead process, but not one whose id a stranger has now.
      const stale = readLock(data);
      if (stale && !isServer(stale.pid, data)) await rm(join(data, 'postmaster.pid'));
      const all = { ...fixedSettings, port: String(port), ...settings };
      const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const command = asOwner(owner, directory, binaries.postgres, ['-D', data, ...flags]);
      // Detached, with a file for its output: the server outlives this process, and Ctrl+C.
      const log = openSync(logFile, 'a', 0o600);
      const child = spawn(...command, { detached: true, stdio: ['ignore', log, log] });
      closeSync(log);
      child.on('error', () => {});
      child.unref();
      return () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    },
    async stop() {
      const args = ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'];
      await run(...asOwner(owner, directory, binaries.pg_ctl, args));
    },
    async lastWords() {
      const log = await readFile(logFile, 'utf8').catch(() => '');
      return log.trimEnd().split('\n').slice(-8).join('\n');
    },
  };
}

/** Makes the cluster beside its place and renames it, so that nobody ever sees a half-made one. */
async function initialise(binaries: Binaries, directory: string, options: string[]): Promise<void> {
  const draft = `${directory}.new-${process.pid}`;
  const passwordFile = join(draft, 'password');
  await mkdir(dirname(directory), { recursive: true });
  await rm(draft, { recursive: true, force: true }); // Left by a killed process of the same id.
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (process.getuid?.() === 0) {
    for (const path of [draft, passwordFile]) await chown(path, nobody, nobody);
  }
  const args = [
    '-D',
    join(draft, 'cluster'),
    '-U',
    superuser,
    `--pwfile=${passwordFile}`,
    ...options,
  ];
  // The built-in locale sorts the same on every machine and survives an upgrade of the system.
  args.push('--auth=scram-sha-256', '--encoding=UTF8', '--locale=C');
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await run(...asOwner(nobody, draft, binaries.initdb, args));
    await rename(draft, directory);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(join(directory, 'cluster', 'PG_VERSION'))) return; // Another process was first.
    throw new Error(`The embedded PostgreSQL could not be set up in ${directory}: ${cause}`, {
      cause,
    });
  }
}

/** What PostgreSQL writes beside its data while it runs. */
function readLock(data: string): { pid: number; port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return pid && port ? { pid: Number(pid), port: Number(port) } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the process is a server on exactly these data: not a zombie, not a stranger with a re-used id, and
 * not the server of the directory that this one was copied from. A server works inside its data directory,
 * so that directory is compared, which holds even after somebody moved it.
 */
function isServer(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return isAlive(pid);
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(data)];
    return there.ino === here.ino && there.dev === here.dev;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return false;
  }
  // A container's root may not look there; the command line names the directory as well.
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
