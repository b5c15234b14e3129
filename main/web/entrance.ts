import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the web host: pages opened with this launch's token, from this very address. The Host and Origin
 * checks stop DNS rebinding and other sites' pages, the cookie stops other users of the machine.
 */
export type Entrance = {
  /** The address to open, with the token. */
  address: string;
  origin: string;
  /** True when the request is addressed to this host by its own name. */
  hostIsOurs(request: IncomingMessage): boolean;
  /** True when the page that sent the request, if it says so, is ours. */
  originIsOurs(request: IncomingMessage, required: boolean): boolean;
  /** The cookie to set when the request brings the right token; null otherwise. */
  admit(url: URL): string | null;
  /** True when the request carries the cookie. */
  isAdmitted(request: IncomingMessage): boolean;
};

export function createEntrance(port: number): Entrance {
  const token = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  // Cookies are shared by all ports of one host: the name keeps two running copies apart.
  const cookieName = `thyromap-${port}`;
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  return {
    address: `${origin}/?token=${token}`,
    origin,
    hostIsOurs: (request) => request.headers.host === host,
    originIsOurs: (request, required) =>
      request.headers.origin === undefined ? !required : request.headers.origin === origin,
    admit: (url) => {
      const given = url.searchParams.get('token');
      if (given === null || !sameSecret(given, token)) return null;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isAdmitted: (request) => {
      const given = cookieOf(request, cookieName);
      return given !== null && sameSecret(given, session);
    },
  };
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
