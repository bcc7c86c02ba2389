import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPhone, writePhone } from '../../src/language/phone.ts';
import { rows } from './table.ts';

const budi = '+6281234567890';

describe('one number, however it is written', () => {
  rows(readPhone, [
    ['081234567890', budi],
    ['0812-3456-7890', budi],
    ['0812 3456 7890', budi],
    ['0812.3456.7890', budi],
    ['0812 34 56 78 90', budi],
    ['(0812) 3456 7890', budi],
    ['812 3456 7890', budi],
    ['81234567890', budi],
    ['+6281234567890', budi],
    ['+62 812-3456-7890', budi],
    ['62 812-3456-7890', budi],
    ['6281234567890', budi],
    ['0062 812 3456 7890', budi],
    ['+62 0812 3456 7890', budi],
    ['+62 (0)812-3456-7890', budi],
    ['hp saya 0812 3456 7890 ya', budi],
    ['wa.me/6281234567890', budi],
    ['50 paket 081234567890', budi],
    ['RW 3 081234567890', budi],
    ['０８１２３４５６７８９０', budi],
    ['\u202a+62 812-3456-7890\u202c', budi],
    ['081234567890\n081234567890', budi],
    ['0812345678', '+62812345678'],
    ['0812345678901', '+62812345678901'],
    ['021-5551234', '+62215551234'],
  ]);
});

describe('two numbers, and digits left over, ask', () => {
  rows(readPhone, [
    ['081234567890 081234567891', [budi, '+6281234567891']],
    ['0812 3456 7890 / 0813 3456 7890', [budi, '+6281334567890']],
    ['0812 3456 7890 0813 3456 7890', [budi, '+6281334567890']],
    ['0812345678 50', ['+62812345678', '+6281234567850']],
    ['081234567890 50', [budi]],
    ['+65 9123 4567', ['+6591234567']],
  ]);
});

describe('what is no number is not understood', () => {
  rows(readPhone, [
    ['', 'unknown'],
    ['O812 3456 7890', 'unknown'],
    ['0812 3456 789O', 'unknown'],
    ['0812 3456 789 O', 'unknown'],
    ['08l2 3456 7890', 'unknown'],
    ['08123456', 'unknown'],
    ['08123456789012', 'unknown'],
    ['3175091234567890', 'unknown'],
    ['+62', 'unknown'],
    ['hp yang kemarin', 'unknown'],
  ]);
});

test('a number is written in groups, with the country', () => {
  expect(writePhone(budi)).toBe('+62 812-3456-7890');
  expect(writePhone('+62812345678')).toBe('+62 812-345-678');
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^8[1-9]\d{7,10}$/), (national) => {
      expect(readPhone(writePhone(`+62${national}`))).toEqual({ value: `+62${national}` });
    }),
  );
});
