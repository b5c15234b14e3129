import { afterEach, describe, expect, test } from 'vitest';
import type { FromBackend, ToBackend } from '../shell/protocol.ts';
import { connectShell, type ShellChannel } from './shellChannel.ts';

type Heard = (event: { data: unknown; ports: FakePort[] }) => void;

/** What Electron gives a utility process: a port to its parent, and message ports that the parent sends. */
class FakePort {
  readonly sent: unknown[] = [];
  isClosed = false;
  private readonly heard: Heard[] = [];
  private readonly closing: (() => void)[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  on(event: 'message' | 'close', heard: Heard | (() => void)): void {
    if (event === 'message') this.heard.push(heard as Heard);
    else this.closing.push(heard as () => void);
  }
  start(): void {}
  close(): void {
    this.isClosed = true;
  }
  arrive(data: unknown, ports: FakePort[] = []): void {
    for (const heard of this.heard) heard({ data, ports });
  }
  gone(): void {
    for (const heard of this.closing) heard();
  }
}

const here = process as unknown as { parentPort?: FakePort };
afterEach(() => {
  delete here.parentPort;
});

function underElectron(): {
  parent: FakePort;
  shell: ShellChannel;
  tell(message: ToBackend, ports?: FakePort[]): void;
} {
  const parent = new FakePort();
  here.parentPort = parent;
  return { parent, shell: connectShell(), tell: (message, ports) => parent.arrive(message, ports) };
}

async function started(pid: number) {
  const all = underElectron();
  const port = new FakePort();
  const starting = all.shell.startInference();
  expect(all.parent.sent).toEqual([{ kind: 'startInference' } satisfies FromBackend]);
  all.tell({ kind: 'inferenceStarted', pid }, [port]);
  return { ...all, port, inference: await starting };
}

describe('the backend under Electron', () => {
  test('hears the shell’s requests and notices when the shell is gone', () => {
    const { shell, tell, parent } = underElectron();
    const heard: ToBackend[] = [];
    let gone = false;
    shell.onMessage((message) => heard.push(message));
    shell.onGone(() => {
      gone = true;
    });
    tell({ kind: 'request', id: 1, name: 'app.info', input: {} });
    parent.gone();
    expect(heard).toEqual([{ kind: 'request', id: 1, name: 'app.info', input: {} }]);
    expect(gone).toBe(true);
  });

  test('asks the shell for an inference process and talks to it over the port that comes', async () => {
    const { port, inference } = await started(4711);
    const answers: unknown[] = [];
    inference.onMessage((answer) => answers.push(answer));
    inference.send({ kind: 'load' });
    port.arrive({ ok: true });
    expect(port.sent).toEqual([{ kind: 'load' }]);
    expect(answers).toEqual([{ ok: true }]);
    expect(inference.pid).toBe(4711);
  });

  test('has the shell end it, and learns once that it has ended', async () => {
    const { parent, port, inference, tell } = await started(4711);
    const reasons: string[] = [];
    inference.onClose((reason) => reasons.push(reason));
    inference.kill();
    expect(parent.sent.at(-1)).toEqual({ kind: 'killInference', pid: 4711 });
    tell({ kind: 'inferenceEnded', pid: 4712, reason: 'another one' });
    tell({ kind: 'inferenceEnded', pid: 4711, reason: 'exit code 9' });
    tell({ kind: 'inferenceEnded', pid: 4711, reason: 'exit code 9' });
    expect(reasons).toEqual(['exit code 9']);
    expect(port.isClosed).toBe(true);
    inference.send({ kind: 'run' });
    expect(port.sent).toEqual([]);
    inference.onClose((reason) => reasons.push(`late: ${reason}`));
    expect(reasons.at(-1)).toBe('late: exit code 9');
  });

  test('may ask for two at once: the trial of an imported pack runs beside the assessments', async () => {
    const { shell, tell } = underElectron();
    const starting = [shell.startInference(), shell.startInference()];
    const ports = [new FakePort(), new FakePort()];
    tell({ kind: 'inferenceStarted', pid: 1 }, [ports[0]!]);
    tell({ kind: 'inferenceStarted', pid: 2 }, [ports[1]!]);
    const [first, second] = await Promise.all(starting);
    second!.send('to the second');
    expect([first!.pid, second!.pid]).toEqual([1, 2]);
    expect(ports.map((port) => port.sent)).toEqual([[], ['to the second']]);
  });

  test('is told when it does not come up', async () => {
    const { shell, tell } = underElectron();
    const starting = shell.startInference();
    tell({ kind: 'inferenceEnded', pid: null, reason: 'exit code 127' });
    await expect(starting).rejects.toThrow('exit code 127');
  });
});
