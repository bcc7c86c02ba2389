import { describe, expect, test } from 'vitest';
import { readMoment, readTimeOfDay } from '../../src/language/time.ts';

/** Monday, 18 January 2027, 14.05 WIB. */
const monday = new Date('2027-01-18T07:05:00Z');
const at = (iso: string) => ({ value: new Date(iso).toISOString() });

describe('an hour of the day', () => {
  test.each([
    ['jam 9', 540],
    ['pukul 09.30', 570],
    ['pkl 19', 1140],
    ['2 siang', 840],
    ['jam 3 sore', 900],
    ['jam 8 malam', 1200],
    ['7 pagi', 420],
    ['12 siang', 720],
    ['06.00', 360],
    ['at 3 pm', 900],
  ])('%s', (said, minutes) => expect(readTimeOfDay(said)).toEqual({ value: minutes }));

  test('that could be the night’s or the afternoon’s asks', () => {
    expect(readTimeOfDay('jam 3')).toEqual({ ask: [180, 900] });
  });
  test.each(['jam 3 malam', 'nanti', ''])('%s is none', (said) => {
    expect(readTimeOfDay(said)).toEqual({ unknown: true });
  });
});

describe('a moment', () => {
  test.each([
    ['sekarang', '2027-01-18T07:05:00Z'],
    ['skrg aja', '2027-01-18T07:05:00Z'],
    ['besok jam 9', '2027-01-19T02:00:00Z'],
    ['besok jam 9 pagi', '2027-01-19T02:00:00Z'],
    ['jam 16.30', '2027-01-18T09:30:00Z'],
    ['hari ini jam 4 sore', '2027-01-18T09:00:00Z'],
    ['20 januari pukul 08.30', '2027-01-20T01:30:00Z'],
    ['lusa 19.00', '2027-01-20T12:00:00Z'],
  ])('%s', (said, iso) => expect(readMoment(said, monday)).toEqual(at(iso)));

  test('of an hour that could be either takes the one that is still ahead, or asks', () => {
    expect(readMoment('jam 3', monday)).toEqual(at('2027-01-18T08:00:00Z'));
    expect(readMoment('besok jam 3', monday)).toEqual({
      ask: ['2027-01-18T20:00:00.000Z', '2027-01-19T08:00:00.000Z'],
    });
  });

  test('without an hour, or without anything known, is none', () => {
    for (const said of ['besok', 'nanti', 'secepatnya', '9', '', 'jam berapa saja'])
      expect(readMoment(said, monday)).toEqual({ unknown: true });
  });
});
