import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project as the rules see it. */
export interface SourceFile {
  /** From the project's folder: `src/chat/message.ts`. */
  path: string;
  /** Without comments. */
  code: string;
  lines: number;
  /** What it imports, types and `import()` included: a path as above, or a package's name. */
  imports: string[];
}

export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Not written by hand. */
const generated = 'src/store/generated';
const written = /\.(ts|js|mjs|css|html|ya?ml)$/;

/** Every file written by hand below a folder of the project. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return path === generated ? [] : readSources(path);
    return written.test(path) ? [sourceFile(path, readFileSync(join(project, path), 'utf8'))] : [];
  });
}

export function sourceFile(path: string, text: string): SourceFile {
  const code = withoutComments(text);
  const isCode = /\.(ts|js|mjs)$/.test(path);
  return {
    path,
    code,
    lines: text.trimEnd().split('\n').length,
    imports: isCode ? importsOf(path, code) : [],
  };
}

/**
 * A scanner, and no parser: TypeScript 7 has no stable one to import. Strings are matched too, so that an
 * address in one is not taken for a comment.
 */
const commentOrString =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

const withoutComments = (text: string) =>
  text.replace(commentOrString, (found) => (found.startsWith('/') ? '' : found));

const importForms = [
  /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
];

function importsOf(path: string, code: string): string[] {
  const named = importForms.flatMap((form) =>
    [...code.matchAll(form)].map(([, name = '']) => name),
  );
  return [...new Set(named)].map((name) =>
    name.startsWith('.') ? normalize(join(dirname(path), name)) : name,
  );
}
