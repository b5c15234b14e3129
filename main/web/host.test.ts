import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { BackendClient } from '../shell/backendClient.ts';
import { startWebHost, type WebHost } from './host.ts';

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

let host: WebHost;
let folder: string;
const newAddresses: string[] = [];
const asked: { name: string; input: unknown }[] = [];
let tellPages: (name: 'workList.changed', payload: object) => void = () => {};

const backend: BackendClient = {
  ready: Promise.resolve(),
  request: async (name, input) => {
    asked.push({ name, input });
    return { ok: true, value: { heard: name } };
  },
  onEvent: (heard) => {
    tellPages = heard;
  },
  unlockWith: () => {},
  close: async () => {},
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thyromap-renderer-'));
  writeFileSync(join(folder, 'index.html'), '<title>ThyroMap</title>');
  writeFileSync(join(tmpdir(), 'thyromap-outside.html'), 'outside');
  host = await startWebHost({
    backend,
    rendererFolder: folder,
    onNewAddress: (address) => newAddresses.push(address),
  });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
  rmSync(join(tmpdir(), 'thyromap-outside.html'));
});

/** A request with exactly these headers and this path, as no browser would send it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (data) => {
        body += data;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const tokenPath = (): string => {
  const url = new URL(host.address);
  return url.pathname + url.search;
};
let exchange: Promise<Answer> | null = null;
/** The key opens one browser, so it is used once for all tests. */
const exchanged = (): Promise<Answer> => {
  exchange ??= ask(tokenPath());
  return exchange;
};
const cookie = async (): Promise<string> => String((await exchanged()).headers['set-cookie']).split(';')[0]!;
const origin = (): string => `http://127.0.0.1:${host.port}`;

/** Opens the link with these headers; gives the socket or the refusal's status. */
async function openLink(headers: Record<string, string>): Promise<WebSocket | number> {
  return await new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/link`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!));
    socket.on('error', reject);
  });
}
const nextMessage = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));

describe('the web host', () => {
  test('listens on the loopback address only', async () => {
    const outside = new Promise((resolve, reject) => {
      get({ host: '::1', port: host.port }, resolve).on('error', reject);
    });
    await expect(outside).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/),
    });
  });

  test('exchanges the key for a cookie that scripts and other sites cannot use', async () => {
    const answer = await exchanged();
    expect(answer.status).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(answer.body).not.toContain(new URL(host.address).searchParams.get('token'));
  });

  test('takes a key once: the second visitor is told that a new one was printed, and it opens', async () => {
    await exchanged();
    const late = await ask(tokenPath());
    expect(late).toMatchObject({ status: 403, body: expect.stringContaining('has been used already') });
    expect(late.headers['set-cookie']).toBeUndefined();
    expect(newAddresses).toHaveLength(1);
    const { pathname, search } = new URL(newAddresses[0]!);
    expect((await ask(pathname + search)).headers['set-cookie']).toBeDefined();
    expect((await ask(pathname + search)).status).toBe(403);
  });

  test('takes the person who opens the used address in the same browser to the screens', async () => {
    const again = await ask(tokenPath(), { cookie: await cookie() });
    expect(again.status).toBe(200);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  test('shows its pages only with the cookie', async () => {
    expect((await ask('/')).status).toBe(403);
    expect((await ask('/?token=guess')).status).toBe(403);
    const admitted = await ask('/', { cookie: await cookie() });
    expect(admitted).toMatchObject({ status: 200, body: '<title>ThyroMap</title>' });
  });

  test('answers to its own name and origin only', async () => {
    const admitted = { cookie: await cookie() };
    expect((await ask('/', { ...admitted, host: `evil.example:${host.port}` })).status).toBe(403);
    expect((await ask('/', { ...admitted, host: `localhost:${host.port}` })).status).toBe(403);
    expect((await ask('/', { ...admitted, origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('/', { ...admitted, origin: 'null' })).status).toBe(403);
    expect((await ask('/', { ...admitted, origin: origin() })).status).toBe(200);
  });

  test('sends the strict security policy with every answer', async () => {
    for (const answer of [
      await ask('/'),
      await ask('/', { cookie: await cookie() }),
      await ask('/x', {}, 'POST'),
    ]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${host.port};`);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test.for([
    '/../thyromap-outside.html',
    '/%2e%2e/thyromap-outside.html',
    '/..%2fthyromap-outside.html',
    '//thyromap-outside.html',
    '/%00index.html',
    '/%zz',
    '/assets',
    '/.htaccess',
  ])('gives nothing for %s', async (path) => {
    const answer = await ask(path, { cookie: await cookie() });
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('outside');
  });

  test('takes nothing by POST', async () => {
    expect((await ask('/', { cookie: await cookie() }, 'POST')).status).toBe(405);
  });
});

describe('the link', () => {
  test('carries requests to the backend and its answers back', async () => {
    const socket = (await openLink({ cookie: await cookie(), origin: origin() })) as WebSocket;
    const reply = nextMessage(socket);
    socket.send(JSON.stringify({ id: 7, name: 'case.get', input: { caseId: 'a' } }));
    expect(await reply).toEqual({ id: 7, reply: { ok: true, value: { heard: 'case.get' } } });
    expect(asked.at(-1)).toEqual({ name: 'case.get', input: { caseId: 'a' } });
    socket.close();
  });

  test('tells every open page what happened', async () => {
    const headers = { cookie: await cookie(), origin: origin() };
    const pages = [await openLink(headers), await openLink(headers)] as WebSocket[];
    const heard = pages.map(nextMessage);
    tellPages('workList.changed', {});
    expect(await Promise.all(heard)).toEqual([
      { event: 'workList.changed', payload: {} },
      { event: 'workList.changed', payload: {} },
    ]);
    for (const page of pages) page.close();
  });

  test('opens only for our own page with the cookie', async () => {
    expect(await openLink({ origin: origin() })).toBe(403);
    expect(await openLink({ cookie: await cookie() })).toBe(403);
    expect(await openLink({ cookie: await cookie(), origin: 'https://evil.example' })).toBe(403);
    expect(await openLink({ cookie: `thyromap-${host.port}=guess`, origin: origin() })).toBe(403);
  });

  test.for(['not json', '[]', '{"id":"1","name":"case.get"}', '{"name":"case.get"}', '{"id":-1,"name":"x"}'])(
    'is closed by what is no request: %s',
    async (text) => {
      const before = asked.length;
      const socket = (await openLink({ cookie: await cookie(), origin: origin() })) as WebSocket;
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.send(text);
      expect([1007, 1008]).toContain(await closed);
      expect(asked).toHaveLength(before);
    },
  );
});
