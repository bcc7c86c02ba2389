import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  apart,
  atMost,
  inOrder,
  noCircle,
  notCalled,
  onlyRooms,
  type Rule,
  reachedFrom,
  reaches,
  rootIsOnTop,
  without,
  withoutImport,
} from './architecture/rules.ts';
import { project, readSources, sourceFile } from './architecture/source.ts';

/** The arrows of docs/architecture.md, and the few other rules that a machine can hold. */

const pure = /^src\/(chat|language|flow)\/|^src\/.*\/rules\.ts$/;
const clockOrChance =
  /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bprocess\.env\b/g;

interface Row {
  rule: Rule;
  /** Files that break it, and what is said of them: a rule that cannot fail holds nothing. */
  breaking: Record<string, string>;
  found: string[];
}

const rules: Record<string, Row> = {
  'chat rests on nothing': {
    rule: reaches('src/chat', []),
    breaking: { 'src/chat/a.ts': "import type { B } from '../language/b.ts';" },
    found: ['src/chat/a.ts imports src/language/b.ts'],
  },
  'language rests on nothing': {
    rule: reaches('src/language', []),
    breaking: { 'src/language/a.ts': "export type { B } from '../chat/b.ts';" },
    found: ['src/language/a.ts imports src/chat/b.ts'],
  },
  'the settings rest on nothing': {
    rule: reaches('src/config.ts', []),
    breaking: { 'src/config.ts': "import { key } from './store/key.ts';" },
    found: ['src/config.ts imports src/store/key.ts'],
  },
  'flow rests on language and chat': {
    rule: reaches('src/flow', ['src/language', 'src/chat']),
    breaking: { 'src/flow/a.ts': "import {\n  b,\n  c,\n} from '../aid/actions.ts';" },
    found: ['src/flow/a.ts imports src/aid/actions.ts'],
  },
  'store rests on chat': {
    rule: reaches('src/store', ['src/chat']),
    breaking: { 'src/store/a.ts': "type P = import('../flow/position.ts').Position;" },
    found: ['src/store/a.ts imports src/flow/position.ts'],
  },
  'aid rests on store, language, chat, and of flow on what an action is': {
    rule: reaches('src/aid', ['src/store', 'src/language', 'src/chat', 'src/flow/action.ts']),
    breaking: { 'src/aid/need/a.ts': "import { advance } from '../../flow/advance.ts';" },
    found: ['src/aid/need/a.ts imports src/flow/advance.ts'],
  },
  'turn rests on flow, store and chat; the verbs are handed in': {
    rule: reaches('src/turn', ['src/flow', 'src/store', 'src/chat']),
    breaking: { 'src/turn/a.ts': "import { actions } from '../aid/actions.ts';" },
    found: ['src/turn/a.ts imports src/aid/actions.ts'],
  },
  'delivery rests on store and chat': {
    rule: reaches('src/delivery', ['src/store', 'src/chat']),
    breaking: { 'src/delivery/a.ts': "import { resolve } from '../aid/person/resolve.ts';" },
    found: ['src/delivery/a.ts imports src/aid/person/resolve.ts'],
  },
  'commands of the operator rest on aid and language': {
    rule: reaches('src/cli', ['src/aid', 'src/language']),
    breaking: { 'src/cli/a.ts': "import { layFoundation } from '../foundation.ts';" },
    found: ['src/cli/a.ts imports src/foundation.ts'],
  },
  'media rests on store and chat': {
    rule: reaches('src/media', ['src/store', 'src/chat']),
    breaking: { 'src/media/a.ts': "import { open } from '../aid/media/open.ts';" },
    found: ['src/media/a.ts imports src/aid/media/open.ts'],
  },
  'channels rest on chat': {
    rule: reaches('src/channels', ['src/chat']),
    breaking: { 'src/channels/telegram/a.ts': "import { hold } from '../../store/advisory.ts';" },
    found: ['src/channels/telegram/a.ts imports src/store/advisory.ts'],
  },
  'one channel knows nothing of another': {
    rule: apart('src/channels'),
    breaking: { 'src/channels/telegram/a.ts': "import { b } from '../simulator/b.ts';" },
    found: ['src/channels/telegram/a.ts imports src/channels/simulator/b.ts'],
  },
  'the nouns of aid use each other in one order': {
    rule: inOrder('src/aid', [
      'stop',
      'block',
      'programme',
      'person',
      'staff',
      'media',
      'place',
      'inquiry',
      'need',
      'pledge',
      'handover',
      'queue',
      'announcement',
      'season',
      'distributor',
      'photo',
      'data',
      'seed',
    ]),
    breaking: {
      'src/aid/person/a.ts': "import type { Place } from '../place/b.ts';",
      'src/aid/driver/a.ts': '',
    },
    found: [
      'src/aid/driver/a.ts is in no folder of the order',
      'src/aid/person/a.ts imports src/aid/place/b.ts',
    ],
  },
  "Prisma's client is known to store and aid alone": {
    rule: reachedFrom('src/store/generated', ['src/store', 'src/aid']),
    breaking: { 'src/turn/a.ts': "import type { P } from '../store/generated/client.ts';" },
    found: ['src/turn/a.ts imports src/store/generated/client.ts'],
  },
  'nothing in a folder knows the files that put everything together': {
    rule: rootIsOnTop,
    breaking: { 'src/store/a.ts': "import type { Config } from '../config.ts';" },
    found: ['src/store/a.ts imports src/config.ts'],
  },
  'every folder has its rule': {
    rule: onlyRooms(
      [
        'aid',
        'channels',
        'chat',
        'cli',
        'delivery',
        'flow',
        'language',
        'media',
        'store',
        'turn',
      ].map((room) => `src/${room}`),
    ),
    breaking: { 'src/kitchen/a.ts': '' },
    found: ['src/kitchen/a.ts is in a folder that has no rule'],
  },
  'what is run knows nothing of its tests and scripts': {
    rule: withoutImport(/^(test|scripts|bench|prisma)\//, /^src\//),
    breaking: { 'src/store/a.ts': "import '../../test/database.ts';" },
    found: ['src/store/a.ts imports test/database.ts'],
  },
  'no files lead to each other in a circle': {
    rule: noCircle,
    breaking: {
      'src/aid/a.ts': "import { b } from './b.ts';",
      'src/aid/b.ts': "import { c } from './c.ts';",
      'src/aid/c.ts': "import type { A } from './a.ts';",
    },
    found: ['src/aid/a.ts → src/aid/b.ts → src/aid/c.ts → src/aid/a.ts'],
  },
  'the settings alone read the environment': {
    rule: without(/\bprocess\.env\b/g, /^src\//, ['src/config.ts']),
    breaking: { 'src/log.ts': 'const level = process.env.LEVEL; // not process.env\n' },
    found: ['src/log.ts says process.env'],
  },
  'time and chance are handed to what is pure': {
    rule: without(clockOrChance, pure),
    breaking: {
      'src/aid/need/rules.ts': 'const today = new Date();',
      'src/flow/a.ts': 'const at = Date.now(), by = Math.random();',
    },
    found: [
      'src/aid/need/rules.ts says new Date()',
      'src/flow/a.ts says Date.now',
      'src/flow/a.ts says Math.random',
    ],
  },
  'what is pure touches no file, network or process; only read.ts reads the flows': {
    rule: withoutImport(/^node:(?!crypto$)/, pure, ['src/flow/read.ts']),
    breaking: { 'src/chat/a.ts': "import { readFileSync } from 'node:fs';" },
    found: ['src/chat/a.ts imports node:fs'],
  },
  'no file is longer than 300 lines': {
    rule: atMost(300),
    breaking: { 'src/chat/a.ts': 'a;\n'.repeat(301) },
    found: ['src/chat/a.ts has 301 lines'],
  },
  'every name says what is there': {
    rule: notCalled(['utils', 'util', 'helpers', 'helper', 'common', 'services', 'types', 'misc']),
    breaking: { 'src/flow/utils.ts': '', 'test/helpers/a.test.ts': '' },
    found: [
      'src/flow/utils.ts has a name that says nothing',
      'test/helpers/a.test.ts has a name that says nothing',
    ],
  },
};

/** How breaches begin that are meant. Each is explained in docs/architecture.md, "Where the rules bend". */
const deviations = ['test/turn/model.ts has'];

const sources = [...readSources('src'), ...readSources('test')];
const isMeant = (breach: string) => deviations.some((start) => breach.startsWith(start));
const sorted = (breaches: string[]) => [...breaches].sort();

describe('in this project', () => {
  test.each(Object.entries(rules))('%s', (_, { rule }) => {
    expect(rule(sources).filter((breach) => !isMeant(breach))).toEqual([]);
  });

  test('every deviation is still there, and explained', () => {
    const breaches = Object.values(rules).flatMap(({ rule }) => rule(sources));
    expect(
      deviations.filter((start) => !breaches.some((breach) => breach.startsWith(start))),
    ).toEqual([]);
    const told = readFileSync(join(project, 'docs/architecture.md'), 'utf8');
    const paths = deviations.map((deviation) => deviation.split(' ')[0] ?? '');
    expect(paths.filter((path) => !told.includes(path))).toEqual([]);
  });
});

describe('a breach is found, of the rule that', () => {
  test.each(Object.entries(rules))('%s', (_, { rule, breaking, found }) => {
    const files = Object.entries(breaking).map(([path, text]) => sourceFile(path, text));
    expect(sorted(rule(files))).toEqual(sorted(found));
  });
});
