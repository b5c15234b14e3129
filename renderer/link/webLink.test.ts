import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Socket, webLink } from './webLink.ts';

/** A socket of the same shape as the browser's, driven by the test. */
class StandIn implements Socket {
  sent: string[] = [];
  onopen: Socket['onopen'] = null;
  onclose: Socket['onclose'] = null;
  onmessage: Socket['onmessage'] = null;
  send(line: string) {
    this.sent.push(line);
  }
  close() {}
  opens() {
    this.onopen?.(undefined as never);
  }
  breaks() {
    this.onclose?.(undefined as never);
  }
  says(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) } as never);
  }
}

let sockets: StandIn[];
const open = () => {
  const socket = new StandIn();
  sockets.push(socket);
  return socket;
};
const last = () => sockets.at(-1)!;

beforeEach(() => {
  sockets = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('the web link', () => {
  it('matches answers to questions by id, in any order', async () => {
    const link = webLink(open);
    last().opens();
    const first = link.send('settings.get', {});
    const second = link.send('app.info', {});
    last().says({ id: 2, reply: { ok: true, value: 'info' } });
    last().says({ id: 1, reply: { ok: true, value: 'settings' } });
    expect(await first).toEqual({ ok: true, value: 'settings' });
    expect(await second).toEqual({ ok: true, value: 'info' });
  });

  it('sends what was asked before the connection stood, once it stands', () => {
    const link = webLink(open);
    void link.send('settings.get', {});
    expect(last().sent).toEqual([]);
    last().opens();
    expect(last().sent.map((line) => JSON.parse(line))).toEqual([{ id: 1, name: 'settings.get', input: {} }]);
  });

  it('waits for a backend that starts slowly without calling it lost', async () => {
    const link = webLink(open);
    const asked = link.send('settings.get', {});
    last().breaks();
    await vi.advanceTimersByTimeAsync(300);
    expect(link.connection()).toBe('connecting');
    last().opens();
    last().says({ id: 1, reply: { ok: true, value: 1 } });
    expect(await asked).toEqual({ ok: true, value: 1 });
  });

  it('answers what was under way with "lost" and never sends it twice', async () => {
    const link = webLink(open);
    last().opens();
    const asked = link.send('case.delete', { caseIds: ['a'] });
    last().breaks();
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'link.lost' } });
    expect(link.connection()).toBe('lost');
    await vi.advanceTimersByTimeAsync(300);
    last().opens();
    expect(sockets).toHaveLength(2);
    expect(last().sent).toEqual([]);
  });

  it('comes back by itself and says so, so that screens read again', async () => {
    const link = webLink(open);
    const changed = vi.fn();
    link.onConnection(changed);
    last().opens();
    const before = link.generation();
    last().breaks();
    await vi.advanceTimersByTimeAsync(250);
    last().breaks();
    await vi.advanceTimersByTimeAsync(500);
    last().opens();
    expect(link.connection()).toBe('open');
    expect(link.generation()).toBe(before + 1);
    expect(changed).toHaveBeenCalledTimes(3);
  });

  it('passes on events that fit the contract and drops those that do not', () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const link = webLink(open);
    const heard = vi.fn();
    const stop = link.listen('case.changed', heard);
    last().opens();
    last().says({ event: 'case.changed', payload: { caseId: 'a' } });
    last().says({ event: 'case.changed', payload: { caseId: 7 } });
    last().says({ event: 'constructor', payload: {} });
    stop();
    last().says({ event: 'case.changed', payload: { caseId: 'b' } });
    expect(heard.mock.calls).toEqual([[{ caseId: 'a' }]]);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });
});
