import { receiveMedia } from '../../src/aid/media/records.ts';
import { writeDate } from '../../src/language/date.ts';
import { tuesday } from '../aid/world.ts';
import { pdf } from '../pictures.ts';
import {
  asked,
  claimed,
  counted,
  headed,
  known,
  nameOf,
  open,
  placeIn,
  promised,
  type Scope,
} from './scope.ts';

/** A case as it lies before somebody, and how the records show whether they decided it. */
export interface Case {
  /** What is typed and tapped; the last one calls the verb. */
  steps: string[];
  /** Whether it happened; of a look, whether it is on record that this person looked. */
  isDone(person: string): Promise<boolean>;
}

export interface Scene {
  /** What role the verb wants: for a kelurahan, for a field, or an admin's. */
  office: 'area' | 'field' | 'admin';
  /** What one hears who did it, and nobody else. */
  says: RegExp;
  /** What one hears whose role has gone since the list was shown. */
  refuses: RegExp;
  lays(scope: Scope): Promise<Case>;
}

const looked = (scope: Scope, what: string, id: string) => async (person: string) =>
  (await scope.prisma.auditLog.count({ where: { actorId: person, what, subjectId: id } })) > 0;

const ofRole = /bukan bagian dari peran/;
const ofField = /hanya untuk petugas bidangnya/;
const ofTask = /bukan tugas bidang/;

