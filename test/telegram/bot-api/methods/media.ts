import type { Bot } from '../bot.ts';
import { idsOf, type KeptFile } from '../files.ts';
import { markupOf } from '../keyboard.ts';
import { type Parameters, textOf, type Upload } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { formattedOf, lengthOf } from '../text.ts';
import type { Method } from './method.ts';
import { send, sendingTakes } from './send.ts';

const captionTakes = ['caption', 'parse_mode', 'caption_entities'];

const sendPhoto: Method = {
  name: 'sendPhoto',
  takes: [...sendingTakes, ...captionTakes, 'photo', 'show_caption_above_media', 'has_spoiler'],
  run(bot, parameters) {
    return sendFile(bot, parameters, 'photo', (file) => {
      if (!isPicture(file.bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
      return [{ ...idsOf(file), width: 1280, height: 960 }];
    });
  },
};

const sendDocument: Method = {
  name: 'sendDocument',
  takes: [
    ...[...sendingTakes, ...captionTakes],
    ...['document', 'thumbnail', 'disable_content_type_detection'],
  ],
  run(bot, parameters) {
    return sendFile(bot, parameters, 'document', (file, name) => ({
      ...idsOf(file),
      mime_type: file.mime,
      file_name: name,
    }));
  },
};

function sendFile(
  bot: Bot,
  parameters: Parameters,
  kind: 'photo' | 'document',
  shown: (file: KeptFile, name: string) => unknown,
) {
  const upload = uploadOf(parameters, kind);
  const { text: caption, entities } = formattedOf(parameters, 'caption');
  const markup = markupOf(parameters);
  const chat = bot.chatOf(parameters);
  if (lengthOf(caption) > 1024) throw badRequest('Message caption is too long');
  const [file, name] = fileOf(bot, parameters, kind, upload);
  const content = {
    [kind]: shown(file, name),
    ...(caption ? { caption } : {}),
    ...(entities.length ? { caption_entities: entities } : {}),
  };
  return send(bot, chat, parameters, content, markup);
}

/** The part of the form that holds the file: of the field's name, or where `attach://name` points. */
function uploadOf({ values, files }: Parameters, kind: string): Upload | undefined {
  const attached = /^attach:\/\/(.+)$/.exec(String(values.get(kind) ?? ''))?.[1];
  return files.get(attached ?? kind);
}

function fileOf(
  bot: Bot,
  parameters: Parameters,
  kind: 'photo' | 'document',
  upload: Upload | undefined,
): [KeptFile, string] {
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    const most = kind === 'photo' ? 10 : 50;
    if (upload.bytes.length > most * 1024 * 1024) throw badRequest('file is too big');
    const ending = /\.([a-z0-9]+)$/i.exec(upload.name)?.[1] ?? 'bin';
    const folder = kind === 'photo' ? 'photos' : 'documents';
    return [bot.files.keep(upload.bytes, folder, ending, upload.mime), upload.name];
  }
  const given = textOf(parameters, kind);
  if (given === '') throw badRequest(`There is no ${kind} in the request`);
  if (/^https?:/.test(given)) throw badRequest('Failed to get HTTP URL content');
  const file = bot.files.byId(given);
  if (!file) throw badRequest('Wrong file identifier/HTTP URL specified');
  return [file, file.file_path.split('/').at(-1) ?? 'file'];
}

/** JPEG, PNG, GIF or WebP by its first bytes. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP)/s.test(head);
}

const getFile: Method = {
  name: 'getFile',
  takes: ['file_id'],
  run(bot, parameters) {
    const file = bot.files.byId(textOf(parameters, 'file_id'));
    if (!file) throw badRequest('invalid file_id');
    if (file.file_size > 20 * 1024 * 1024) throw badRequest('file is too big');
    return { ...idsOf(file), file_path: file.file_path };
  },
};

export const media = [sendPhoto, sendDocument, getFile];
