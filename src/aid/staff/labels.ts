import type { Label } from '../../chat/message.ts';
import type { Records } from '../action.ts';
import { type RoleScope, roleLabel } from './rules.ts';

/** What roles are called, with their field or area: `Petugas bidang Pangan`. */
export async function roleLabels(
  { db }: Records,
  roles: RoleScope[],
): Promise<(role: RoleScope) => Label> {
  const fields = await db.field.findMany();
  const areas = await db.region.findMany({
    where: { code: { in: roles.flatMap(({ areaCode }) => areaCode ?? []) } },
  });
  const kinds = { kelurahan: 'Kelurahan', kecamatan: 'Kecamatan', kota: '' } as const;
  return ({ kind, fieldKey, areaCode }) => {
    const field = fields.find(({ key }) => key === fieldKey);
    const area = areas.find(({ code }) => code === areaCode);
    return roleLabel(kind, {
      ...(field && { field: { id: field.nameId, en: field.nameEn } }),
      ...(area && { area: `${kinds[area.kind]} ${area.name}`.trim() }),
    });
  };
}
