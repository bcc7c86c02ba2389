import type { Heard, Turn } from './talk.ts';

/** A message and its choices stand on one line up to this length. */
const lineLength = 100;

/** What was heard, as a talk writes it. Whoever did something last is `Bot:` spoken to without a name. */
export function writeHeard({ who, text, options }: Heard, speaker: string | undefined): string {
  const to = who === speaker ? 'Bot' : `Bot → ${who}`;
  const lines = `${to}: ${text}`.split('\n');
  const choices = options.map((label) => `[${label}]`).join(' ');
  const [first = ''] = lines;
  if (choices && lines.length === 1 && first.length + choices.length < lineLength) {
    return `${first} ${choices}`;
  }
  return [...lines, ...(choices ? [choices] : [])].join('\n  ');
}

/** The whole of a turn's answers, for a comparison that shows what differs. */
export function writeTurn({ does, heard }: Turn): string {
  const speaker = 'who' in does ? does.who : undefined;
  const printed = does.kind === 'runs' ? does.prints.map((line) => `  ${line}`) : [];
  return [...printed, ...heard.map((one) => writeHeard(one, speaker))].join('\n');
}

/**
 * The source of a talk with other answers: headings, notes and what people do stay as they were written;
 * what the bot says is replaced by what it said.
 */
export function rewrite(source: string, turns: Turn[]): string {
  const kept: string[] = [];
  let dropping = false;
  let number = 0;
  const owed: { after: number; text: string }[] = [];
  let speaker: string | undefined;
  const byLine = new Map(turns.map((turn) => [turn.does.line, turn]));

  for (const raw of source.split('\n')) {
    number += 1;
    if (/^\s+\S/.test(raw)) {
      if (!dropping) kept.push(raw);
      continue;
    }
    flush();
    const turn = byLine.get(number);
    dropping = /^Bot( → .+?)?: /.test(raw) || turn?.does.kind === 'runs';
    if (!/^Bot( → .+?)?: /.test(raw)) kept.push(raw.trimEnd());
    if (!turn) continue;
    if ('who' in turn.does) speaker = turn.does.who;
    const printed = turn.does.kind === 'runs' ? turn.does.prints.map((line) => `  ${line}`) : [];
    const said = turn.heard.map((heard) => writeHeard(heard, speaker));
    owed.push(...[...printed, ...said].map((text) => ({ after: number, text })));
  }
  flush();
  return `${kept.join('\n').trimEnd()}\n`;

  function flush(): void {
    kept.push(...owed.splice(0).map(({ text }) => text));
  }
}
