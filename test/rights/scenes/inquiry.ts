import { writeDate } from '../../../src/language/date.ts';
import { looked, ofRole, type Scene } from '../scene.ts';
import { known, nameOf, type Scope } from '../scope.ts';

/** Two questions about the field; gives the id of the first. */
async function aQuestion(scope: Scope): Promise<{ id: string; steps: string[] }> {
  const asker = await known(scope, 'T');
  const text = 'Kapan permintaan kami dicek';
  const other = await known(scope, 'L');
  for (const each of [asker, other]) await each.calls('inquiry.ask', { text, field: scope.field });
  const { id } = await scope.prisma.inquiry.findFirstOrThrow({ where: { chat: asker.chat } });
  return { id, steps: ['tugas', '[Pertanyaan]', `[${nameOf(scope.serial, 'T')}]`] };
}

/** A report of a day that no other row has, beside another; gives its id. */
async function aReport(scope: Scope): Promise<{ id: string; steps: string[] }> {
  const teller = await known(scope, 'P');
  const at = (days: number) => new Date(Date.UTC(2020, 0, 1 + days, 5));
  const said = { text: `Diminta uang ${scope.field}`, named: 'named' };
  await teller.calls('inquiry.report', said, { now: at(2 * scope.serial) });
  await teller.calls('inquiry.report', said, { now: at(2 * scope.serial + 1) });
  const reportedAt = at(2 * scope.serial);
  const { id } = await scope.prisma.report.findFirstOrThrow({ where: { reportedAt } });
  const day = writeDate(reportedAt.toISOString().slice(0, 10), 'id');
  return { id, steps: ['tugas', '[Laporan pungutan]', `[${day}]`] };
}

export const inquiryScenes: Record<string, Scene> = {
  'inquiry.look': {
    office: 'field',
    says: /Apa jawabannya/,
    refuses: ofRole,
    async lays(scope) {
      const { id, steps } = await aQuestion(scope);
      return { steps, isDone: looked(scope, 'inquiry.seen', id) };
    },
  },
  'inquiry.answer': {
    office: 'field',
    says: /✅ Jawaban/,
    refuses: ofRole,
    async lays(scope) {
      const { id, steps } = await aQuestion(scope);
      return {
        steps: [...steps, 'Dicek hari ini, Bu'],
        isDone: async () =>
          (await scope.prisma.inquiry.findUniqueOrThrow({ where: { id } })).answeredAt !== null,
      };
    },
  },
  'inquiry.read-report': {
    office: 'admin',
    says: /Diminta uang/,
    refuses: ofRole,
    async lays(scope) {
      const { id, steps } = await aReport(scope);
      return { steps, isDone: looked(scope, 'report.seen', id) };
    },
  },
  'inquiry.settle-report': {
    office: 'admin',
    says: /✅ Laporan ditutup/,
    refuses: ofRole,
    async lays(scope) {
      const { id, steps } = await aReport(scope);
      return {
        steps: [...steps, '[Sudah diurus]'],
        isDone: async () =>
          (await scope.prisma.report.findUniqueOrThrow({ where: { id } })).settledAt !== null,
      };
    },
  },
};
