/** The version of the text that people say yes to before anything of theirs is kept. Changes with the text. */
export const consentText = '2026-12';

/** `Bu Ani`; `Ani` for who wants the name alone. */
export function called({ sapaan, name }: { sapaan?: string | null; name: string }): string {
  return sapaan ? `${sapaan} ${name}` : name;
}

/** What a person may choose to be addressed by who gave a bare name, by the key of the choice. */
export const sapaanByKey: Record<string, string | undefined> = {
  bu: 'Bu',
  pak: 'Pak',
  saja: undefined,
};

/** The programme's seven kinds of donor. */
export const donorKinds = [
  'instansi-pemerintah',
  'dunia-usaha',
  'lembaga-sosial',
  'asosiasi',
  'komunitas',
  'kelompok-masyarakat',
  'perorangan',
] as const;
export type DonorKind = (typeof donorKinds)[number];

export const donorLabels: Record<DonorKind, { id: string; en: string }> = {
  'instansi-pemerintah': { id: 'Instansi pemerintah', en: 'Government body' },
  'dunia-usaha': { id: 'Dunia usaha', en: 'Business' },
  'lembaga-sosial': { id: 'Lembaga sosial', en: 'Social institution' },
  asosiasi: { id: 'Asosiasi', en: 'Association' },
  komunitas: { id: 'Komunitas', en: 'Community' },
  'kelompok-masyarakat': { id: 'Kelompok masyarakat', en: 'Group of residents' },
  perorangan: { id: 'Perorangan', en: 'Individual' },
};
