import { connect, type Socket } from 'node:net';

/** Speaks to a port in exactly these bytes, as no browser or HTTP library would let an attacker do. */

export type RawOptions = {
  /** Stop listening after so long a silence. */
  silenceMs?: number;
};

/** Everything that came back until the host hung up or fell silent. */
export function speak(port: number, sent: string | Uint8Array, options: RawOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = open(port);
    let heard = '';
    const done = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(options.silenceMs ?? 700, done);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      // A whole answer without a body, or with all of it, is enough: keep-alive would only cost time.
      if (isWhole(heard)) done();
    });
    socket.on('close', done);
    socket.write(sent);
  });
}

/**
 * Milliseconds until the host hangs up on somebody who sends `first` and then `drop` four times a second; null if it
 * does not.
 */
export function hangsUpAfter(
  port: number,
  first: string,
  drop: string,
  withinMs: number,
): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = open(port);
    const begun = performance.now();
    const drip = setInterval(() => socket.writable && socket.write(drop), 250);
    const end = (after: number | null): void => {
      clearInterval(drip);
      clearTimeout(limit);
      socket.destroy();
      resolve(after);
    };
    const limit = setTimeout(() => end(null), withinMs);
    socket.resume();
    socket.on('close', () => end(performance.now() - begun));
    socket.write(first);
  });
}

export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  return socket;
}

/** A request line, headers and an empty line. */
export function httpText(method: string, target: string, headers: readonly [string, string][]): string {
  return [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = answer.slice(0, end);
  if (/^HTTP\/1.1 101 /.test(head)) return true;
  if (/\r\nTransfer-Encoding: chunked/i.test(head)) return answer.endsWith('\r\n0\r\n\r\n');
  const length = /\r\nContent-Length: (\d+)/i.exec(head);
  return length !== null && answer.length >= end + 4 + Number(length[1]);
}
