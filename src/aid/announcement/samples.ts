import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';

/** Texts to begin from. They name nobody's place, so that they fit every audience. */
export const samples: Record<string, { label: Label; text: string }> = {
  phase: {
    label: { id: 'Tahap baru', en: 'A new phase' },
    text: '**Tahap baru bantuan dibuka.** {nama}, yang butuh bantuan: ketik minta. Yang mau membantu: ketik beri.',
  },
  field: {
    label: { id: 'Bidang dibuka', en: 'A field opens' },
    text: '**Bidang baru dibuka.** {nama}, bidang dan paketnya bisa dilihat di bot ini: ketik panduan.',
  },
  urgent: {
    label: { id: 'Mendesak', en: 'Urgent' },
    text: '**Mendesak.** {nama}, bantuan dibutuhkan hari ini. Yang bisa membantu: ketik beri.',
  },
};

export const listed = defineAction({
  name: 'announcement.samples',
  says: 'Texts that an admin can begin an announcement from, or none.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }) },
  reads: true,
  example: {},
  async run() {
    const items = Object.entries(samples).map(([key, { label }]) => ({ key, label }));
    const own = { key: 'own', label: { id: 'Tulis sendiri', en: 'Write my own' } };
    return { end: 'list', gives: { items: [...items, own] } };
  },
});
