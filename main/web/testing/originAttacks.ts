import { type Attack, type Header, named, ownHeaders, refused, request, strangersHeaders } from './attack.ts';
import { httpText, speak } from './rawHttp.ts';

/** Who asks, and from where: another name for this machine, another site, nobody we let in. */

export const rebinding = named(
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
export const otherSites = named('another site', [
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

export const strangers = named('no key', [
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
