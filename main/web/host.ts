import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BackendClient } from '../shell/backendClient.ts';
import { securityHeaders } from '../shell/contentSecurity.ts';
import { requestSchema } from '../shell/protocol.ts';
import { rendererFile } from '../shell/rendererFiles.ts';
import { createEntrance, type Entrance } from './entrance.ts';
import { admittedPage, strangerPage } from './pages.ts';

export type WebHost = { address: string; port: number; close(): Promise<void> };

/** The largest message: one incoming file (400 million base64 characters) with its envelope. */
const MESSAGE_BYTES_MAX = 420_000_000;
/** No page of ours sends a body over plain HTTP. */
const HEADER_BYTES_MAX = 16 * 1024;

/** Serves the built renderer and its link on 127.0.0.1, on a free port unless one is asked for. */
export async function startWebHost(options: {
  backend: BackendClient;
  rendererFolder: string;
  port?: number;
}): Promise<WebHost> {
  const server = createServer({ maxHeaderSize: HEADER_BYTES_MAX });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const entrance = createEntrance(port);
  const headers = securityHeaders([entrance.origin.replace('http:', 'ws:')]);
  server.on('request', (request, response) => {
    answerPage(request, response, entrance, headers, options.rendererFolder).catch(() => {
      if (!response.headersSent) response.writeHead(500, headers);
      response.end();
    });
  });
  const link = openLink(options.backend);
  server.on('upgrade', (request, socket, head) => {
    const allowed =
      targetOf(request, entrance).pathname === '/link' &&
      entrance.hostIsOurs(request) &&
      entrance.originIsOurs(request, true) &&
      entrance.isAdmitted(request);
    if (allowed) link.accept(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return {
    address: entrance.address,
    port,
    close: async () => {
      link.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  entrance: Entrance,
  headers: Record<string, string>,
  rendererFolder: string,
): Promise<void> {
  const html = { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD', Connection: 'close' }).end();
    return;
  }
  if (!entrance.hostIsOurs(request) || !entrance.originIsOurs(request, false)) {
    response.writeHead(403, headers).end();
    return;
  }
  const url = targetOf(request, entrance);
  const cookie = url.pathname === '/' ? entrance.admit(url) : null;
  if (cookie) {
    response.writeHead(200, { ...html, 'Set-Cookie': cookie }).end(admittedPage);
    return;
  }
  if (!entrance.isAdmitted(request)) {
    response.writeHead(403, html).end(strangerPage);
    return;
  }
  const file = await rendererFile(rendererFolder, url.pathname);
  if (!file) {
    response.writeHead(404, headers).end();
    return;
  }
  response
    .writeHead(200, {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': file.bytes.length,
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    })
    .end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** The request's path on this host, whatever it looks like: `//other/x` is a path here, not another host. */
function targetOf(request: IncomingMessage, entrance: Entrance): URL {
  const target = request.url ?? '/';
  const url = target.startsWith('/') ? `${entrance.origin}${target}` : '';
  return URL.parse(url) ?? new URL('/not-found', entrance.origin);
}

/** The WebSocket side: `{id, name, input}` → `{id, reply}`, and `{event, payload}` to every open page. */
function openLink(backend: BackendClient): {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
} {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  backend.onEvent((event, payload) => {
    const text = JSON.stringify({ event, payload });
    for (const socket of sockets.clients) if (socket.readyState === socket.OPEN) socket.send(text);
  });
  return {
    accept: (request, stream, head) =>
      sockets.handleUpgrade(request, stream, head, (socket) => {
        socket.on('error', () => socket.terminate());
        socket.on('message', (data, isBinary) => {
          if (isBinary) socket.close(1003);
          else answerMessage(socket, String(data), backend);
        });
      }),
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

async function answerMessage(socket: WebSocket, text: string, backend: BackendClient): Promise<void> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return socket.close(1007);
  }
  const request = requestSchema.safeParse(json);
  if (!request.success) return socket.close(1008);
  const { id, name, input } = request.data;
  const reply = await backend.request(name, input ?? {});
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id, reply }));
}
