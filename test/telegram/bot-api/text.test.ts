import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawCaller, refusal, token } from './raw-call.ts';
import { type BotApi, startBotApi } from './server.ts';

let server: BotApi;
let call: ReturnType<typeof rawCaller>;

beforeAll(async () => {
  server = await startBotApi({ token });
  call = rawCaller(server);
  await server.person({ id: 1001, firstName: 'Ani' }).starts();
});
afterAll(() => server.close());

const say = (text: string, more: Record<string, unknown> = {}) =>
  call('sendMessage', { chat_id: 1001, text, ...more });
const parsed = async (text: string, parse_mode: string) => {
  const { result } = await say(text, { parse_mode });
  return result;
};

describe('HTML', () => {
  it('is applied and gone, with offsets in UTF-16 units', async () => {
    expect(
      await parsed('🏠 <b>50 <i>paket</i></b> &lt;RW 03&gt; &amp; lain', 'HTML'),
    ).toMatchObject({
      text: '🏠 50 paket <RW 03> & lain',
      entities: [
        { type: 'bold', offset: 3, length: 8 },
        { type: 'italic', offset: 6, length: 5 },
      ],
    });
  });

  it('keeps links, languages of code, spoilers and expandable quotations', async () => {
    const html =
      '<a href="https://contoh.id/?a=1&amp;b=2">sini</a> <pre><code class="language-sql">x</code></pre> <span class="tg-spoiler">y</span> <blockquote expandable>z</blockquote>';
    expect(await parsed(html, 'html')).toMatchObject({
      text: 'sini x y z',
      entities: [
        { type: 'text_link', offset: 0, length: 4, url: 'https://contoh.id/?a=1&b=2' },
        { type: 'pre', offset: 5, length: 1, language: 'sql' },
        { type: 'spoiler', offset: 7, length: 1 },
        { type: 'expandable_blockquote', offset: 9, length: 1 },
      ],
    });
  });

  it.each([
    ['paket <b>50', 'Can\'t find end tag corresponding to start tag "b"'],
    ['🏟 🏟&lt;<abac>', 'Unsupported start tag "abac" at byte offset 13'],
    ['kurang dari < 50', 'Unsupported start tag "" at byte offset 12'],
    ['🏟 🏟&lt;<abacaba', 'Unclosed start tag at byte offset 13'],
    ['🏟 🏟&lt;<i   =aba>', 'Empty attribute name in the tag "i" at byte offset 13'],
    ['🏟 🏟&lt;<i    aba  =  ', 'Unclosed start tag "i" at byte offset 13'],
    ['🏟 🏟&lt;<i    aba  =  190azAz-.,', 'Unexpected end of name token at byte offset 27'],
    ['🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', 'Unclosed start tag at byte offset 13'],
    ['🏟 🏟&lt;<b></b></', 'Unexpected end tag at byte offset 20'],
    ['🏟 🏟&lt;<i>a</i   ', 'Unclosed end tag at byte offset 17'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['a<br>b', 'Unsupported start tag "br" at byte offset 1'],
  ])('refuses %s', async (html, why) => {
    expect(await say(html, { parse_mode: 'HTML' })).toEqual(
      refusal(400, `Bad Request: can't parse entities: ${why}`),
    );
  });
});

describe('MarkdownV2', () => {
  it('is applied and gone', async () => {
    const source = '*50 _paket_* \\(RW 03\\)\\. [sini](https://contoh.id/a\\)b) `a*b` ||rahasia||';
    expect(await parsed(source, 'MarkdownV2')).toMatchObject({
      text: '50 paket (RW 03). sini a*b rahasia',
      entities: [
        { type: 'bold', offset: 0, length: 8 },
        { type: 'italic', offset: 3, length: 5 },
        { type: 'text_link', offset: 18, length: 4, url: 'https://contoh.id/a)b' },
        { type: 'code', offset: 23, length: 3 },
        { type: 'spoiler', offset: 27, length: 7 },
      ],
    });
  });

  it('knows underline from italic, code blocks with a language, and quotations by line', async () => {
    expect(
      await parsed('__a__ _b_\n```sql\nx=1```\n>satu\n>dua\ntiga', 'markdownv2'),
    ).toMatchObject({
      text: 'a b\nx=1\nsatu\ndua\ntiga',
      entities: [
        { type: 'underline', offset: 0, length: 1 },
        { type: 'italic', offset: 2, length: 1 },
        { type: 'pre', offset: 4, length: 3, language: 'sql' },
        { type: 'blockquote', offset: 8, length: 9 },
      ],
    });
  });

  it.each([
    ['selesai.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
    ['é *tebal', "Can't find end of Bold entity at byte offset 3"],
    ['_a', "Can't find end of Italic entity at byte offset 0"],
    ['[a](b', "Can't find end of a URL at byte offset 4"],
  ])('refuses %s', async (source, why) => {
    expect(await say(source, { parse_mode: 'MarkdownV2' })).toEqual(
      refusal(400, `Bad Request: can't parse entities: ${why}`),
    );
  });
});

describe('plain text', () => {
  it('loses the white space at its ends, and entities move along', async () => {
    const entities = [{ type: 'bold', offset: 2, length: 4 }];
    const { result } = await say('  halo \n', { entities });
    expect(result).toMatchObject({
      text: 'halo',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
  });

  it('refuses entities beyond its end', async () => {
    const entities = [{ type: 'bold', offset: 2, length: 9 }];
    expect(await say('halo', { entities })).toMatchObject({ status: 400, ok: false });
  });

  it.each([
    ['nothing', '', {}, 'message text is empty'],
    ['white space', '  \n ', {}, 'text must be non-empty'],
    ['tags around nothing', '<b></b>', { parse_mode: 'HTML' }, 'text must be non-empty'],
    ['4,097 letters', 'x'.repeat(4097), {}, 'message is too long'],
    [
      '4,097 letters and tags',
      `${'x'.repeat(4096)}<b>y</b>`,
      { parse_mode: 'HTML' },
      'message is too long',
    ],
    ['an unknown parse_mode', 'halo', { parse_mode: 'Wiki' }, 'unsupported parse_mode'],
  ])('refuses %s', async (_what, text, more, why) => {
    expect(await say(text, more)).toEqual(refusal(400, `Bad Request: ${why}`));
  });

  it('counts code points after parsing, not bytes, units or tags', async () => {
    expect(await say('🏠'.repeat(4096))).toMatchObject({ ok: true });
    const bold = `<b>${'x'.repeat(4096)}</b>`;
    expect(await say(bold, { parse_mode: 'HTML' })).toMatchObject({ ok: true });
  });
});
