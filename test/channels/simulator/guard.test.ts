import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { loopbackOnly } from '../../../src/channels/simulator/guard.ts';

const app = new Hono();
app.use('*', loopbackOnly);
app.all('*', (c) => c.text('inside'));

interface Asked {
  method?: string;
  address?: string;
  headers?: Record<string, string>;
}

async function ask({ method = 'GET', address = '127.0.0.1', headers = {} }: Asked) {
  const request = new Request('http://127.0.0.1:3000/simulator/people', {
    method,
    headers: { host: '127.0.0.1:3000', ...headers },
  });
  const response = await app.request(request, undefined, {
    incoming: { socket: { remoteAddress: address } },
  });
  return { status: response.status, body: await response.text() };
}

const json = { 'content-type': 'application/json' };

describe('who may reach the simulator', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1:3000'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.8.9.1', 'localhost:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', 'LOCALHOST:80'],
  ])('someone at %s who calls it %s', async (address, host) => {
    expect(await ask({ address, headers: { host } })).toEqual({ status: 200, body: 'inside' });
  });

  test.each([
    '192.168.1.7',
    '10.0.0.1',
    '::ffff:192.168.1.7',
    'fe80::1',
    '',
    '127.0.0.1.evil.example',
  ])('nobody from another machine: %s', async (address) => {
    const { status, body } = await ask({ address });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      error: 'The simulator answers only the machine it runs on.',
    });
  });

  test.each([
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'x-forwarded-anything',
    'Via',
    'X-Real-IP',
  ])('nobody through a proxy, which says so with %s', async (name) => {
    const { status, body } = await ask({ headers: { [name]: '127.0.0.1' } });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      error: 'The simulator refuses forwarded requests: open it without a proxy.',
    });
  });

  test.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil',
    '0.0.0.0:3000',
    '',
  ])('nobody who calls it %s', async (host) => {
    const { status, body } = await ask({ headers: { host } });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      error: 'The simulator is reached as 127.0.0.1 or localhost, by no other name.',
    });
  });
});

describe('who may post to the simulator', () => {
  test('its own page, and programs that name no origin', async () => {
    const own = { ...json, origin: 'http://127.0.0.1:3000' };
    expect((await ask({ method: 'POST', headers: own })).status).toBe(200);
    expect((await ask({ method: 'POST', headers: json })).status).toBe(200);
  });

  test.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:3000',
    'http://127.0.0.1:8080',
    'http://localhost:3000',
  ])('no page of %s', async (origin) => {
    const { status, body } = await ask({ method: 'POST', headers: { ...json, origin } });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      error: "The simulator takes messages from its own page only, not from another site's.",
    });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'nothing that a plain form could send: %s',
    async (type) => {
      const { status, body } = await ask({ method: 'POST', headers: { 'content-type': type } });
      expect(status).toBe(415);
      expect(JSON.parse(body)).toEqual({ error: 'The simulator takes application/json.' });
    },
  );

  test('JSON with its encoding named', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await ask({ method: 'POST', headers })).status).toBe(200);
  });
});
