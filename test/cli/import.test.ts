import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seed } from '../../src/aid/seed/seed.ts';
import { importList } from '../../src/cli/import.ts';
import { loadRegionRows } from '../../src/regions.ts';
import { createWorld, gift, rw, tuesday, type World } from '../aid/world.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'ksbb-import-'));
const example = (name: string) => new URL(`../../docs/examples/${name}`, import.meta.url).pathname;
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await database.prisma.$transaction(
    (db) => seed(db, { regions: loadRegionRows(), now: tuesday }),
    { timeout: 60_000 },
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(list: string, file: string, dryRun = false) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await importList((work) => world.transact(work), {
    list,
    file,
    dryRun,
    actor: { as: 'operator' },
    now: tuesday,
    say: (line) => void said.push(line),
    complain: (line) => void complained.push(line.replaceAll(`${folder}/`, '')),
  });
  return { code, said, complained };
}

function written(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const counts = async () => ({
  places: await database.prisma.place.count(),
  needs: await database.prisma.need.count(),
  audited: await database.prisma.auditLog.count(),
});

describe('the lists of the documentation', () => {
  test('are tried first, read in, and harmless the second time', async () => {
    const tried = await read('places', example('places.csv'), true);
    expect(tried).toMatchObject({
      code: 0,
      said: ['4 new, 0 known already. Nothing was imported: this was a dry run.'],
    });
    expect(await counts()).toEqual({ places: 0, needs: 0, audited: 0 });
    expect(await read('places', example('places.csv'))).toMatchObject({
      code: 0,
      said: ['4 new, 0 known already. Imported.'],
      complained: [],
    });
    expect((await read('needs', example('needs.csv'))).said).toEqual([
      '3 new, 0 known already. Imported.',
    ]);
    const once = await counts();
    expect(once).toEqual({ places: 4, needs: 3, audited: 7 });
    expect((await read('places', example('places.csv'))).said).toEqual([
      '0 new, 4 known already. Nothing has changed.',
    ]);
    expect((await read('needs', example('needs.csv'))).said).toEqual([
      '0 new, 3 known already. Nothing has changed.',
    ]);
    expect(await counts()).toEqual(once);
  });

  test('are kept as they say', async () => {
    const panti = await database.prisma.need.findFirstOrThrow({
      where: { packageKey: 'siap-saji' },
      include: { place: true, versions: true },
    });
    expect(panti).toMatchObject({
      state: 'open',
      proposed: 1792n,
      approved: 1792n,
      households: 64n,
      urgency: 'urgent',
      periodFrom: new Date('2026-12-01'),
      periodTo: new Date('2027-12-31'),
      proposedById: null,
      place: { kind: 'panti', name: 'Panti Contoh Harapan', rw: null },
      versions: [{ version: 1, did: 'imported', actedAs: 'operator' }],
    });
    expect(await database.prisma.timer.count({ where: { kind: 'need.ends' } })).toBe(3);
  });

  test('are offered to donors only once a checked head lives there', async () => {
    const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
    expect((await ani.calls('need.open', { package: 'sembako' })).end).toBe('none');
    const need = await database.prisma.need.findFirstOrThrow({ where: { packageKey: 'sembako' } });
    const budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
    // Registering an imported place claims it.
    expect(await world.headed(budi, rw('31.75.02.1001', 3))).toBe(need.placeId);
    expect((await ani.calls('need.open', { package: 'sembako' })).gives.items).toMatchObject([
      { key: need.number, lacking: 3280 },
    ]);
    expect((await ani.calls('pledge.confirm', gift(need.number, 25))).end).toBe('reserved');
    // What has become of a line since is no reason to read it in again.
    expect((await read('needs', example('needs.csv'))).said).toEqual([
      '0 new, 3 known already. Nothing has changed.',
    ]);
  });
});

describe('a list with faults', () => {
  test('tells them all by line, and leaves nothing half done', async () => {
    const before = await counts();
    const file = written(
      'places.csv',
      'kind,kelurahan,rw,name,households',
      'rw,Rawamangun,7,,640',
      'rw,Pulo Gadng,3,,820',
      'rw,Rawamangun,100,,640',
      'masjid,Rawamangun,,Masjid Contoh,50',
      'panti,Rawamangun,4,,banyak',
      'rw,rawa mangun,07,,640',
      'rw,Rawamangun,8',
    );
    expect(await read('places', file)).toEqual({
      code: 1,
      said: [],
      complained: [
        'places.csv:3: the kelurahan "Pulo Gadng" is not known; did you mean Pulo Gadung?',
        'places.csv:4: rw "100" is no number from 1 to 99',
        'places.csv:5: kind "masjid" is none of rw, panti, pesantren',
        'places.csv:6: a panti needs name, no rw',
        'places.csv:6: households "banyak" is no whole number above 0',
        'places.csv:7: RW 07 Rawamangun stands in line 2 as well',
        'places.csv:8: has 3 cells, and the first line 5 columns',
        '7 faults. Nothing was imported.',
      ],
    });
    expect(await counts()).toEqual(before);
  });

  test('of needs names the place, the package, the days and what is there already', async () => {
    const before = await counts();
    const file = written(
      'needs.csv',
      'kelurahan,rw,name,package,quantity,urgency,from,until',
      'Rawamangun,9,,sembako,100,,,2027-01-31',
      'Pulo Gadung,3,,sembakau,0,penting,kapan,31/02/2027',
      'Pulo Gadung,3,,sembako,500,normal,,2027-06-30',
      'Pulo Gadung,3,,lampu,5,,2027-02-01,2027-01-31',
      'Pulo Gadung,3,,tablet,5,,,2026-11-01',
      'Kramatjati,5,,tablet,5,,,2027-01-31',
      'Kramatjati,5,,tablet,7,,,2027-01-31',
    );
    const { code, complained } = await read('needs', file);
    expect(code).toBe(1);
    expect(complained.map((line) => line.replace(/; known: .*/, '; known: …'))).toEqual([
      'needs.csv:2: the place is not known: import it with the places first',
      'needs.csv:3: package "sembakau" is not known; known: …',
      'needs.csv:3: quantity "0" is no whole number above 0',
      'needs.csv:3: urgency "penting" is neither normal nor urgent',
      'needs.csv:3: from "kapan" is no day such as 2026-12-01',
      'needs.csv:3: until "31/02/2027" is no day such as 2026-12-31',
      expect.stringMatching(
        /^needs\.csv:4: RW 03 Pulo Gadung has this request already: M-\d{4}-\d{4}, open to donors$/,
      ),
      'needs.csv:5: until lies before from',
      'needs.csv:6: until 2026-11-01 is past',
      'needs.csv:8: RW 05 Kramatjati asks for tablet in line 7 as well',
      '10 faults. Nothing was imported.',
    ]);
    expect(await counts()).toEqual(before);
  });

  test('says what is wrong with the file itself', async () => {
    const strange = written('strange.csv', 'kind;kelurahan;alamat', 'rw;Rawamangun;Jl. Contoh');
    expect((await read('places', strange)).complained[0]).toBe(
      'strange.csv:1: the column "alamat" is not known; the column "households" is missing; the columns are kind, kelurahan, rw, name, households',
    );
    const quoted = written(
      'quoted.csv',
      'kind,kelurahan,rw,name,households',
      '"rw,Rawamangun,7,,640',
    );
    expect((await read('places', quoted)).complained[0]).toMatch(/^quoted\.csv:2: .*Quote/);
    expect((await read('places', join(folder, 'none.csv'))).code).toBe(2);
    expect((await read('people', strange)).code).toBe(2);
  });

  test('notes what is known otherwise, and leaves it', async () => {
    const file = written('again.csv', 'kind;kelurahan;rw;households', 'rw;Pulo Gadung;3;900');
    expect(await read('places', file)).toMatchObject({
      code: 0,
      said: [
        expect.stringMatching(/again\.csv:2: RW 03 Pulo Gadung is known with 820, not 900: left/),
        '0 new, 1 known already. Nothing has changed.',
      ],
    });
  });
});
