import { type Attack, named, ownHeaders, refused, request, strangersHeaders } from './attack.ts';
import { httpText, speak, statusOf } from './rawHttp.ts';

/** What is asked: paths, methods, requests hidden in requests, and what an answer gives away. */

const PATHS = [
  '/../outside.json',
  '/%2e%2e/outside.json',
  '/..%2foutside.json',
  '/%252e%252e%252foutside.json',
  '/..%5coutside.json',
  '/..\\outside.json',
  '/....//outside.json',
  '/assets/../../outside.json',
  '/assets/%2e%2e/%2e%2e/outside.json',
  '/.%00./outside.json',
  '/%00outside.json',
  '/outside.json%00.html',
  '/%c0%ae%c0%ae/outside.json',
  '/%uff0e%uff0e/outside.json',
  '//outside.json',
  '/./../outside.json',
  '/assets/link.json',
  '/linked/outside.json',
  '/linked/renderer/.env.json',
  '/.env.json',
  '/%2eenv.json',
  '/assets',
  '/assets/',
  '/index.html::$DATA',
  '/C:/windows/win.ini',
  '/con.html',
  '/file:///etc/passwd',
  '/etc/passwd',
  '/%zz',
  '/assets/index-1.js/x.js',
  '/package.json',
  '/../package.json',
  '/index.html/../../outside.json',
  `/${'a/'.repeat(3000)}x.js`,
] as const;
export const traversal = named(
  'path traversal',
  PATHS.map((path) => [path.slice(0, 40), request('GET', path, ownHeaders)]),
);

export const methods = named('method', [
  ...['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'SEARCH'].map(
    (method): [string, Attack['attempt']] => [method, request(method, '/', ownHeaders)],
  ),
  ['CONNECT', (t) => refused(t, httpText('CONNECT', 'evil.example:443', ownHeaders(t)))],
  ['an unknown method', request('STEAL', '/', ownHeaders)],
  ['HTTP/2 preface', (t) => refused(t, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  ['HTTP/0.9', (t) => refused(t, 'GET /\r\n')],
  [
    'noise',
    (t) => refused(t, Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 89) % 256)).toString('latin1')),
  ],
]);

export const smuggling = named('smuggling', [
  [
    'Content-Length and Transfer-Encoding',
    (t) =>
      refused(
        t,
        `${httpText('GET', '/', [...ownHeaders(t), ['Content-Length', '5'], ['Transfer-Encoding', 'chunked']])}0\r\n\r\n`,
      ),
  ],
  [
    'two lengths',
    (t) =>
      refused(
        t,
        `${httpText('GET', '/', [...ownHeaders(t), ['Content-Length', '0'], ['Content-Length', '5']])}hello`,
      ),
  ],
  [
    'a negative length',
    (t) => refused(t, httpText('GET', '/', [...ownHeaders(t), ['Content-Length', '-1']])),
  ],
  [
    'chunked twice',
    (t) =>
      refused(
        t,
        `${httpText('POST', '/', [...ownHeaders(t), ['Transfer-Encoding', 'chunked, identity']])}0\r\n\r\n`,
      ),
  ],
  [
    'a folded header',
    (t) => refused(t, `GET / HTTP/1.1\r\nHost: ${t.host}\r\nX: 1\r\n Cookie: ${t.cookie}\r\n\r\n`),
  ],
  [
    'a space before the colon',
    (t) => refused(t, `GET / HTTP/1.1\r\nHost : ${t.host}\r\nCookie: ${t.cookie}\r\n\r\n`),
  ],
  ['a bare line feed', (t) => refused(t, `GET / HTTP/1.1\nHost: ${t.host}\nCookie: ${t.cookie}\n\n`)],
  [
    'a header split by a carriage return in its value',
    (t) => refused(t, `GET / HTTP/1.1\r\nHost: ${t.host}\rX: 1\r\nCookie: ${t.cookie}\r\n\r\n`),
  ],
  [
    'a second request behind the first, for a stranger',
    (t) =>
      refused(
        t,
        `${httpText('GET', '/', strangersHeaders(t))}${httpText('GET', '/assets/index-1.js', strangersHeaders(t))}`,
      ),
  ],
  [
    'a body with GET',
    (t) => refused(t, `${httpText('GET', '/', [...ownHeaders(t), ['Content-Length', '5']])}hello`),
  ],
  [
    'a body in chunks with GET',
    (t) =>
      refused(
        t,
        `${httpText('GET', '/', [...ownHeaders(t), ['Transfer-Encoding', 'chunked']])}5\r\nhello\r\n0\r\n\r\n`,
      ),
  ],
  [
    'upgrade to HTTP/2',
    request('GET', '/', (t) => [
      ...strangersHeaders(t),
      ['Connection', 'Upgrade, HTTP2-Settings'],
      ['Upgrade', 'h2c'],
      ['HTTP2-Settings', ''],
    ]),
  ],
]);

const headersSent: [string, (head: string) => boolean][] = [
  [
    'no inline script is allowed',
    (head) => /script-src 'self';/.test(head) && !/script-src[^;]*unsafe/.test(head),
  ],
  ['nothing is allowed that is not named', (head) => head.includes("default-src 'none'")],
  [
    'no page may frame it',
    (head) => /frame-ancestors 'none'/.test(head) && /x-frame-options: deny/i.test(head),
  ],
  ['no form may be sent', (head) => head.includes("form-action 'none'")],
  ['types are not guessed', (head) => /x-content-type-options: nosniff/i.test(head)],
  ['no address is passed on', (head) => /referrer-policy: no-referrer/i.test(head)],
  ['other origins may not embed it', (head) => /cross-origin-resource-policy: same-origin/i.test(head)],
  ['no other origin is let in', (head) => !/access-control-/i.test(head)],
  ['the program behind it is not named', (head) => !/^(server|x-powered-by):/im.test(head)],
];
export const answers = named(
  'answer',
  headersSent.flatMap(([name, holds]) =>
    (['/', '/assets/index-1.js', '/nothing.js'] as const).map((path): [string, Attack['attempt']] => [
      `${name}: ${path}`,
      async (t) => {
        const answer = await speak(t.port, httpText('GET', path, ownHeaders(t)));
        return holds(answer.split('\r\n\r\n')[0]!) ? null : answer.slice(0, 200);
      },
    ]),
  ),
).concat(
  named('answer', [
    [
      'the cookie is HttpOnly, SameSite=Strict and ends with the browser',
      async (t) => {
        await speak(t.port, httpText('GET', `/?token=${t.spentKey}`, strangersHeaders(t)));
        const { pathname, search } = new URL(t.told.at(-1)!);
        const answer = await speak(t.port, httpText('GET', pathname + search, strangersHeaders(t)));
        const cookie = /Set-Cookie: (.*)/i.exec(answer)?.[1] ?? '';
        const right = statusOf(answer) === 200 && /; HttpOnly; SameSite=Strict; Path=\/\r?$/.test(cookie);
        return right && !/Domain|Max-Age|Expires/i.test(cookie)
          ? null
          : cookie || `status ${statusOf(answer)}`;
      },
    ],
  ]),
);
