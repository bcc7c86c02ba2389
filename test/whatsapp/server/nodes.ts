import type { BinaryNode } from '@whiskeysockets/baileys';

/** The stanzas that WhatsApp's clients and servers exchange. */
export type Node = BinaryNode;

export const node = (
  tag: string,
  attrs: Record<string, string> = {},
  content?: Node['content'],
): Node => (content === undefined ? { tag, attrs } : { tag, attrs, content });

export const children = ({ content }: Node): Node[] => (Array.isArray(content) ? content : []);

export const child = (parent: Node | undefined, tag: string): Node | undefined =>
  parent && children(parent).find((one) => one.tag === tag);

/** The bytes of a node that holds some. */
export function bytes(of: Node | undefined): Buffer {
  if (!(of?.content instanceof Uint8Array))
    throw new Error(`${of?.tag ?? 'A node'} holds no bytes.`);
  return Buffer.from(of.content);
}

export const number = (of: Node | undefined): number => {
  const data = bytes(of);
  return data.readUIntBE(0, data.length);
};

/** `628111:2@s.whatsapp.net` → `628111` */
export const digits = (jid: string | undefined): string =>
  (jid ?? '').split('@')[0]?.split(':')[0]?.split('_')[0] ?? '';

/** WhatsApp stamps whole seconds. */
export const seconds = (): string => `${Math.floor(Date.now() / 1000)}`;

export const server = 's.whatsapp.net';
