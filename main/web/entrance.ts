import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the web host: pages opened with this launch's key, from this very address. The Host and Origin
 * checks stop DNS rebinding and other sites' pages, the cookie stops other users of the machine. A key opens one
 * browser and is spent: it stands in the process list and in the browser's history, where others may read it.
 */
export type Entrance = {
  /** The address to open, with the key that nobody has used yet. */
  address(): string;
  origin: string;
  /** True when the request is addressed to this host by its own name, once. */
  hostIsOurs(request: IncomingMessage): boolean;
  /** True when the page that sent the request, if it says so, is ours. */
  originIsOurs(request: IncomingMessage, required: boolean): boolean;
  /** The cookie to set when the request brings the right key, which is spent then; `spent` for one used before. */
  admit(url: URL): { cookie: string } | 'spent' | null;
  /** Makes a new key after the last one was spent; false while there is one that nobody has used. */
  renewKey(): boolean;
  /** True when the request carries the cookie. */
  isAdmitted(request: IncomingMessage): boolean;
};

export function createEntrance(port: number): Entrance {
  const session = newSecret();
  const spent: string[] = [];
  let key = newSecret();
  let keyIsSpent = false;
  // Cookies are shared by all ports of one host: the name keeps two running copies apart.
  const cookieName = `thyromap-${port}`;
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  return {
    address: () => `${origin}/?token=${key}`,
    origin,
    hostIsOurs: (request) =>
      request.headers.host === host && (request.headersDistinct.host ?? []).length === 1,
    originIsOurs: (request, required) => {
      const given = request.headers.origin;
      return (given === undefined ? !required : given === origin) && siteIsOurs(request);
    },
    admit: (url) => {
      const given = url.searchParams.get('token');
      if (given === null) return null;
      if (spent.some((old) => sameSecret(given, old))) return 'spent';
      if (keyIsSpent || !sameSecret(given, key)) return null;
      keyIsSpent = true;
      spent.push(key);
      return { cookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/` };
    },
    renewKey: () => {
      if (!keyIsSpent) return false;
      key = newSecret();
      keyIsSpent = false;
      return true;
    },
    isAdmitted: (request) => {
      const given = cookieOf(request, cookieName);
      return given !== null && sameSecret(given, session);
    },
  };
}

/**
 * Fetch Metadata: a page of another port of this machine is "same-site", so that its requests would bring the
 * SameSite=Strict cookie. From elsewhere only a person's own navigation is let in.
 */
function siteIsOurs(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value ?? null;
  }
  return null;
}

function sameSecret(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}
