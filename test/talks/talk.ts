import { readClock } from './clock.ts';

/**
 * A golden conversation, as it is written in `*.talk` (README.md in this folder shows the form).
 * Every message of the bot is part of it, word by word.
 */
export interface Talk {
  /** The file's name without `.talk`. */
  name: string;
  title: string;
  /** The talk whose end is this one's beginning, by name. */
  after?: string;
  /** The last day of the programme, `2026-11-25`; without it, it goes on. */
  programmeEnds?: string;
  /** On WhatsApp it is played until somebody says this, and its README says why. */
  whatsappUntil?: string;
  turns: Turn[];
}

/** What somebody does, and everything that everybody is told because of it, in order for each of them. */
export interface Turn {
  does: Deed;
  heard: Heard[];
}

/** A line that makes something happen, and where it stands: `{ talk: 'minta', line: 12 }`. */
export type Deed = { talk: string; line: number } & (
  | { kind: 'clock'; at: Date }
  /** What is there before anybody speaks: `places: pulo-gadung`, see places.ts. */
  | { kind: 'lays'; what: string }
  | { kind: 'says'; who: string; text: string; at?: Date }
  /** A choice, named by its words: a button where the channel has them. */
  | { kind: 'taps'; who: string; label: string; at?: Date }
  | { kind: 'sends'; who: string; what: Sendable; at?: Date }
  /** What an operator types after `npm run cli --`, and what it prints. */
  | { kind: 'runs'; command: string; prints: string[] }
);

export type Sendable = keyof typeof sendables;

/** What is sent and has no words: `Ani: [nomor]`. */
export const sendables = {
  nomor: 'contact',
  lokasi: 'location',
  stiker: 'sticker',
  'pesan suara': 'voice',
  foto: 'photo',
  berkas: 'document',
} as const;

export interface Heard {
  who: string;
  /** `**bold**` as in the flows; lines are separated by `\n`. */
  text: string;
  /** Their words, in order; `nomor` where the channel offers to share one's number. */
  options: string[];
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'talk' | 'line'> : never;

/** Reads a talk. Throws `minta.talk:12: …`. */
export function readTalk(name: string, source: string): Talk {
  const fault = (line: number, what: string) => new Error(`${name}.talk:${line}: ${what}`);
  const talk: Talk = { name, title: '', turns: [] };
  let speaker: string | undefined;
  let now: Date | undefined;

  const add = (line: number, does: WithoutPlace<Deed>) =>
    talk.turns.push({ does: { ...does, talk: name, line }, heard: [] });
  for (const { line, text } of gathered(source)) {
    const [first = '', ...rest] = text;
    const header = /^(#|after:|places:|programme ends:|whatsapp until:)\s+(.*)$/.exec(first);
    const clock = /^\((.*)\)$/.exec(first);
    const spoken = /^(.+?)(?: → (.+?))?: (.*)$/.exec(first);
    if (header) {
      const [, key, value = ''] = header;
      if (key === '#') talk.title = value;
      if (key === 'after:') talk.after = value;
      if (key === 'places:') add(line, { kind: 'lays', what: value });
      if (key === 'whatsapp until:') talk.whatsappUntil = value;
      if (key === 'programme ends:') talk.programmeEnds = dayOf(clockAt(value, now, line));
    } else if (clock) {
      now = clockAt(clock[1] ?? '', now, line);
      add(line, { kind: 'clock', at: now });
    } else if (first.startsWith('$ ')) {
      add(line, { kind: 'runs', command: first.slice(2).trim(), prints: rest });
    } else if (spoken?.[1] === 'Bot') {
      const who = spoken[2] ?? speaker;
      const turn = talk.turns.at(-1);
      if (who === undefined || !turn) throw fault(line, 'the bot speaks before anybody else.');
      turn.heard.push({ who, ...message([spoken[3] ?? '', ...rest]) });
    } else if (spoken?.[1]) {
      speaker = spoken[1];
      const { words, at } = timed(spoken[3] ?? '', now);
      now = at ?? now;
      add(line, { ...deed(speaker, [words, ...rest].join('\n')), ...(at ? { at } : {}) });
    } else throw fault(line, `"${first}" is no line of a talk.`);
  }
  if (talk.title === '') throw fault(1, 'a talk begins with "# " and what it tells.');
  return talk;

  function clockAt(text: string, before: Date | undefined, line: number): Date {
    const read = readClock(text, before);
    if (typeof read === 'string') throw fault(line, read);
    return read;
  }
}

/** Lines with what is indented below them, without empty ones and notes (`// …`); ` ⏎ ` is a line's end too. */
function gathered(source: string): { line: number; text: string[] }[] {
  const all: { line: number; text: string[] }[] = [];
  for (const [index, raw] of source.split('\n').entries()) {
    if (raw.trim() === '' || raw.startsWith('//')) continue;
    const parts = raw.split(/ ?⏎ ?/).map((part) => part.trim());
    if (/^\s/.test(raw)) all.at(-1)?.text.push(...parts);
    else all.push({ line: index + 1, text: parts });
  }
  return all;
}

/** The options stand in brackets at the end: `Boleh kami simpan? [Ya, boleh] [Tidak]`. */
function message(lines: string[]): { text: string; options: string[] } {
  const whole = lines.join('\n');
  const found = /((?:\s*\[[^[\]]+\])+)$/.exec(whole)?.[1] ?? '';
  return {
    text: whole.slice(0, whole.length - found.length).trimEnd(),
    options: [...found.matchAll(/\[([^[\]]+)\]/g)].map(([, label = '']) => label),
  };
}

function deed(who: string, words: string) {
  const label = /^\[(.+)\]$/.exec(words)?.[1];
  if (label === undefined) return { kind: 'says', who, text: words } as const;
  return isSendable(label)
    ? ({ kind: 'sends', who, what: label } as const)
    : ({ kind: 'taps', who, label } as const);
}

const isSendable = (label: string): label is Sendable => Object.hasOwn(sendables, label);

/** `[Ya, catat]  (13.10 WIB)`: the clock stands there before it is said. Another note is only a note. */
function timed(words: string, now: Date | undefined): { words: string; at?: Date } {
  const note = /^(.*?) {2,}\((.*)\)$/.exec(words);
  if (!note) return { words };
  const [, bare = '', inside = ''] = note;
  const at = readClock(inside, now);
  return typeof at === 'string' ? { words: bare } : { words: bare, at };
}

const dayOf = (at: Date) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
