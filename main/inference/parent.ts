/**
 * The inference process's end of its channel: a forked Node child (web host, CLI) talks over Node's IPC,
 * an Electron utility process over the message port that the shell hands it.
 */
export type Parent = { send(message: unknown): void };

type UtilityPort = {
  postMessage(message: unknown): void;
  on(event: 'message', heard: (event: { data: unknown }) => void): void;
  on(event: 'close', heard: () => void): void;
  start(): void;
};
type UtilityParent = { once(event: 'message', heard: (event: { ports: UtilityPort[] }) => void): void };

export function connectParent(heard: (message: unknown) => void): Parent {
  // Ctrl-C in a terminal reaches the whole process group; only the shell decides when this process ends.
  process.on('SIGINT', () => {});
  const utilityParent = (process as unknown as { parentPort?: UtilityParent }).parentPort;
  if (utilityParent) return connectUtility(utilityParent, heard);
  if (!process.send) throw new Error('the inference process is started by ThyroMap, not by hand');
  process.on('message', heard);
  // The backend is gone: nobody waits for an answer.
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => {
      process.send?.(message, (error: Error | null) => {
        if (error) process.exit(0);
      });
    },
  };
}

function connectUtility(parent: UtilityParent, heard: (message: unknown) => void): Parent {
  let port: UtilityPort | null = null;
  parent.once('message', (event) => {
    port = event.ports[0]!;
    port.on('message', (e) => heard(e.data));
    port.on('close', () => process.exit(0));
    port.start();
  });
  return { send: (message) => port?.postMessage(message) };
}
