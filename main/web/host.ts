import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BackendClient } from '../shell/backendClient.ts';
import { securityHeaders } from '../shell/contentSecurity.ts';
import { nestsTooDeep, requestSchema } from '../shell/protocol.ts';
import { rendererFile } from '../shell/rendererFiles.ts';
import { createEntrance, type Entrance } from './entrance.ts';
import { admittedPage, spentPage, strangerPage } from './pages.ts';

export type WebHost = { address: string; port: number; close(): Promise<void> };

/** The largest message: one incoming file (400 million base64 characters) with its envelope. */
const MESSAGE_BYTES_MAX = 420_000_000;
const HEADER_BYTES_MAX = 16 * 1024;
/** Nothing on this machine needs longer for a request of a few hundred bytes; whoever holds a line open is cut off. */
const TIMES_MS = { headersTimeout: 5000, requestTimeout: 8000, connectionsCheckingInterval: 1000 };
/** A browser opens six connections a window. */
const CONNECTIONS_MAX = 200;
const LINKS_MAX = 32;

/** Serves the built renderer and its link on 127.0.0.1, on a free port unless one is asked for. */
export async function startWebHost(options: {
  backend: BackendClient;
  rendererFolder: string;
  port?: number;
  /** Somebody came with a key that was used before: the new address, to be shown where only its owner sees it. */
  onNewAddress?: (address: string) => void;
}): Promise<WebHost> {
  const server = createServer({
    ...TIMES_MS,
    maxHeaderSize: HEADER_BYTES_MAX,
    requireHostHeader: true,
    // Not left to NODE_OPTIONS: a lenient parser lets two readings of one request pass.
    insecureHTTPParser: false,
  });
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const entrance = createEntrance(port);
  const headers = securityHeaders([entrance.origin.replace('http:', 'ws:')]);
  server.on('request', (request, response) => {
    answerPage(request, response, entrance, headers, options).catch(() => {
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
    // Without a listener a visitor who hangs up in between would end this process.
    socket.on('error', () => socket.destroy());
    if (allowed && link.count() < LINKS_MAX) link.accept(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return {
    address: entrance.address(),
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
  { rendererFolder, onNewAddress }: { rendererFolder: string; onNewAddress?: (address: string) => void },
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
  if (hasBody(request)) {
    response.writeHead(413, { ...headers, Connection: 'close' }).end();
    return;
  }
  const url = targetOf(request, entrance);
  const brought = url.pathname === '/' && request.method === 'GET' ? entrance.admit(url) : null;
  if (brought !== null && brought !== 'spent') {
    response.writeHead(200, { ...html, 'Set-Cookie': brought.cookie }).end(admittedPage);
    return;
  }
  if (!entrance.isAdmitted(request)) {
    if (brought === 'spent' && entrance.renewKey()) onNewAddress?.(entrance.address());
    response.writeHead(403, html).end(brought === 'spent' ? spentPage : strangerPage);
    return;
  }
  if (brought === 'spent') {
    response.writeHead(200, html).end(admittedPage);
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

/** No page of ours sends a body over plain HTTP. */
function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  return length !== '0' || encoding !== undefined;
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
  /** Pages that are open now. */
  count(): number;
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
          else answerMessage(socket, String(data), backend).catch(() => socket.terminate());
        });
      }),
    count: () => sockets.clients.size,
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
  if (!request.success || nestsTooDeep(request.data.input)) return socket.close(1008);
  const { id, name, input } = request.data;
  const reply = await backend.request(name, input ?? {});
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id, reply }));
}
