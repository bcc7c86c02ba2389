import type { Label } from '../../chat/message.ts';
import type { StaffKind } from '../../store/generated/client.ts';

/** Whom a case belongs to: the SKPD of a field, `{ field: 'pangan' }`, or the officers of a kelurahan. */
export type Scope = { field: string } | { area: string };

/** What concerns a package belongs to the SKPD of its field. */
export const scopeOfPackage = ({ fieldKey }: { fieldKey: string }): Scope => ({ field: fieldKey });

/** What somebody may decide: `{ kind: 'kelurahan', fieldKey: null, areaCode: '31.75.02' }`. */
export interface RoleScope {
  kind: StaffKind;
  fieldKey: string | null;
  areaCode: string | null;
}

/**
 * Whether an officer's role covers a case. A role for a kecamatan or kota covers every kelurahan in it:
 * `31.75` covers `31.75.02.1001`. An admin is no officer of anything; see `Desk`.
 */
export function covers(role: RoleScope, scope: Scope): boolean {
  if ('field' in scope) return role.kind === 'skpd' && role.fieldKey === scope.field;
  if (role.kind !== 'kelurahan' || role.areaCode === null) return false;
  return scope.area === role.areaCode || scope.area.startsWith(`${role.areaCode}.`);
}

/** A case that has waited so long (hours) is brought before the admin: two days (DOMAIN §1). */
export const waitsForOfficer = 48;

/** More cases than an officer looks through at once. A queue is counted whole, and cut only after its own are picked. */
export const mostShown = 60;

/** Days that an invitation can be taken up, unless another number is given. */
export const invitationDays = 7;

/** Codes that did not fit, since the last one that did; then one waits for so many hours. */
export const mostTries = 5;
export const lockedHours = 1;

/** Letters that no digit looks like, and none that people hear for another. */
const letters = 'ABCDEFGHJKLMNPRSTVWXYZ';

/** `UNDANG-KLMPR-STVWX`, from 10 bytes of chance: 44 bits. Not digits alone: that looks like an OTP (VOICE §2). */
export function invitationCode(chance: Uint8Array): string {
  const word = Array.from(chance.slice(0, 10), (byte) => letters[byte % letters.length]).join('');
  return `UNDANG-${word.slice(0, 5)}-${word.slice(5)}`;
}

/** `undang klmpr stvwx`, `UNDANG-KLMPR-STVWX` and `klmprstvwx` are `KLMPRSTVWX`. */
export const plainInvitation = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .replace(/^UNDANG(?=[A-Z]{10}$)/, '');

/** What a role is called: `Petugas bidang Pangan`, `Petugas Kelurahan Pulo Gadung`, `Admin`. */
export function roleLabel(kind: StaffKind, scope: { field?: Label; area?: string }): Label {
  if (kind === 'skpd' && scope.field)
    return { id: `Petugas bidang ${scope.field.id}`, en: `Officer for ${scope.field.en}` };
  if (kind === 'kelurahan' && scope.area)
    return { id: `Petugas ${scope.area}`, en: `Officer of ${scope.area}` };
  return { id: 'Admin', en: 'Admin' };
}

const duties: Record<StaffKind, Label> = {
  skpd: {
    id: 'permintaan: **cek permintaan** · mengubahnya: **ubah persetujuan** · janji yang lewat: **komitmen terlambat** · hitungan: **cek serah terima** · tanda terima: **koreksi tanda terima**',
    en: 'requests: **check requests** · to change one: **change approval** · late promises: **overdue commitments** · counts: **check handover** · receipts: **correct receipt**',
  },
  kelurahan: {
    id: 'pendaftaran Ketua RW: **cek pendaftaran**',
    en: 'registrations of RW heads: **check registrations**',
  },
  admin: {
    id: 'mengundang: **undang**, **undangan** · mencabut: **cabut peran** · mengabari: **pengumuman**, **laporan pengumuman** · mengatur musim, harga, paket, penyalur: **program**',
    en: 'to invite: **invite**, **invitations** · to end a role: **end role** · to tell people: **announcement**, **announcement report** · to change seasons, prices, packages, distributors: **programme**',
  },
};

/** What somebody can type who is this: each kind named once, in the order of their roles. */
export function dutiesOf(kinds: StaffKind[]): Label {
  const all = [...new Set(kinds)].map((kind) => duties[kind]);
  return { id: all.map(({ id }) => id).join(' · '), en: all.map(({ en }) => en).join(' · ') };
}
