import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { look, mostPdfBytes } from '../../src/media/look.ts';
import { longestSide, mostBytes } from '../../src/media/photo.ts';
import { bomb, jpeg, jpegFromPhone, pdf, png, webp } from '../pictures.ts';

async function kept(kind: 'proof' | 'goods', bytes: Uint8Array) {
  const end = await look(kind, bytes);
  if (end.state !== 'kept') throw new Error(`It was refused: ${end.refusal}.`);
  return {
    ...end,
    picture: end.mime === 'image/jpeg' ? await sharp(end.bytes).metadata() : undefined,
  };
}
const refusal = (refusal: string) => ({ state: 'refused', refusal });
/** 6° 11', as EXIF writes it: numerator and denominator, the small byte first. */
const latitude = Buffer.from([6, 0, 0, 0, 1, 0, 0, 0, 11, 0, 0, 0, 1, 0, 0, 0]);
const text = (words: string) => new Uint8Array(Buffer.from(words));

describe('a photo', () => {
  test.each([
    ['JPEG', jpeg],
    ['PNG', png],
    ['WebP', webp],
  ])('that is %s is kept as JPEG', async (_, make) => {
    const { picture } = await kept('goods', await make());
    expect(picture?.format).toBe('jpeg');
  });

  test('stands upright, and tells neither where it was taken nor with what', async () => {
    const before = await jpegFromPhone();
    const sent = await sharp(before).metadata();
    expect(sent).toMatchObject({ orientation: 6, width: 60, height: 40 });
    expect(Buffer.from(before).includes('HP Rahasia')).toBe(true);
    expect(Buffer.from(before).includes(latitude)).toBe(true);

    const { bytes, picture } = await kept('proof', before);
    expect(picture).toMatchObject({ width: 40, height: 60 });
    expect(picture?.orientation).toBeUndefined();
    expect(picture?.exif).toBeUndefined();
    expect(picture?.xmp).toBeUndefined();
    expect(Buffer.from(bytes).includes('HP Rahasia')).toBe(false);
    expect(Buffer.from(bytes).includes('Exif')).toBe(false);
    expect(Buffer.from(bytes).includes(latitude)).toBe(false);
  });

  test('is made small enough, however hard it is to press', async () => {
    const before = await jpeg({ width: 2600, height: 1900, noise: true });
    expect(before.length).toBeGreaterThan(4 * mostBytes);
    const { bytes, picture } = await kept('goods', before);
    expect(bytes.length).toBeLessThanOrEqual(mostBytes);
    expect(Math.max(picture?.width ?? 0, picture?.height ?? 0)).toBeLessThanOrEqual(longestSide);
  });

  test('is not blown up when it is small', async () => {
    const { picture } = await kept('goods', await jpeg({ width: 30, height: 20 }));
    expect(picture).toMatchObject({ width: 30, height: 20 });
  });
});

describe('what is no photo is told by its content', () => {
  test('words in a file called .jpg', async () => {
    expect(await look('goods', text('Ini bukan foto, hanya surat.jpg'))).toEqual(refusal('format'));
  });

  test('a vector drawing, an animation of another kind, a page', async () => {
    for (const words of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a....', '<html>', ''])
      expect(await look('proof', text(words))).toEqual(refusal('format'));
  });

  test('HEIC, which cannot be opened here', async () => {
    const heic = text('\0\0\0\x18ftypheic\0\0\0\0mif1heic');
    expect(await look('goods', heic)).toEqual(refusal('format'));
  });

  test('the beginning of a JPEG with words behind it', async () => {
    const begun = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...text('dan seterusnya')]);
    expect(await look('goods', begun)).toEqual(refusal('unreadable'));
  });

  test('a photo that was cut off', async () => {
    const whole = await jpeg({ width: 400, height: 300, noise: true });
    expect(await look('goods', whole.subarray(0, whole.length / 2))).toEqual(refusal('unreadable'));
  });

  test('a bomb: few bytes that unpack to very many', async () => {
    const small = await bomb();
    expect(small.length).toBeLessThan(2 * 1024 * 1024);
    expect(await look('goods', small)).toEqual(refusal('too_large'));
  });
});

describe('a PDF', () => {
  test('is kept as it is, as a proof', async () => {
    const paper = pdf();
    expect(await look('proof', paper)).toEqual({
      state: 'kept',
      mime: 'application/pdf',
      bytes: paper,
    });
  });

  test('shows no goods', async () => {
    expect(await look('goods', pdf())).toEqual(refusal('format'));
  });

  test('of more than 5 MB is too large, of 5 MB not', async () => {
    expect(await look('proof', pdf(mostPdfBytes - 1))).toMatchObject({ state: 'kept' });
    expect(await look('proof', pdf(mostPdfBytes + 10))).toEqual(refusal('too_large'));
  });

  test('that was cut off is not readable', async () => {
    const cut = pdf(4000).subarray(0, 3000);
    expect(await look('proof', cut)).toEqual(refusal('unreadable'));
  });
});
