import { useEffect } from 'react';
import { useLink } from '../link/link.ts';

/** The backend locks when nobody works; it is told of keys and pointer no more often than this. */
const EVERY_MS = 15_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Tells the backend that somebody is at the screen. */
export function useActivity(): void {
  const link = useLink();
  useEffect(() => {
    let last = 0;
    const active = () => {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      void link.send('access.active', {});
    };
    for (const sign of SIGNS) window.addEventListener(sign, active, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, active);
    };
  }, [link]);
}
