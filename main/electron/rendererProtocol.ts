import { protocol } from 'electron';
import { securityHeaders } from '../shell/contentSecurity.ts';
import { rendererFile } from '../shell/rendererFiles.ts';

/** The page's own origin under Electron: a standard, secure scheme instead of file://, so that CSP and origin checks hold. */
export const RENDERER_SCHEME = 'thyromap';
export const RENDERER_ORIGIN = `${RENDERER_SCHEME}://app`;

/** Must run before Electron is ready. */
export function declareRendererScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: RENDERER_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, with the same headers as the web host. */
export function serveRenderer(folder: string): void {
  protocol.handle(RENDERER_SCHEME, async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'app' ? await rendererFile(folder, url.pathname) : null;
    const headers = securityHeaders([]);
    if (!file) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'Content-Type': file.type } });
  });
}
