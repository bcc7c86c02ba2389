import { describe } from 'vitest';
import { readRw } from '../../src/language/rw-number.ts';
import { rows } from './table.ts';

describe('the number of an RW', () => {
  rows<number>(readRw, [
    ['11', 11],
    ['rw 11', 11],
    ['RW 011', 11],
    ['rw.3', 3],
    ['rt 5 rw 3', 3],
    ['RT 05/03', 3],
    ['rw tiga', 3],
    ['sebelas', 11],
    ['nomor 9', 9],
    ['rw 3 atau 4', [3, 4]],
    ['0', 'unknown'],
    ['rw 0', 'unknown'],
    ['rw 120', 'unknown'],
    ['150', 'unknown'],
    ['halo', 'unknown'],
    ['', 'unknown'],
  ]);
});
