import { plain } from './choice.ts';
import type { Command, Keywords } from './definition.ts';

/** What a typed message is beside an answer: a word that acts everywhere, or a wish that opens a flow. */
export type Meant = { command: Command } | { opens: string } | undefined;

/** `eh kembali` is `kembali`: small words around a command do not hide it. */
const around = new Set('eh oh aduh tolong mau dong deh ya pak bu min please'.split(' '));

/** At an open question only a command, or a flow's own word, standing alone is more than an answer. */
export function readCommand(typed: string, keywords: Keywords): Meant {
  const said = plain(typed);
  const bare = said
    .split(' ')
    .filter((word) => !around.has(word))
    .join(' ');
  for (const words of [said, bare].filter((words) => words !== '')) {
    const command = Object.hasOwn(keywords.commands, words) ? keywords.commands[words] : undefined;
    if (command) return { command };
    const flow = Object.hasOwn(keywords.opens, words) ? keywords.opens[words] : undefined;
    if (flow) return { opens: flow };
  }
  return undefined;
}

/** Where nothing is asked, a sentence may also say what it is about: `halo, mau bantu tapi bingung`. */
export function readWish(typed: string, keywords: Keywords): Meant {
  const said = ` ${plain(typed)} `;
  const found = keywords.phrases
    .filter(([phrase]) => said.includes(` ${phrase} `))
    .sort(([a], [b]) => b.length - a.length)[0];
  return readCommand(typed, keywords) ?? (found ? { opens: found[1] } : undefined);
}

/** A greeting that wants its answer: `assalamualaikum pak`. */
export const isSalam = (typed: string) =>
  /^as+al+am+u\W*al+a[iy]kum/i.test(typed.trim().slice(0, 60));
