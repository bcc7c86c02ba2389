import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readQuantity, writeQuantity } from '../../src/language/quantity.ts';
import { rows } from './table.ts';

describe('numbers as people write them', () => {
  rows(readQuantity, [
    ['50', 50],
    ['50 paket', 50],
    ['50paket', 50],
    ['50 pkt', 50],
    ['50 paket ya pak', 50],
    ['Assalamualaikum 50 paket', 50],
    ['lima puluh', 50],
    ['limapuluh', 50],
    ['seratus', 100],
    ['seratus dua puluh lima', 125],
    ['dua ratus lima puluh', 250],
    ['duapuluh lima', 25],
    ['sebelas', 11],
    ['lima belas paket', 15],
    ['seribu lima', 1005],
    ['dua ribu lima ratus', 2500],
    ['sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan', 99_999],
    ['1.250', 1250],
    ['100.000', 100_000],
    ['100000', 100_000],
    ['50an', 50],
    ['50-an', 50],
    ['dua puluhan', 20],
    ['sekitar 50', 50],
    ['kira2 50', 50],
    ['kira-kira 50 paket', 50],
    ['kurang lebih 50', 50],
    ['±50', 50],
    ['50 (lima puluh) paket', 50],
    ['0', 0],
    ['nol', 0],
    ['fifty', 50],
    ['twenty-five', 25],
    ['two hundred and fifty packages', 250],
    ['５０', 50],
    ['5️⃣0️⃣ paket', 50],
    ['5\u200b0', 50],
    ['- 50', 50],
    ['50 👍', 50],
  ]);
});

describe('lusin, kodi and gros', () => {
  rows(readQuantity, [
    ['setengah lusin', 6],
    ['½ lusin', 6],
    ['1/2 lusin', 6],
    ['1,5 lusin', 18],
    ['satu setengah lusin', 18],
    ['2 lusin', 24],
    ['selusin', 12],
    ['3 kodi', 60],
    ['sepuluh kodi', 200],
    ['1 gros', 144],
    ['half a dozen', 6],
    ['2 lusin paket', 24],
    ['2 lusin setengah', [24, 30]],
    ['2 lusin 3', [24, 3]],
  ]);
});

describe('a number beside paket beats all others of the sentence', () => {
  rows(readQuantity, [
    ['50 paket besok', 50],
    ['RW 3 50 paket', 50],
    ['rw3 50pkt', 50],
    ['RW 350 paket', 350],
    ['50 paket RW 3', 50],
    ['50 paket 14/10', 50],
    ['50 paket tgl 14-10-2026', 50],
    ['2 des 50 paket', 50],
    ['50 paket 2 des', 50],
    ['50 paket 081234567890', 50],
    ['0812 3456 7890 50 paket', 50],
    ['50 paket untuk 60 KK', 50],
    ['50 paket sembako 5kg', 50],
    ['50 paket harga 200rb', 50],
    ['50 paket ke Duren Tiga', 50],
    ['paket sembako 50', 50],
    ['5k paket', 5000],
    ['Kami mau kirim 500 paket sembako ke RW 03 Pulo Gadung minggu depan', 500],
    ['RW 3 paket', [3]],
    ['50 paket 60', [50, 60]],
    ['50/60 paket', [50, 60]],
    ['10/12 paket', [10, 12]],
    ['200rb 50 paket', [200_050, 50]],
  ]);
});

describe('what can be read two ways asks', () => {
  rows(readQuantity, [
    ['50-60', [50, 60]],
    ['50 atau 60', [50, 60]],
    ['50 sampai 60', [50, 60]],
    ['50 s/d 60 paket', [50, 60]],
    ['antara 50 dan 60', [50, 60]],
    ['dua tiga', [2, 3]],
    ['bukan 50 tapi 60', [50, 60]],
    ['bukan 50', [50]],
    ['minimal 50', [50]],
    ['50 lebih', [50]],
    ['>50', [50]],
    ['50+', [50]],
    ['50 per RW', [50]],
    ['50/RW', [50]],
    ['masing-masing 50', [50]],
    ['92 rusak 3', [92, 3]],
    ['50 50', [50]],
    ['1 250', [1, 250, 1250]],
    ['1,250', [1250]],
    ['50rb', [50_000]],
    ['seratus ribu', [100_000]],
    ['seratus rb', [100_000]],
    ['50k', [50_000]],
    ['setengah juta', [500_000]],
    ['2 ribu 500', [2500, 500]],
    ['2-3 lusin', [24, 36]],
    ['10.00', [10]],
    ['50 dus', [50]],
    ['50 meter', [50]],
  ]);
});

describe('what is no count is not understood', () => {
  rows(readQuantity, [
    ['', 'unknown'],
    ['banyak', 'unknown'],
    ['ratusan', 'unknown'],
    ['50kg', 'unknown'],
    ['50 kg beras', 'unknown'],
    ['2 truk', 'unknown'],
    ['5 karung', 'unknown'],
    ['Rp50.000', 'unknown'],
    ['50 ribu rupiah', 'unknown'],
    ['12.5', 'unknown'],
    ['setengah', 'unknown'],
    ['setengah paket', 'unknown'],
    ['satu triliun', 'unknown'],
    ['1.000.000.000.000', 'unknown'],
    ['10 hari', 'unknown'],
    ['4 minggu', 'unknown'],
    ['jam 10', 'unknown'],
    ['14/10', 'unknown'],
    ['081234567890', 'unknown'],
    ['0812 3456 7890', 'unknown'],
    ['RW 3', 'unknown'],
    ['K-2611-0048', 'unknown'],
    ['5O', 'unknown'],
    ['O50', 'unknown'],
    ['lima pulu', 'unknown'],
    ['1_000', 'unknown'],
    ['5²', 'unknown'],
    ['-50', 'unknown'],
    ['50%', 'unknown'],
    ['\u202e05', 'unknown'],
  ]);
});

test('a count is written with dots between the thousands', () => {
  expect([0, 50, 1250, 1_000_000].map(writeQuantity)).toEqual(['0', '50', '1.250', '1.000.000']);
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (n) => {
      expect(readQuantity(writeQuantity(n))).toEqual({ value: n });
      expect(readQuantity(`${writeQuantity(n)} paket`)).toEqual({ value: n });
    }),
  );
});
