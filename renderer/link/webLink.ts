import { EVENTS, type EventName, type Reply } from '../../app/contract/channels.ts';
import type { ConnectedLink, ConnectionState } from './link.ts';

type AnyReply = Reply<never>;
type Waiting = { resolve: (reply: AnyReply) => void };
type Heard = (payload: never) => void;

/** What is needed of a WebSocket; the browser's own, or a stand-in of the same shape. */
export type Socket = Pick<WebSocket, 'send' | 'close'> & {
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown } & never) => void) | null;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;
/** The first connection may take this long (the backend starts) before it is called lost. */
const FIRST_PATIENCE_MS = 8000;

const LOST: AnyReply = { ok: false, failure: { code: 'link.lost', values: {} } };

/**
 * The web host's link: one WebSocket carrying `{id,name,input}` out, `{id,reply}` and `{event,payload}` in.
 * A request under way when the connection breaks is answered with `link.lost` and never sent twice:
 * whether it was carried out is not known, and the screen reads the truth again after reconnecting.
 */
export function webLink(open: () => Socket): ConnectedLink {
  let socket: Socket | null = null;
  let state: ConnectionState = 'connecting';
  let generation = 0;
  let nextId = 1;
  let waitMs = FIRST_WAIT_MS;
  const startedAt = Date.now();
  const waiting = new Map<number, Waiting>();
  /** Asked before the first connection; sent when it stands. */
  let unsent: string[] = [];
  const heard = new Map<string, Set<Heard>>();
  const watchers = new Set<() => void>();

  const become = (next: ConnectionState) => {
    if (next === 'open') generation++;
    else if (next === state) return;
    state = next;
    for (const watcher of [...watchers]) watcher();
  };

  const failAll = () => {
    unsent = [];
    const all = [...waiting.values()];
    waiting.clear();
    for (const { resolve } of all) resolve(LOST);
  };

  const receive = (data: unknown) => {
    if (typeof data !== 'string') return;
    const message = JSON.parse(data) as { id?: number; reply?: AnyReply; event?: string; payload?: unknown };
    if (message.id !== undefined && message.reply) {
      waiting.get(message.id)?.resolve(message.reply);
      waiting.delete(message.id);
      return;
    }
    if (message.event === undefined || !Object.hasOwn(EVENTS, message.event)) return;
    const parsed = EVENTS[message.event as EventName].safeParse(message.payload);
    if (!parsed.success) {
      console.error(`event ${message.event} did not fit the contract`, parsed.error.issues);
      return;
    }
    for (const hear of [...(heard.get(message.event) ?? [])]) hear(parsed.data as never);
  };

  const connect = () => {
    const mine = open();
    socket = mine;
    mine.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      for (const line of unsent) mine.send(line);
      unsent = [];
      become('open');
    };
    mine.onmessage = (event: { data: unknown }) => receive(event.data);
    mine.onclose = () => {
      socket = null;
      const patient = generation === 0 && Date.now() - startedAt < FIRST_PATIENCE_MS;
      if (!patient) {
        failAll();
        become('lost');
      }
      setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
  };
  connect();

  return {
    send: (name, input) =>
      new Promise((resolve) => {
        if (state === 'lost') {
          resolve(LOST);
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (reply: AnyReply) => void });
        const line = JSON.stringify({ id, name, input });
        if (socket && state === 'open') socket.send(line);
        else unsent.push(line);
      }),
    listen: (name, hear) => {
      const set = heard.get(name) ?? new Set<Heard>();
      heard.set(name, set);
      set.add(hear as Heard);
      return () => set.delete(hear as Heard);
    },
    connection: () => state,
    generation: () => generation,
    onConnection: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

/** The browser's socket to the page's own host. */
export function openPageSocket(): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/link`) as Socket;
}
