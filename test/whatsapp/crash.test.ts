import { describe, expect, inject, test } from 'vitest';
import { template } from '../global-setup.ts';
import { none } from './crash/ground.ts';
import {
  burst,
  type ClearPoint,
  killAt,
  killAtRandom,
  killInTheClear,
  type Point,
} from './crash/runs.ts';

/** The small size; `npm run whatsapp-crash` is the full one: every point ten times, and fifty random kills. */
const timeout = 120_000;
const where = () => ({ serverUrl: inject('serverUrl'), template });

/** What must not happen, of all that is counted. */
const harm = ({ messages, kills, ...rest }: typeof none) => rest;
const { messages: _, kills: __, ...nothing } = none;

describe.concurrent('killed in the middle of a message, nothing is lost, doubled or unreadable', () => {
  test.each<[Point, 'pkmsg' | 'msg', boolean]>([
    ['keys', 'pkmsg', true],
    ['receipt', 'msg', false],
    ['commit', 'msg', true],
  ])('at %s, of a %s, phone off: %s', { timeout }, async (point, kind, off) => {
    const figures = await killAt(where(), point, { kind, off, addressing: off ? 'pn' : 'lid' });
    expect(figures.kills).toBe(1);
    expect(harm(figures)).toEqual(nothing);
  });

  test.each<[ClearPoint, 'view-once' | 'call']>([
    ['clear', 'view-once'],
    ['clear-kept', 'call'],
    ['receipt', 'view-once'],
    ['receipt', 'call'],
  ])('at %s, of what is never encrypted: a %s', { timeout }, async (point, what) => {
    const figures = await killInTheClear(where(), point, what);
    expect(figures.kills).toBe(1);
    expect(harm(figures)).toEqual(nothing);
  });

  test('at random moments while three people write', { timeout }, async () => {
    const figures = await killAtRandom(where(), { kills: 2, off: false });
    expect(figures.messages).toBeGreaterThan(3);
    expect(harm(figures)).toEqual(nothing);
  });

  test('two people write forty messages each in 0.2 s: all are answered in order', {
    timeout,
  }, async () => {
    const figures = await burst(where());
    expect(figures.messages).toBe(80);
    expect(harm(figures)).toEqual(nothing);
  });
});
