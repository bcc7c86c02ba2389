import sharp from 'sharp';

/** Small true pictures and papers, made here: what telephones send, and what only looks like it. */

const red = { r: 190, g: 60, b: 40 };

/** A photo of so many pixels; noise, where it is to be hard to press. */
export async function jpeg({ width = 64, height = 48, noise = false } = {}): Promise<Uint8Array> {
  return plain(await picture({ width, height, noise }).jpeg({ quality: 95 }).toBuffer());
}

export const png = async () => plain(await picture({ width: 40, height: 30 }).png().toBuffer());
export const webp = async () => plain(await picture({ width: 40, height: 30 }).webp().toBuffer());

/** As a telephone makes it: lying on its side by EXIF, with the place where it was taken and the telephone's name. */
export async function jpegFromPhone(): Promise<Uint8Array> {
  const made = await picture({ width: 60, height: 40 })
    .withExif({
      IFD0: { Make: 'HP Rahasia', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 11/1 10/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return plain(made);
}

/** A few kilobytes that unpack to 100 million pixels. */
export const bomb = async () =>
  plain(await picture({ width: 10_000, height: 10_000 }).png({ compressionLevel: 9 }).toBuffer());

/** A paper of one empty page, padded to so many bytes. */
export function pdf(bytes = 0): Uint8Array {
  const head =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n';
  const tail = 'trailer<</Root 1 0 R>>\n%%EOF\n';
  const padding = Math.max(0, bytes - head.length - tail.length - 1);
  return plain(Buffer.from(`${head}${'%'.repeat(padding)}\n${tail}`, 'latin1'));
}

function picture({
  width,
  height,
  noise = false,
}: {
  width: number;
  height: number;
  noise?: boolean;
}) {
  const create = { width, height, channels: 3 as const, background: red };
  return noise
    ? sharp({ create: { ...create, noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
    : sharp({ create, limitInputPixels: false });
}

const plain = (buffer: Buffer) => new Uint8Array(buffer);
