import { z } from 'zod';
import type { ChannelName, Label } from '../../chat/message.ts';
import { starred } from '../../chat/starred.ts';
import { shapes } from '../../flow/action.ts';
import type { Records } from '../action.ts';
import { channelNames, countOf } from './audience.ts';
import type { Row } from './records.ts';
import { audienceShape } from './rules.ts';
import { sampleOf, textFor, wordsFor } from './told.ts';

/** How it looks on some channels. */
const view = {
  /** `WhatsApp dan Telegram` */
  channels: shapes.label(),
  /** As somebody of the audience sees it. */
  text: shapes.marked(),
  /** The English text, where there is one. */
  english: z.array(z.object({ text: shapes.marked() })),
};

export const preview = {
  who: shapes.text(),
  ...view,
  /** The same on channels where it is written otherwise. */
  other: z.object(view).optional(),
};

/** What somebody of the audience sees, on each channel that it goes to. */
export async function previewOf(
  records: Records,
  row: Row,
  { seenOn, now }: { seenOn: ChannelName; now: Date },
) {
  const audience = audienceShape.parse(row.audience);
  const sample = await sampleOf(records, audience, now);
  const words = sample === undefined ? {} : await wordsFor(records, audience, sample, now);
  const { reached } = await countOf(records, audience, now);
  const channels = reached.map(({ channel }) => channel);
  const [first, other] = writings(channels, seenOn);
  const seen = ({ channels, write }: Writing) => {
    const text = (language: 'id' | 'en') => write(textFor(row, words, language));
    return {
      channels: named(channels),
      text: text('id'),
      english: row.textEn === null ? [] : [{ text: text('en') }],
    };
  };
  return {
    who: words.nama ?? 'Bapak/Ibu',
    ...seen(first),
    ...(other && { other: seen(other) }),
  };
}

interface Writing {
  channels: ChannelName[];
  write(text: string): string;
}

/**
 * How its channels write it, each way once. Where it is seen, our marks come out as there; what WhatsApp is given reads
 * `*cek P-118*` anywhere else.
 */
function writings(channels: ChannelName[], seenOn: ChannelName): [Writing, ...Writing[]] {
  const isStarred = (channel: ChannelName) => channel === 'whatsapp' && seenOn !== 'whatsapp';
  const bold = {
    channels: channels.filter((one) => !isStarred(one)),
    write: (text: string) => text,
  };
  const stars = { channels: channels.filter(isStarred), write: starred };
  if (stars.channels.length === 0) return [bold];
  return bold.channels.length === 0 ? [stars] : [bold, stars];
}

function named(channels: ChannelName[]): Label {
  const names = channels.map((one) => channelNames[one]);
  return { id: names.join(' dan '), en: names.join(' and ') };
}
