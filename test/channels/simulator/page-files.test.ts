import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Stage, stage } from './scripted-bot.ts';
import { type Served, serve } from './serve.ts';

let on: Stage;
let server: Served;

beforeEach(async () => {
  on = await stage();
  server = await serve(on.simulator.routes);
});

afterEach(async () => {
  await on.simulator.stop();
  await server.close();
});

describe('the page', () => {
  test('stands at / with a policy that runs and loads nothing but its own files', async () => {
    const response = await fetch(`${server.root}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    expect(html).toContain('<html lang="id"');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|https?:\/\//);
  });

  test('has its files, and no other file', async () => {
    const html = await (await fetch(`${server.root}/`)).text();
    const files = [...html.matchAll(/(?:src|href)="(\/simulator\/page\/[^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) expect((await fetch(`${server.root}${file}`)).status).toBe(200);
    for (const other of ['../page.ts', '%2e%2e%2fpage.ts', 'constructor', 'secret.js']) {
      expect((await fetch(`${server.root}/simulator/page/${other}`)).status).toBe(404);
    }
  });

  test('lists the people of the demo', async () => {
    const answer = await (await fetch(`${server.root}/simulator/people`)).json();
    expect(answer).toMatchObject({
      people: [
        { account: 'ani', name: 'Ani', about: 'Donatur' },
        { account: 'budi', name: 'Pak Budi', about: 'Ketua RW 03' },
        { account: 'citra' },
        { account: 'eko' },
        { account: 'dodi' },
      ],
    });
  });

  test.each(['/', '/simulator/people', '/simulator/ani/events', '/simulator/page/page.js'])(
    'is guarded at %s',
    async (path) => {
      const status = await new Promise((resolve, reject) => {
        const asking = request(
          `${server.root}${path}`,
          { headers: { host: 'evil.example' } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        asking.on('error', reject).end();
      });
      expect(status).toBe(403);
    },
  );
});
