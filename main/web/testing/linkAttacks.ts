import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { type Attack, type Header, ownHeaders, refused, stillServes, strangersHeaders } from './attack.ts';
import type { AttackTarget } from './attackTarget.ts';
import { hangsUpAfter, httpText, open, speak, statusOf } from './rawHttp.ts';

/** Attempts on the WebSocket, and attempts to make the host fall over or fall silent. */

const upgrade = (): Header[] => [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', randomBytes(16).toString('base64')],
];

/** An upgrade must not be answered with 101. */
const shut = (path: string, headers: (t: AttackTarget) => Header[]) => (t: AttackTarget) =>
  refused(t, httpText('GET', path, [...headers(t), ...upgrade()]));

const entrance: Attack[] = [
  ['no cookie', shut('/link', (t) => [...strangersHeaders(t), ['Origin', t.origin]])],
  ['no Origin', shut('/link', ownHeaders)],
  ['Origin null', shut('/link', (t) => [...ownHeaders(t), ['Origin', 'null']])],
  ['another site', shut('/link', (t) => [...ownHeaders(t), ['Origin', 'https://evil.example']])],
  [
    'another port of this machine',
    shut('/link', (t) => [...ownHeaders(t), ['Origin', 'http://127.0.0.1:1']]),
  ],
  ['localhost', shut('/link', (t) => [...ownHeaders(t), ['Origin', `http://localhost:${t.port}`]])],
  ['our Origin with a path', shut('/link', (t) => [...ownHeaders(t), ['Origin', `${t.origin}/`]])],
  ['our Origin by https', shut('/link', (t) => [...ownHeaders(t), ['Origin', `https://${t.host}`]])],
  [
    'two Origins',
    shut('/link', (t) => [...ownHeaders(t), ['Origin', t.origin], ['Origin', 'https://evil.example']]),
  ],
  [
    'a rebound name',
    shut('/link', (t) => [
      ['Host', `evil.example:${t.port}`],
      ['Cookie', t.cookie],
      ['Origin', t.origin],
    ]),
  ],
  ['two Hosts', shut('/link', (t) => [...ownHeaders(t), ['Host', 'evil.example'], ['Origin', t.origin]])],
  [
    'a guessed cookie',
    shut('/link', (t) => [
      ['Host', t.host],
      ['Cookie', `thyromap-${t.port}=guess`],
      ['Origin', t.origin],
    ]),
  ],
  [
    'the key in the address',
    (t: AttackTarget) =>
      shut(`/link?token=${t.spentKey}`, (u) => [...strangersHeaders(u), ['Origin', u.origin]])(t),
  ],
  ['another path', shut('/', (t) => [...ownHeaders(t), ['Origin', t.origin]])],
  ['a path that ends in the link', shut('/x/../link2', (t) => [...ownHeaders(t), ['Origin', t.origin]])],
  [
    'a same-site page of another port',
    shut('/link', (t) => [
      ...ownHeaders(t),
      ['Origin', t.origin],
      ['Sec-Fetch-Site', 'same-site'],
      ['Sec-Fetch-Mode', 'websocket'],
    ]),
  ],
].map(([name, attempt]) => ({ group: 'link, uninvited', name, attempt }) as Attack);

function openLink(t: AttackTarget): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${t.host}/link`, { headers: { cookie: t.cookie, origin: t.origin } });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** Sends one message; it must be answered with a failure or end the link, and the host must still serve. */
const message = (make: () => string | Buffer) => async (t: AttackTarget) => {
  const socket = await openLink(t);
  const end = await new Promise<string>((resolve) => {
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('error', () => {});
    socket.on('message', (data) => resolve(String(data)));
    socket.send(make());
  });
  socket.terminate();
  if (!end.startsWith('closed') && JSON.parse(end).reply.ok !== false)
    return `answered: ${end.slice(0, 200)}`;
  return (await stillServes(t)) ? null : 'the host no longer serves';
};
const said = (value: unknown) => message(() => JSON.stringify(value));

const messages: Attack[] = [
  ['text that is no JSON', message(() => 'not json')],
  ['binary', message(() => Buffer.from([1, 2, 3]))],
  ['an empty message', message(() => '')],
  ['a list', said([])],
  ['null', said(null)],
  ['no id', said({ name: 'case.get', input: {} })],
  ['an id of text', said({ id: '1', name: 'case.get' })],
  ['a negative id', said({ id: -1, name: 'case.get' })],
  ['a huge id', said({ id: 1e300, name: 'case.get' })],
  ['a name of 100,000 letters', said({ id: 1, name: 'x'.repeat(100_000) })],
  ['an unknown name', said({ id: 1, name: 'case.explode', input: {} })],
  ['an inherited name', said({ id: 1, name: 'constructor', input: {} })],
  ["a prototype's name", said({ id: 1, name: '__proto__', input: {} })],
  ["the backend's own kind", said({ id: 1, name: 'close', kind: 'close', input: {} })],
  [
    'a prototype in the input',
    message(() => '{"id":1,"name":"case.get","input":{"__proto__":{"caseId":"x"}}}'),
  ],
  [
    'an input nested 100,000 deep',
    message(() => `{"id":1,"name":"case.get","input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  ],
  [
    'an input nested 3,000 deep',
    message(() => `{"id":1,"name":"case.get","input":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}`),
  ],
  [
    '200,000 keys',
    message(() =>
      JSON.stringify({
        id: 1,
        name: 'case.get',
        input: Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, i])),
      }),
    ),
  ],
  [
    'a number beyond all',
    message(() => `{"id":1,"name":"case.workList","input":{"limit":${'9'.repeat(5000)}}}`),
  ],
].map(([name, attempt]) => ({ group: 'link, garbage', name, attempt }) as Attack);

