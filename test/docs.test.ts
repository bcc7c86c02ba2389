import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { retention } from '../src/store/retention.ts';
import {
  anchorsOf,
  codeOf,
  filesIn,
  linksOf,
  pages,
  pictureOf,
  project,
  read,
  saidIn,
} from './docs/pages.ts';

/** What the pages promise must be there: a reader who follows them does not stumble. */

const isThere = (path: string) => existsSync(join(project, path));
const readme = (path: string) => pages.filter((page) => page.path === path);

describe('every page', () => {
  test('links to files and headings that exist', () => {
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !/^https?:/.test(link))
        .filter((link) => {
          const [file = '', anchor] = link.split('#');
          const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
          if (!isThere(path)) return true;
          const target = pages.find((other) => other.path === path);
          return anchor !== undefined && !(target && anchorsOf(target).includes(anchor));
        })
        .map((link) => `${page.path} → ${link}`),
    );
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      codeOf(page).flatMap((code) =>
        [...code.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g)].map(
          ([, script, short]) => ({ page: page.path, script: script ?? short ?? '' }),
        ),
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  test('names commands of the command line that exist', () => {
    const tables = ['src/commands.ts', 'src/cli/programme.ts', 'src/cli/catalogue.ts']
      .map(read)
      .join('');
    const known = [...tables.matchAll(/^ {2}('?)([a-z]+(?: [a-z]+)?)\1: /gm)].map(
      ([, , name]) => name,
    );
    const named = pages.flatMap((page) =>
      codeOf(page).flatMap((code) => [
        ...[...code.matchAll(/npm run (?:-s )?cli -- (\w+ \w+)/g)].map(([, name = '']) => name),
        ...(/^(needs|flows) [a-z]+$/.test(code) ? [code] : []),
      ]),
    );
    expect(named).toContain('needs approve');
    // What follows a command of one word is what it is about: `pause pledges`.
    const exists = (name: string) => known.includes(name) || known.includes(name.split(' ')[0]);
    expect(named.filter((name) => !exists(name))).toEqual([]);
  });

  test('names settings that .env.example explains', () => {
    const explained = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
    const named = pages.flatMap((page) =>
      codeOf(page).flatMap((code) =>
        [...code.matchAll(/^([A-Z]+(?:_[A-Z]+)+|HOST|PORT|DEMO|SIMULATOR|WHATSAPP)\b/g)].map(
          ([name]) => name,
        ),
      ),
    );
    expect(named).toContain('DATA_KEY');
    expect([...new Set(named)].filter((name) => !explained.includes(name))).toEqual([]);
  });
});

test('.env.example explains the settings that are read, and no others', () => {
  const settings = [...read('src/config.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(
    ([, name]) => name,
  );
  const explained = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(settings).toContain('DATABASE_URL');
  expect(explained.sort()).toEqual(settings.sort());
});

test('the architecture names files that exist', () => {
  const page = readme('docs/architecture.md');
  const files = ['src', 'test', 'prisma', 'flows', 'scripts'].flatMap((folder) =>
    filesIn(folder, /\.(ts|yaml)$/),
  );
  const named = page
    .flatMap(codeOf)
    .filter((code) => /^[\w./-]+\.(ts|yaml)$|^[\w-]+(\/[\w-]+)+\/?$/.test(code));
  expect(named.length).toBeGreaterThan(40);
  const missing = named.filter((name) => {
    const ends = `/${name.replace(/\/$/, '')}`;
    return !isThere(name) && !files.some((file) => `/${file}`.endsWith(ends));
  });
  expect(missing).toEqual([]);
});

describe.each(['README.md', 'README.id.md'])('the transcript in %s', (path) => {
  /** Every line that a flow can say, as a pattern: `{…}` stands for anything. */
  const patterns = filesIn('flows', /\.yaml$/)
    .flatMap((file) => read(file).split('\n'))
    .map((line) => line.replace(/^\s*(?:(?:id|en): )?"?|"?\s*$/g, '').replaceAll('**', ''))
    // Said once for each thing of a list.
    .map((line) => line.replace(/^\{each [\w.-]+\} /, '').replace(/^\d\. /, ''))
    .filter((line) => line !== '')
    .map((line) => {
      const parts = line.split(/\{[\w.-]+\}/);
      const exact = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return { pattern: new RegExp(`^${exact.join('.+')}$`), fixed: parts.join('').trim().length };
    })
    // A line that is all placeholders would let everything pass.
    .filter(({ fixed }) => fixed >= 3);
  /** Places, amounts and days on lines of their own are written by actions, not by texts. */
  const written = [
    /^RW \d\d [\w ]+$/,
    /^RW \d\d Kelurahan [\w ]+, Jakarta \w+\.$/,
    /^[\d.]+ [\w ]+ \((about|sekitar) Rp[\d.]+\)\.$/,
    /^\w+, \d+ \w+ \d{4}\.$/,
    /^(Brought: by yourself|Diantar: sendiri), \w+, \d+ \w+ \d{4}$/,
  ];
  /** What a channel without buttons adds itself (src/channels/lines.ts). */
  const wayBack = ['To go back, type back.', 'Mundur: ketik kembali.'];

  test('holds nothing that the flows do not say', () => {
    const said = readme(path)
      .flatMap(saidIn)
      .map((line) => line.replace(/^[\dA-F]\. /, ''))
      .filter((line) => !wayBack.includes(line));
    const strange = said.filter(
      (line) =>
        !written.some((form) => form.test(line)) &&
        !patterns.some(({ pattern }) => pattern.test(line)),
    );
    expect(said.length).toBeGreaterThan(15);
    expect(strange).toEqual([]);
  });
});

test('the page about privacy gives the periods of the retention table, and no others', () => {
  const [page] = readme('docs/privacy.md');
  const periods = [...(page?.text ?? '').matchAll(/^\| (?!what \||---).* \| (.+) \|$/gm)].map(
    ([, period = '']) => period,
  );
  const own = Object.values(retention).map(({ words }) => words.en);
  expect(periods.length).toBeGreaterThan(20);
  for (const words of own)
    expect(
      periods.some((period) => period.includes(words)),
      words,
    ).toBe(true);
  const others = periods.filter((period) => !own.some((words) => period.includes(words)));
  // Without a number of days of their own: they end with something else, or not at all.
  expect(
    others.filter((period) => !/^(with the person|no end|until it is fetched)/.test(period)),
  ).toEqual([]);
});

/** Every table that names a person, and how its row on the page about privacy begins. */
const rowOf: Record<string, string> = {
  person: 'name, phone number, account',
  address: 'name, phone number, account',
  consent: 'sapaan (*Bu*, *Pak*), language, consent',
  role: 'which role somebody has or had',
  invitation: 'whom an invitation was for',
  headship: 'the number of the letter by which somebody heads a place',
  donor: "organisation's name",
  donor_member: "organisation's name",
  need: 'place, request, pledge',
  need_version: 'place, request, pledge',
  pledge: 'place, request, pledge',
  placement: 'place, request, pledge',
  handover: 'place, request, pledge',
  announcement: 'what was announced and by whom',
  recipient: 'what was announced and by whom, and who was to get it',
  media: 'photos of proofs',
  inquiry: 'what somebody wrote',
  report: 'a report of a levy',
  outbox: 'what notices are filled with',
  programme_version: 'who did what',
  audit_log: 'who did what',
  blocked: 'which chats are not served',
};

test('the page about privacy has a row for every table that names a person', () => {
  const schema = filesIn('prisma', /\.prisma$/)
    .map(read)
    .join('\n');
  const tables = [...schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)]
    .map(([, body = '']) => body)
    .filter((body) => /^\s+\w+\s+Person\??\s+@relation\(.*fields:/m.test(body))
    .map((body) => /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '');
  expect(tables).toContain('recipient');
  expect(Object.keys(rowOf).sort()).toEqual(tables.sort());
  const [page] = readme('docs/privacy.md');
  const missing = Object.entries(rowOf).filter(([, row]) => !page?.text.includes(`\n| ${row}`));
  expect(missing).toEqual([]);
});

test.each([
  ['docs/images/simulator-1440x900.png', 1440, 900],
  ['docs/images/simulator-390x844.png', 390, 844],
] as const)('%s is a picture of that size that is quickly loaded', (path, width, height) => {
  const picture = pictureOf(path);
  expect(picture).toMatchObject({ width, height });
  expect(picture.bytes).toBeLessThanOrEqual(300 * 1024);
});

test('both READMEs show the same pictures, links and commands', () => {
  const facts = (path: string) =>
    readme(path).flatMap((page) => [
      ...linksOf(page).filter((link) => !link.startsWith('README')),
      ...codeOf(page).filter((code) => /^npm |^du |^docs\//.test(code)),
    ]);
  expect(facts('README.id.md').length).toBeGreaterThan(20);
  expect([...new Set(facts('README.id.md'))].sort()).toEqual(
    [...new Set(facts('README.md'))].sort(),
  );
});

test('every decision begins with a title and the date of its name', () => {
  const decisions = pages.filter(({ path }) => path.startsWith('docs/decisions/'));
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  const wrong = decisions.filter(({ path, text }) => {
    const [, date = '', day = ''] = /\/(\d{4}-\d\d-(\d\d))-[a-z-]+\.md$/.exec(path) ?? [];
    if (date === '') return true;
    const written = `${Number(day)} ${month.format(new Date(date))} ${date.slice(0, 4)}`;
    const [title = '', , dated] = text.split('\n');
    return !title.startsWith('# ') || dated !== `*${written}*`;
  });
  expect(decisions.length).toBeGreaterThan(5);
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
