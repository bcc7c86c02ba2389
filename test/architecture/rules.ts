import type { SourceFile } from './source.ts';

/** What a rule finds wrong, a sentence each: `src/chat/a.ts imports src/store/b.ts`. */
export type Rule = (files: SourceFile[]) => string[];

type Edge = { from: string; to: string };

const edges = (files: SourceFile[]): Edge[] =>
  files.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })));

const sentence = ({ from, to }: Edge) => `${from} imports ${to}`;
const below = (path: string, folders: string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isOurs = (path: string) => path.startsWith('src/');

/** What stands in `room` imports from the rest of `src` only what is listed: folders, or single files. */
export const reaches =
  (room: string, allowed: string[]): Rule =>
  (files) =>
    edges(files)
      .filter(({ from, to }) => below(from, [room]) && isOurs(to) && !below(to, [room, ...allowed]))
      .map(sentence);

/** Of `src`, only these folders import what stands below `target`. */
export const reachedFrom =
  (target: string, folders: string[]): Rule =>
  (files) =>
    edges(files)
      .filter(({ from, to }) => below(to, [target]) && isOurs(from) && !below(from, folders))
      .map(sentence);

/** Folders inside `room` that know nothing of each other. */
export const apart =
  (room: string): Rule =>
  (files) => {
    const folder = (path: string) => new RegExp(`^${room}/([^/]+)/`).exec(path)?.[1];
    return edges(files)
      .filter(({ from, to }) => folder(from) && folder(to) && folder(from) !== folder(to))
      .map(sentence);
  };

/** Folders inside `room`, each of which may use those before it in the list and none after it. */
export const inOrder =
  (room: string, order: string[]): Rule =>
  (files) => {
    const folder = (path: string) => new RegExp(`^${room}/([^/]+)/`).exec(path)?.[1];
    const rank = (path: string) => order.indexOf(folder(path) ?? '');
    const unknown = files
      .filter(({ path }) => folder(path) !== undefined && rank(path) < 0)
      .map(({ path }) => `${path} is in no folder of the order`);
    const upward = edges(files).filter(
      ({ from, to }) => folder(from) && folder(to) && rank(to) > rank(from),
    );
    return [...unknown, ...upward.map(sentence)];
  };

/** The files that stand in `src` itself put everything together; nothing in a folder imports one. */
export const rootIsOnTop: Rule = (files) =>
  edges(files)
    .filter(({ from, to }) => /^src\/.+\//.test(from) && /^src\/[^/]+$/.test(to))
    .map(sentence);

/** Every folder of `src` is known to the rules. */
export const onlyRooms =
  (rooms: string[]): Rule =>
  (files) =>
    files
      .filter(({ path }) => /^src\/.+\//.test(path) && !below(path, rooms))
      .map(({ path }) => `${path} is in a folder that has no rule`);

/** Files lead to one another in no circle, types included. Each circle is told once. */
export const noCircle: Rule = (files) => {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const circles = new Map<string, string>();
  const done = new Set<string>();
  const walk = (path: string, trail: string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = trail.slice(start);
      circles.set([...circle].sort().join(), [...circle, path].join(' → '));
    } else if (!done.has(path)) {
      for (const next of importsOf.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const { path } of files) walk(path, []);
  return [...circles.values()];
};

export const atMost =
  (lines: number): Rule =>
  (files) =>
    files
      .filter((file) => file.lines > lines)
      .map((file) => `${file.path} has ${file.lines} lines`);

/** No folder or file is called so, whatever follows its first dot. */
export const notCalled =
  (names: string[]): Rule =>
  (files) =>
    files
      .filter(({ path }) =>
        path.split('/').some((part) => names.includes(part.split('.')[0] ?? '')),
      )
      .map(({ path }) => `${path} has a name that says nothing`);

/** In `where`, nothing that is written so. `except` names files that may. */
export const without =
  (words: RegExp, where: RegExp, except: string[] = []): Rule =>
  (files) =>
    files
      .filter(({ path }) => where.test(path) && !except.includes(path))
      .flatMap(({ path, code }) =>
        [...code.matchAll(words)].map(([found]) => `${path} says ${found}`),
      );

/** In `where`, no import of a package or file that is called so. `except` names files that may. */
export const withoutImport =
  (names: RegExp, where: RegExp, except: string[] = []): Rule =>
  (files) =>
    edges(files)
      .filter(({ from, to }) => where.test(from) && names.test(to) && !except.includes(from))
      .map(sentence);
