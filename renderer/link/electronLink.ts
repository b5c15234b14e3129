import type { Link } from '../../app/contract/channels.ts';
import type { ConnectedLink } from './link.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload: exactly the contract's two functions. */
    thyromap?: Link;
  }
}

/** Electron's link: the shell restarts the backend itself, so it counts as always open. */
export function electronLink(bridge: Link): ConnectedLink {
  return {
    send: (name, input) => bridge.send(name, input),
    listen: (name, heard) => bridge.listen(name, heard),
    connection: () => 'open',
    generation: () => 1,
    onConnection: () => () => {},
  };
}