/** A frame header by RFC 6455 5.2: final, the given opcode and length, masked or not. */
function frame(first: number, second: number, more: number[] = []): Uint8Array {
  return Uint8Array.from([first, second, ...more]);
}
const rawFrame = (bytes: () => Uint8Array) => async (t: AttackTarget) => {
  const socket = open(t.port);
  socket.write(httpText('GET', '/link', [...ownHeaders(t), ['Origin', t.origin], ...upgrade()]));
  await new Promise((resolve) => socket.once('data', resolve));
  const before = t.reached();
  const closed = new Promise<boolean>((resolve) => {
    const limit = setTimeout(() => resolve(false), 2000);
    socket.on('close', () => {
      clearTimeout(limit);
      resolve(true);
    });
  });
  // A close frame comes before the end of the line; an attacker does not answer it.
  socket.on('data', () => socket.end());
  socket.write(bytes());
  const ended = await closed;
  socket.destroy();
  if (t.reached() !== before) return 'the backend was reached';
  if (!ended) return 'the line stayed open';
  return (await stillServes(t)) ? null : 'the host no longer serves';
};
const frames: Attack[] = [
  [
    'a frame that claims 2^62 bytes',
    rawFrame(() => frame(0x81, 0xff, [0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
  ],
  [
    'a frame that claims 500 MB',
    rawFrame(() => frame(0x81, 0xff, [0, 0, 0, 0, 0x1d, 0xcd, 0x65, 0, 1, 2, 3, 4])),
  ],
  ['a frame without its mask', rawFrame(() => frame(0x81, 0x02, [0x7b, 0x7d]))],
  ['reserved bits', rawFrame(() => frame(0xf1, 0x80, [1, 2, 3, 4]))],
  ['an unknown opcode', rawFrame(() => frame(0x83, 0x80, [1, 2, 3, 4]))],
  ['a continuation of nothing', rawFrame(() => frame(0x80, 0x80, [1, 2, 3, 4]))],
  ['a ping of 126 bytes', rawFrame(() => frame(0x89, 0xfe, [0, 126, 1, 2, 3, 4]))],
  ['text that is no UTF-8', rawFrame(() => frame(0x81, 0x82, [0, 0, 0, 0, 0xc3, 0x28]))],
].map(([name, attempt]) => ({ group: 'link, frames', name, attempt }) as Attack);

const flood: Attack[] = [
  {
    group: 'flood',
    name: 'headers of 64 KB',
    attempt: (t) => refused(t, httpText('GET', '/', [...ownHeaders(t), ['X-Long', 'a'.repeat(65_536)]])),
  },
  {
    group: 'flood',
    name: '10,000 headers',
    attempt: (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ...ownHeaders(t),
          ...Array.from({ length: 10_000 }, (_, i): Header => [`X${i}`, '1']),
        ]),
      ),
  },
  {
    group: 'flood',
    name: 'an address of 64 KB',
    attempt: (t) => refused(t, httpText('GET', `/${'a'.repeat(65_536)}`, ownHeaders(t))),
  },
  {
    group: 'flood',
    name: 'a body of 10 GB announced with GET',
    attempt: async (t) => {
      const answer = await speak(
        t.port,
        httpText('GET', '/', [...ownHeaders(t), ['Content-Length', '10000000000']]),
      );
      return statusOf(answer) === 413 && /connection: close/i.test(answer)
        ? null
        : `status ${statusOf(answer)}`;
    },
  },
  {
    group: 'flood',
    name: 'a body of 10 GB announced with POST',
    attempt: async (t) => {
      const answer = await speak(
        t.port,
        httpText('POST', '/', [...ownHeaders(t), ['Content-Length', '10000000000']]),
      );
      return statusOf(answer) === 405 && /connection: close/i.test(answer)
        ? null
        : `status ${statusOf(answer)}`;
    },
  },
  {
    group: 'flood',
    name: 'a request line, headers and a silence that never end',
    attempt: async (t) => {
      const held = await Promise.all([
        hangsUpAfter(t.port, 'GET /', 'a', 9000),
        hangsUpAfter(t.port, `GET / HTTP/1.1\r\nHost: ${t.host}\r\nX: `, 'a', 9000),
        hangsUpAfter(t.port, '', '', 9000),
      ]);
      return held.includes(null) ? 'held for 9 s' : null;
    },
  },
  {
    group: 'flood',
    name: '400 lines at once, dropped again',
    attempt: async (t) => {
      const lines = Array.from({ length: 400 }, () => open(t.port));
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const line of lines) line.destroy();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return (await stillServes(t)) ? null : 'the host no longer serves';
    },
  },
  {
    group: 'flood',
    name: '100 upgrades refused and reset by their sender',
    attempt: async (t) => {
      for (let i = 0; i < 100; i++) {
        const line = open(t.port);
        line.write(httpText('GET', '/link', [...strangersHeaders(t), ...upgrade()]), () =>
          line.resetAndDestroy(),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await stillServes(t)) ? null : 'the host no longer serves';
    },
  },
  {
    group: 'flood',
    name: '100 links from one browser',
    attempt: async (t) => {
      const links = await Promise.allSettled(Array.from({ length: 100 }, () => openLink(t)));
      const opened = links.filter((link) => link.status === 'fulfilled');
      for (const link of opened) link.value.terminate();
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (opened.length > 40) return `${opened.length} links were open`;
      return (await stillServes(t)) ? null : 'the host no longer serves';
    },
  },
];

export const linkAttacks: Attack[] = [...entrance, ...messages, ...frames, ...flood];
