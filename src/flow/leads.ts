import { isQuestion } from '../language/remark.ts';
import { partsOf } from '../language/sentence.ts';
import { readAnswer } from './answer.ts';
import type { AskStep, Flow } from './definition.ts';
import type { WaitingStep } from './hear.ts';
import type { Question, ShownOption } from './position.ts';
import type { Talk } from './talk.ts';

/** `cocok 3` at *[Hitungan RW benar] [Ubah hitungan]* agrees with what stands there, and changes nothing. */
const agreeing =
  /(?<!\p{L})(?<!(?:yang|yg|harusnya|tidak|tdk|gak|ga|gk|nggak|bukan|kurang|belum|not) )(?:cocok|benar|betul|bener|sesuai|setuju|correct|right)(?!\p{L})/iu;

/** `tidak, sy kirim 5`, `sy kirim 5 kok` where a count is to be confirmed: a figure that is held against it is a no, and its reason. */
const contradicts =
  /^(?=.*\d)(?:.*(?<!\p{L})(?:tidak|tdk|gak|ga|gk|nggak|enggak|bukan|salah|beda|harusnya|mestinya|not|wrong)(?!\p{L})|.* kok[.! ]*$)/iu;
const agreesAfterAll = /^(?:ya|iya|y|ok|oke|pas|sama|klop)(?!\p{L})/iu;

/** More words than these say more than an amount or a day. */
const mostWords = 6;

/**
 * The option whose own question the words answer already: at *[Ya, minta 1.680] [Jumlah lain]* `50 aja` is the other
 * number, at *[Ganti tanggal] [Kurangi jumlah]* `jd 20` is fewer. Nothing where two options could be meant.
 */
export function optionAnswered(
  talk: Talk,
  flow: Flow,
  { options }: Question,
  step: WaitingStep,
  words: string,
): ShownOption | undefined {
  if (step.kind !== 'choose' || isQuestion(words) || agreeing.test(words)) return undefined;
  const isLong = words.split(/\s+/).length > mostWords;
  const meant = options.filter(({ key }) => {
    const to = step.options.find((option) => option.key === key)?.to;
    const asked = to === undefined ? undefined : askedAt(flow, to);
    if (asked?.type === 'text')
      return key === 'no' && contradicts.test(words) && !agreesAfterAll.test(words);
    return asked !== undefined && !isLong && answers(talk, asked, words);
  });
  return meant.length === 1 ? meant[0] : undefined;
}

/** The question that a way leads to, over what only goes on. */
function askedAt(flow: Flow, to: string): AskStep | undefined {
  let step = flow.steps.find(({ name }) => name === to);
  for (let hops = 0; step?.kind === 'go' && hops < 3; hops += 1) {
    const next: string = step.to;
    step = flow.steps.find(({ name }) => name === next);
  }
  return step?.kind === 'ask' ? step : undefined;
}

/** A number, or a day that is called one: the 20 of `jd 20` is no 20th. */
function answers({ event, regions }: Talk, step: AskStep, text: string): boolean {
  const room = { now: event.now, regions };
  if (step.type === 'date') return partsOf(text, room).some(({ type }) => type === 'date');
  if (step.type !== 'quantity' && step.type !== 'money') return false;
  return !('unclear' in readAnswer(step, { kind: 'text', text }, room));
}
