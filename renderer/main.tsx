import '@mantine/core/styles.css';
import '@fontsource-variable/inter/wght.css';
import './theme/room.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { electronLink } from './link/electronLink.ts';
import type { ConnectedLink } from './link/link.ts';
import { openPageSocket, webLink } from './link/webLink.ts';

/** Electron's bridge where there is one, else the host's socket; `?fake` in development needs no backend. */
async function chooseLink(): Promise<ConnectedLink> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    return (await import('./link/fakeLink.ts')).fakeLink();
  }
  return window.thyromap ? electronLink(window.thyromap) : webLink(openPageSocket);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const link = await chooseLink();
createRoot(root).render(<App link={link} />);

// Only asked for where the machine has no Chinese font of its own; 100 faces need not delay the first paint.
void import('@fontsource-variable/noto-sans-sc/wght.css');
