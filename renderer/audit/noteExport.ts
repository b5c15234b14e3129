import { useEffect } from 'react';
import type { ChannelInput, Link } from '../../app/contract/channels.ts';
import { currentRoute } from '../app/route.ts';
import { useLink } from '../link/link.ts';

type What = ChannelInput<'audit.noteExport'>['what'];
let link: Link | null = null;

/** Writes into the audit log that something of the case in view leaves the store: on paper or as a picture. */
export function noteExport(what: What): void {
  const { caseId } = currentRoute();
  if (caseId !== null) void link?.send('audit.noteExport', { caseId, what });
}

/** Keeps the link for `noteExport`, and notes every print, by the button or the browser's own command. */
export function useExportNotes(): void {
  const current = useLink();
  useEffect(() => {
    link = current;
    const printed = () => noteExport('print');
    window.addEventListener('beforeprint', printed);
    return () => window.removeEventListener('beforeprint', printed);
  }, [current]);
}
