import { systemTexts } from '../../src/flow/definition.ts';

export const label = (id: string, en: string) => `{ id: "${id}", en: "${en}" }`;

/** What stands in a text of the house besides its name. */
const saidWith: Record<string, string> = {
  ...saying(
    ' {typed}',
    'which-reading sure-reading which-count which-meant which-content heard-before heard-not-listed',
  ),
  ...saying(' {example}', 'voice-example shown-example'),
  ...saying(' {all} {damaged}', 'count-within count-added'),
  ...saying(' {title}', 'switched open-option'),
  ...saying(' {min}-{max}', 'unclear-bounds'),
  ...saying(' {day}, {step}', 'returned-nothing'),
  ...saying(' {day}, {step}, {answers}', 'returned'),
  ...saying(' {read}', 'heard heard-later'),
  ...saying(' {title} {value}', 'changed'),
  ...saying(' {number}', 'recorded-before'),
  ...saying(' {rw}', 'unclear-place-rw'),
  ...saying(' {change}', 'unclear-summary'),
};
function saying(what: string, names: string) {
  return Object.fromEntries(names.split(' ').map((name) => [name, what]));
}

/** Each text of the house says its own name, so that a test reads which one was said. */
export const everywhere = `texts:\n${systemTexts
  .map((name) => {
    const filled = saidWith[name] ?? '';
    const word = {
      'back-option': 'Kembali',
      'more-option': 'Lainnya',
      'keep-option': 'Tidak jadi',
    };
    const id = (word as Record<string, string>)[name] ?? `(${name}${filled})`;
    return `  ${name}: ${label(id, id === `(${name}${filled})` ? `(${name} en${filled})` : `${id} en`)}`;
  })
  .join('\n')}\n`;
