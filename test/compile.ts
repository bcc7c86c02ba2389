import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = fileURLToPath(new URL('..', import.meta.url));
/** What the programme finds by its own place. */
const beside = ['node_modules', 'flows', 'regions', 'prisma', 'package.json'];

/**
 * Compiles `src` into the directory, and gives it. Tests start some fifty processes, and reading TypeScript
 * takes each of them longer than everything else up to its first answer. What `npm start` runs is not this:
 * the tests of starting run that.
 */
export async function compile(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const config = join(directory, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    noCheck: true,
    outDir: directory,
    rootDir: project,
    typeRoots: [join(project, 'node_modules/@types')],
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
  };
  const extending = join(project, 'tsconfig.json');
  await writeFile(
    config,
    JSON.stringify({ extends: extending, compilerOptions, include: [join(project, 'src')] }),
  );
  await promisify(execFile)('npx', ['tsc', '-p', config], { cwd: project });
  const page = 'src/channels/simulator/page';
  await cp(join(project, page), join(directory, page), { recursive: true });
  for (const name of beside) await symlink(join(project, name), join(directory, name));
  return directory;
}
