import { type Attack, type Header, ownHeaders, refused, request, strangersHeaders } from './attack.ts';
import { httpText, speak, statusOf } from './rawHttp.ts';

/** Attempts over plain HTTP: who asks, from where, and for what. */

const named = (group: string, attacks: [string, Attack['attempt']][]): Attack[] =>
  attacks.map(([name, attempt]) => ({ group, name, attempt }));

const rebinding = named(
  'DNS rebinding',
  ['evil.example', 'localhost', '127.0.0.1.nip.io', '[::1]', '0.0.0.0', '127.1', '2130706433', ''].map(
    (name) => [
      `Host: ${name || '(empty)'}, with the cookie`,
      (target) =>
        refused(
          target,
          httpText('GET', '/', [
            ['Host', name && `${name}:${target.port}`],
            ['Cookie', target.cookie],
          ]),
        ),
    ],
  ),
).concat(
  named('DNS rebinding', [
    [
      'our address without its port',
      (t) =>
        refused(
          t,
          httpText('GET', '/', [
            ['Host', '127.0.0.1'],
            ['Cookie', t.cookie],
          ]),
        ),
    ],
    ['no Host at all', (t) => refused(t, httpText('GET', '/', [['Cookie', t.cookie]]))],
    [
      'two Hosts, ours first',
      (t) => refused(t, httpText('GET', '/', [...ownHeaders(t), ['Host', 'evil.example']])),
    ],
    [
      'two Hosts, ours last',
      (t) => refused(t, httpText('GET', '/', [['Host', 'evil.example'], ...ownHeaders(t)])),
    ],
    [
      'ours behind a comma',
      (t) =>
        refused(
          t,
          httpText('GET', '/', [
            ['Host', `${t.host}, evil.example`],
            ['Cookie', t.cookie],
          ]),
        ),
    ],
    [
      'X-Forwarded-Host does not count',
      (t) =>
        refused(
          t,
          httpText('GET', '/', [
            ['Host', 'evil.example'],
            ['X-Forwarded-Host', t.host],
            ['Cookie', t.cookie],
          ]),
        ),
    ],
    ['HTTP/1.0 without Host', (t) => refused(t, `GET / HTTP/1.0\r\nCookie: ${t.cookie}\r\n\r\n`)],
    [
      'another host in the request line',
      (t) => refused(t, httpText('GET', 'http://evil.example/', ownHeaders(t))),
    ],
  ]),
);

const form: Header[] = [
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Length', '3'],
];
const otherSites = named('another site', [
  [
    'form by POST',
    (t) =>
      refused(
        t,
        `${httpText('POST', '/', [...ownHeaders(t), ['Origin', 'https://evil.example'], ...form])}a=1`,
      ),
  ],
  [
    'form by POST, as our own page',
    (t) => refused(t, `${httpText('POST', '/', [...ownHeaders(t), ['Origin', t.origin], ...form])}a=1`),
  ],
  ...['https://evil.example', 'null', 'file://', 'http://127.0.0.1', 'http://localhost', ' '].map(
    (origin): [string, Attack['attempt']] => [
      `fetch with Origin "${origin}"`,
      request('GET', '/', (t) => [...ownHeaders(t), ['Origin', origin]]),
    ],
  ),
  [
    'fetch with our Origin and another',
    request('GET', '/', (t) => [...ownHeaders(t), ['Origin', t.origin], ['Origin', 'https://evil.example']]),
  ],
  [
    'fetch from another port of this machine',
    (t) => refused(t, httpText('GET', '/', [...ownHeaders(t), ['Origin', 'http://127.0.0.1:1']])),
  ],
  [
    'preflight',
    request('OPTIONS', '/', (t) => [
      ...ownHeaders(t),
      ['Origin', 'https://evil.example'],
      ['Access-Control-Request-Method', 'GET'],
    ]),
  ],
  [
    'preflight for the private network',
    request('OPTIONS', '/link', (t) => [
      ...ownHeaders(t),
      ['Origin', 'https://evil.example'],
      ['Access-Control-Request-Private-Network', 'true'],
    ]),
  ],
  ...(['cross-site', 'same-site'] as const).flatMap((site): [string, Attack['attempt']][] =>
    (['script', 'image', 'iframe', 'style', 'empty', 'object'] as const).map((kind) => [
      `${kind} element of a ${site} page, with the cookie`,
      request('GET', '/assets/index-1.js', (t) => [
        ...ownHeaders(t),
        ['Sec-Fetch-Site', site],
        ['Sec-Fetch-Mode', kind === 'iframe' ? 'navigate' : 'no-cors'],
        ['Sec-Fetch-Dest', kind],
      ]),
    ]),
  ),
]);

