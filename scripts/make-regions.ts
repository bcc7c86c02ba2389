// Writes regions/*.csv from the development dependency idn-area-data:
//   node --import tsx scripts/make-regions.ts
import { readFile, writeFile } from 'node:fs/promises';
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';

/** DKI Jakarta's code; the codes of what lies in it begin with `31.`. */
const jakarta = '31';
/** Bogor, Bekasi, Depok and Tangerang: their kecamatan are named when people say where they live. */
const around = ['32.01', '32.16', '32.71', '32.75', '32.76', '36.03', '36.71', '36.74'];

const [provinces, regencies, districts, villages] = await Promise.all([
  getProvinces(),
  getRegencies(),
  getDistricts(),
  getVillages(),
]);

const inJakarta = ({ code }: { code: string }) => code.startsWith(`${jakarta}.`);
const kota = regencies.filter(inJakarta);
const kecamatan = districts.filter(inJakarta);
const kelurahan = villages.filter(inJakarta);
const elsewhere = [
  ...provinces.filter(({ code }) => code !== jakarta),
  ...regencies.filter((regency) => !inJakarta(regency)),
  ...districts.filter(({ code }) => around.includes(parent(code))),
].map(({ name }) => spoken(name));

await write('kota', 'code,name', kota, ({ code, name }) => [code, spoken(name)]);
await write('kecamatan', 'code,name,kota_code', kecamatan, (row) => [
  row.code,
  row.name,
  parent(row.code),
]);
await write('kelurahan', 'code,name,kecamatan_code', kelurahan, (row) => [
  row.code,
  row.name,
  parent(row.code),
]);
await write('elsewhere', 'name', [...new Set(elsewhere)].sort(), (name) => [name]);
await writeLicense();

/** `31.75.02.1001` lies in `31.75.02`. */
function parent(code: string): string {
  return code.slice(0, code.lastIndexOf('.'));
}

/** `KOTA ADMINISTRASI JAKARTA PUSAT` → `Jakarta Pusat`; names in capitals are written as names. */
function spoken(name: string): string {
  const bare = name.replace(/^(?:KABUPATEN|KOTA) (?:ADMINISTRASI )?/, '');
  if (bare !== bare.toUpperCase()) return bare;
  return bare.toLowerCase().replace(/(^|[ -])\p{L}/gu, (letter) => letter.toUpperCase());
}

async function write<Row>(
  file: string,
  header: string,
  rows: readonly Row[],
  columns: (row: Row) => string[],
): Promise<void> {
  const lines = rows.map((row) => columns(row).join(','));
  const fields = header.split(',').length;
  for (const line of lines) {
    if (line.split(',').length !== fields) throw new Error(`${file}.csv: a comma in "${line}".`);
  }
  await writeFile(`regions/${file}.csv`, `${[header, ...lines].join('\n')}\n`);
  console.log(`regions/${file}.csv: ${lines.length} rows`);
}

async function writeLicense(): Promise<void> {
  const source = new URL('../data/LICENSE.md', import.meta.resolve('idn-area-data'));
  const notice = [
    'The files kota.csv, kecamatan.csv, kelurahan.csv and elsewhere.csv of this folder are derived from the',
    'database idn-area-data (https://github.com/fityannugroho/idn-area-data) and are made available under the',
    'Open Database License 1.0 (https://opendatacommons.org/licenses/odbl/1-0/), whose text follows.',
  ].join('\n');
  await writeFile('regions/LICENSE', `${notice}\n\n${await readFile(source, 'utf8')}`);
}
