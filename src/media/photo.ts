import sharp from 'sharp';

/** Pixels of a photo at most: some 52 million, more than a telephone takes (8160 × 6120) and less than a bomb unpacks to. */
const mostPixels = 52_000_000;
/** Bytes of a photo as it is kept, and the longest side (px) that it begins with. */
export const mostBytes = 300 * 1024;
export const longestSide = 1600;
/** Seconds that a picture may be worked on. */
const patience = 20;

/** Tried in turn, until one is small enough: first what can be read best. The last is small enough for any picture. */
const tries = [
  { side: longestSide, quality: 82 },
  { side: longestSide, quality: 70 },
  { side: longestSide, quality: 55 },
  { side: 1200, quality: 60 },
  { side: 900, quality: 50 },
  { side: 640, quality: 40 },
] as const;

// What a picture is decoded by is what three kinds of file need, and nothing else that libvips knows.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
});
sharp.cache(false);
// The bot's turns share the machine: one picture at a time is quick enough.
sharp.concurrency(1);

export type Photo = { bytes: Uint8Array } | { refusal: 'unreadable' | 'too_large' };

/**
 * A photo as it is kept: a JPEG, upright, of at most 300 KB and 1600 px, without any metadata: neither where
 * it was taken nor with what. Takes JPEG, PNG and WebP; of a moving one the first picture.
 */
export async function toKeep(bytes: Uint8Array): Promise<Photo> {
  try {
    for (const attempt of tries) {
      const made = await encode(bytes, attempt);
      if (made.length <= mostBytes) return { bytes: new Uint8Array(made) };
    }
    return { refusal: 'too_large' };
  } catch (error) {
    return { refusal: isTooLarge(error) ? 'too_large' : 'unreadable' };
  }
}

function encode(bytes: Uint8Array, { side, quality }: (typeof tries)[number]): Promise<Buffer> {
  return (
    sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      // What was see-through would turn black.
      .flatten({ background: '#ffffff' })
      .timeout({ seconds: patience })
      .jpeg({ quality, mozjpeg: false })
      .toBuffer()
  );
}

const isTooLarge = (error: unknown) =>
  error instanceof Error && /pixel limit|timeout/i.test(error.message);