/** A registration, beside another so that the list asks. */
function aClaim(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; askedAt: Date | null }) => boolean,
): Scene {
  return {
    office: 'area',
    says,
    refuses: ofRole,
    async lays(scope) {
      const { claim: id } = await claimed(scope, 1);
      await claimed(scope, 2);
      return {
        steps: ['cek data', `[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.headship.findUniqueOrThrow({ where: { id } })),
      };
    },
  };
}

/** A request that waits, beside another. */
function aRequest(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; askedAt: Date | null }) => boolean,
): Scene {
  return {
    office: 'field',
    says,
    refuses: ofField,
    async lays(scope) {
      const { need: number } = await asked(scope, 1);
      await asked(scope, 2);
      return {
        steps: ['cek permintaan', `[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.need.findUniqueOrThrow({ where: { number } })),
      };
    },
  };
}

/** A count that nobody confirmed, beside another. */
function aCount(
  says: RegExp,
  taps: string[],
  isSo: (row: { state: string; came: bigint }) => boolean,
): Scene {
  return {
    office: 'field',
    says,
    refuses: ofRole,
    async lays(scope) {
      const id = await counted(scope, 1);
      await counted(scope, 2);
      return {
        steps: ['cek serah terima', `[${placeIn(scope, 1)}]`, ...taps],
        isDone: async () => isSo(await scope.prisma.handover.findUniqueOrThrow({ where: { id } })),
      };
    },
  };
}

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

const bare = () => false;

export const scenes: Record<string, Scene> = {
  'staff.invite': {
    office: 'admin',
    says: /UNDANG-[A-Z]{5}-[A-Z]{5}\*\*/,
    refuses: /hanya bisa dibuat oleh admin/,
    lays: async ({ prisma }) => ({
      steps: ['undang', '[Admin]', 'Bu Undangan', '[Ya, buat kodenya]'],
      isDone: async (invitedById) =>
        (await prisma.invitation.count({ where: { invitedById } })) > 0,
    }),
  },
  'staff.revoke': {
    office: 'admin',
    says: /✅ Dicabut/,
    refuses: /hanya bisa dicabut oleh admin/,
    async lays(scope) {
      const { chat } = await known(scope, 'V');
      const { personId } = await scope.prisma.address.findUniqueOrThrow({ where: { chat } });
      const role = { kind: 'skpd', fieldKey: scope.field, grantedAt: tuesday } as const;
      const { id } = await scope.prisma.role.create({ data: { personId, ...role } });
      return {
        steps: ['cabut peran', `[${nameOf(scope.serial, 'V')}]`, '[Ya, cabut]'],
        isDone: async () =>
          (await scope.prisma.role.findUniqueOrThrow({ where: { id } })).revokedAt !== null,
      };
    },
  },
  'place.claim': {
    ...aClaim(/HP: \+62/, [], bare),
    async lays(scope) {
      const { claim } = await claimed(scope, 1);
      await claimed(scope, 2);
      const steps = ['cek data', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'headship.seen', claim) };
    },
  },
  'place.proof': {
    ...aClaim(/Fotonya kami kirim/, [], bare),
    async lays(scope) {
      const { claim: headship, head } = await claimed(scope, 1);
      await claimed(scope, 2);
      const { prisma, secrets, world } = scope;
      const { personId } = await prisma.headship.findUniqueOrThrow({ where: { id: headship } });
      const sent = { kind: 'document', file: 'AgAC' } as const;
      const context = {
        chat: head.chat,
        question: 'proof',
        now: tuesday,
        seed: 'proof',
        address: { channel: 'simulator', account: 'uji' },
        language: 'id',
      } as const;
      const content = new Uint8Array(secrets.sealBytes(new Uint8Array(pdf())));
      const id = await world.transact(async (records) => {
        const whose = { whose: { headship }, file: sent, by: personId ?? '' };
        const media = await receiveMedia({ records, ...context }, whose);
        const kept = { state: 'kept', mime: 'application/pdf', size: pdf().length } as const;
        const data = { ...kept, content, file: null, endedAt: tuesday };
        await records.db.media.update({ where: { id: media }, data });
        return media;
      });
      return {
        steps: ['cek data', `[${placeIn(scope, 1)}]`, '[Lihat foto suratnya]'],
        isDone: looked(scope, 'media.seen', id),
      };
    },
  },
  'place.approve': aClaim(/✅ Disetujui/, ['[Setujui]'], ({ state }) => state === 'verified'),
  'place.hand-over': {
    ...aClaim(/✅ Jabatan diserahkan/, [], bare),
    async lays(scope) {
      await headed(scope, 1);
      const { claim: id } = await claimed(scope, 1, 'S');
      await claimed(scope, 2);
      return {
        steps: ['cek data', `[${placeIn(scope, 1)}]`, '[Setujui]', '[Ya, serah terima jabatan]'],
        isDone: async () =>
          (await scope.prisma.headship.findUniqueOrThrow({ where: { id } })).state === 'verified',
      };
    },
  },
  'place.ask': aClaim(
    /Sudah kami tanyakan/,
    ['[Minta dilengkapi]', '[Yang lain]', 'SK perpanjangan yang terbaru'],
    ({ askedAt }) => askedAt !== null,
  ),
  'place.refuse': aClaim(
    /Sudah kami kabarkan/,
    ['[Belum bisa disetujui]', 'SK atas nama orang lain', 'kirim SK terbaru', '[Ya, kirim]'],
    ({ state }) => state === 'refused',
  ),
  'need.inspect': {
    ...aRequest(/Warga: /, [], bare),
    async lays(scope) {
      const { need: number } = await asked(scope, 1);
      await asked(scope, 2);
      const { id } = await scope.prisma.need.findUniqueOrThrow({ where: { number } });
      const steps = ['cek permintaan', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'need.inspected', id) };
    },
  },
  'need.approve': aRequest(/✅ Disetujui/, ['[Setujui semua]'], ({ state }) => state === 'open'),
  'need.refuse': aRequest(
    /Tercatat: /,
    ['[Belum bisa disetujui]', 'bulan ini sudah dibantu', '[Ya, kirim]'],
    ({ state }) => state === 'refused',
  ),
  'need.question': aRequest(
    /Terkirim ke ketua/,
    ['[Tanya ketua dulu]', 'berapa rumah yang terendam'],
    ({ askedAt }) => askedAt !== null,
  ),
  'need.correct': {
    ...aRequest(/disetujui 30 .*tadinya 40/, [], bare),
    async lays(scope) {
      const { need: number } = await open(scope, 1);
      return {
        steps: [`ubah persetujuan ${number}`, '30', 'data KK diperbarui', '[Ya, ubah]'],
        isDone: async () =>
          (await scope.prisma.need.findUniqueOrThrow({ where: { number } })).approved === 30n,
      };
    },
  },
  'pledge.place': {
    office: 'field',
    says: /✅ Ditempatkan/,
    refuses: ofTask,
    async lays(scope) {
      const number = await promised(scope);
      await open(scope, 1);
      return {
        steps: ['tugas', '[Menunggu tempat]', `[${number}]`, '[Ya, tempatkan]'],
        isDone: async () =>
          (await scope.prisma.pledge.findUniqueOrThrow({ where: { number } })).waiting === 0n,
      };
    },
  },
  'pledge.release-by-officer': {
    office: 'field',
    says: /Dilepas: /,
    refuses: ofField,
    async lays(scope) {
      const { need } = await open(scope, 1);
      const number = await promised(scope, { need });
      const deliverOn = new Date('2026-11-20');
      await scope.prisma.pledge.update({ where: { number }, data: { deliverOn } });
      return {
        steps: [
          'komitmen terlambat',
          `[${placeIn(scope, 1)}]`,
          '[Lepas komitmen ini]',
          'dua kali dihubungi',
          '[Ya, lepas]',
        ],
        isDone: async () => {
          const where = { pledge: { number } };
          return (await scope.prisma.allocation.findFirstOrThrow({ where })).state === 'released';
        },
      };
    },
  },
  'handover.look': {
    ...aCount(/Bertanya langsung: \+62/, [], bare),
    refuses: /sudah diputuskan/,
    async lays(scope) {
      const id = await counted(scope, 1);
      await counted(scope, 2);
      const steps = ['cek serah terima', `[${placeIn(scope, 1)}]`];
      return { steps, isDone: looked(scope, 'handover.seen', id) };
    },
  },
  'handover.accept': aCount(
    /✅ Tercatat/,
    ['[Hitungan RW benar]'],
    ({ state }) => state === 'confirmed',
  ),
  'handover.correct': aCount(
    /✅ Hitungan diganti/,
    ['[Ubah hitungan]', '25', '2', 'surat jalan menyebut 25'],
    ({ came }) => came === 25n,
  ),
  'handover.reject': aCount(
    /tidak dicatat\. Ketua/,
    ['[Jangan dicatat]', 'sudah dicatat dengan kode'],
    ({ state }) => state === 'rejected',
  ),
  'handover.state': {
    office: 'field',
    says: /✅ Tanda terima/,
    refuses: ofTask,
    async lays(scope) {
      const what = `${scope.package}-tunai`;
      const { need } = await open(scope, 1, what);
      const number = await promised(scope, { need, what, more: { distributor: 'uji' } });
      return {
        steps: ['tugas', '[Pernyataan penyalur]', `[${number}]`, '9', 'SP-12/2026', '[Ya, catat]'],
        isDone: async () =>
          (await scope.prisma.handover.count({ where: { allocation: { pledge: { number } } } })) >
          0,
      };
    },
  },
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
