import { approveNeed } from '../../src/aid/need/approve.ts';
import { approveClaim } from '../../src/aid/place/decide.ts';
import { letter, puloGadung } from '../aid/world.ts';
import type { Stage } from './stage.ts';

/** Who takes part, with their telephone: two donors, heads of two places and one who claims, and staff. */
export const people = [
  'ani',
  'rina',
  'budi',
  'sri',
  'rudi',
  'citra',
  'tini',
  'eko',
  'dodi',
] as const;

/** Everybody is known by name and number. Kept through all sequences. */
export async function introduce(stage: Stage): Promise<void> {
  for (const [index, account] of people.entries()) {
    await stage.calls(account, 'person.consent');
    await stage.calls(account, 'person.name', { name: { sapaan: 'Bu', name: account } });
    await stage.calls(account, 'person.phone', {
      phone: `+62812000060${String(index).padStart(2, '0')}`,
    });
  }
}

/** What every sequence begins with: two places with a need each, an officer of the field and one of the area, an admin. */
export async function begin(stage: Stage): Promise<void> {
  for (const [head, rw, quantity] of [
    ['budi', 3, 100],
    ['sri', 5, 40],
  ] as const) {
    const sent = await stage.calls(head, 'place.register', claimOf(rw));
    const claim = await newestClaim(stage, head);
    if (sent.end !== 'sent' || !claim) throw new Error(`A place was not registered: ${sent.end}.`);
    const operator = { actor: { as: 'operator' }, now: stage.now } as const;
    await stage.acts((records) => approveClaim(records, { claim: claim.id, ...operator }));
    const wish = { place: claim.placeId, package: 'sembako', amount: quantity };
    const { gives } = await stage.calls(head, 'need.propose', wish);
    await stage.acts((records) => approveNeed(records, { number: gives.number, ...operator }));
  }
  const offices = {
    citra: { kind: 'skpd', fieldKey: 'pangan' },
    eko: { kind: 'kelurahan', areaCode: puloGadung },
    dodi: { kind: 'admin' },
  } as const;
  for (const [who, office] of Object.entries(offices))
    await stage.calls(who, 'staff.join', { code: await stage.invites(office) });
}

/** What somebody says who registers an RW. */
export const claimOf = (rw: number) => ({
  place: { kelurahan: puloGadung, rw, label: 'RW' },
  ...letter,
});

/** The claim that somebody made last, of those that are not over. */
export const newestClaim = ({ prisma, players }: Stage, account: string) =>
  prisma.headship.findFirst({
    where: { chat: players[account]?.chat ?? '', state: 'claimed' },
    orderBy: { claimedAt: 'desc' },
  });
