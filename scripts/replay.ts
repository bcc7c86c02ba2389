// npm run replay -- [--scale 0.01] [--json]: a programme of the published size (DOMAIN §3), to scale, by the real flows. Prints
// what was committed and delivered as the bot tells it, beside what was to be; ends with 1 where they differ.
import { parseArgs } from 'node:util';
import { chanceFrom } from './person.ts';
import { packages } from './replay/programme.ts';
import { replay } from './replay/replay.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.01' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const begun = Date.now();
const tell = (words: string) =>
  process.stderr.write(`${Math.round((Date.now() - begun) / 1000)} s  ${words}\n`);
const scale = Number(values.scale);
if (!(scale > 0 && scale <= 1)) {
  process.stderr.write('npm run replay -- [--scale 0.01] [--json]: a scale above 0, up to 1\n');
  process.exit(2);
}
const replayed = await replay(scale, { chance: chanceFrom(seed), tell });
const { committed, delivered, expected, brought, ...rest } = replayed;
/** As the outside knows them. */
const named = ({ 'siap-saji': meals, ...others }: typeof committed) => ({ ...others, meals });
const figures = {
  committed: named(committed),
  delivered: named(delivered),
  expected: named(expected),
  brought: named(brought),
  ...rest,
  seed,
};
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else {
  for (const key of packages)
    process.stdout.write(
      `${key.padEnd(10)} committed ${committed[key]} of ${expected[key]} · delivered ${delivered[key]} of ${brought[key]} brought\n`,
    );
  for (const [name, value] of Object.entries(rest))
    process.stdout.write(`${name.padEnd(15)} ${value}\n`);
}
const isExact = packages.every(
  (key) => committed[key] === expected[key] && delivered[key] === brought[key],
);
process.exit(isExact && replayed.overAllocated === 0 ? 0 : 1);