const strangers = named('no key', [
  ['no key, no cookie', request('GET', '/', strangersHeaders)],
  ['no cookie, for a script', request('GET', '/assets/index-1.js', strangersHeaders)],
  ...['', 'guess', '0'.repeat(43), 'a'.repeat(5000), '%00', '../', '💥'].map(
    (key): [string, Attack['attempt']] => [
      `a wrong key (${key.slice(0, 8) || 'empty'})`,
      request('GET', `/?token=${encodeURIComponent(key)}`, strangersHeaders),
    ],
  ),
  [
    'the key again after it was used',
    (t) => refused(t, httpText('GET', `/?token=${t.spentKey}`, strangersHeaders(t))),
  ],
  ['the used key by HEAD', (t) => refused(t, httpText('HEAD', `/?token=${t.spentKey}`, strangersHeaders(t)))],
  [
    'the new key by HEAD, for another to take',
    async (t) => {
      await speak(t.port, httpText('GET', `/?token=${t.spentKey}`, strangersHeaders(t)));
      const key = new URL(t.told.at(-1)!).searchParams.get('token');
      return await refused(t, httpText('HEAD', `/?token=${key}`, strangersHeaders(t)));
    },
  ],
  [
    'the new key is not told to who asks',
    async (t) => {
      const answer = await speak(t.port, httpText('GET', `/?token=${t.spentKey}`, strangersHeaders(t)));
      return t.told.some((address) => answer.includes(new URL(address).searchParams.get('token')!))
        ? 'the key came back'
        : null;
    },
  ],
  [
    'the key twice in one address',
    (t) => refused(t, httpText('GET', `/?token=guess&token=${t.spentKey}`, strangersHeaders(t))),
  ],
  [
    'the key for another page',
    (t) => refused(t, httpText('GET', `/assets/index-1.js?token=${t.spentKey}`, strangersHeaders(t))),
  ],
  [
    'the key as the cookie',
    (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ['Host', t.host],
          ['Cookie', `thyromap-${t.port}=${t.spentKey}`],
        ]),
      ),
  ],
  [
    "an earlier launch's cookie",
    (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ['Host', t.host],
          ['Cookie', `thyromap-${t.port}=${'A'.repeat(43)}`],
        ]),
      ),
  ],
  [
    "the cookie under another port's name",
    (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ['Host', t.host],
          ['Cookie', `thyromap-1=${t.cookie.split('=')[1]}`],
        ]),
      ),
  ],
  [
    'an empty cookie',
    (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ['Host', t.host],
          ['Cookie', `thyromap-${t.port}=`],
        ]),
      ),
  ],
  [
    'the cookie in Authorization',
    (t) =>
      refused(
        t,
        httpText('GET', '/', [
          ['Host', t.host],
          ['Authorization', `Bearer ${t.cookie.split('=')[1]}`],
        ]),
      ),
  ],
]);

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
const traversal = named(
  'path traversal',
  PATHS.map((path) => [path.slice(0, 40), request('GET', path, ownHeaders)]),
);

const methods = named('method', [
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

const smuggling = named('smuggling', [
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
const answers = named(
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

export const pageAttacks: Attack[] = [
  ...rebinding,
  ...otherSites,
  ...strangers,
  ...traversal,
  ...methods,
  ...smuggling,
  ...answers,
];
