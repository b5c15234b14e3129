import { FailureError } from '../../app/failure.ts';
import type { NetworkManifest, NetworkRole, PackManifest } from '../../app/pack/manifest.ts';

/** The network of a pack that fills a role; a pack without it cannot assess. */
export function networkOf(manifest: PackManifest, role: NetworkRole): NetworkManifest {
  const network = manifest.networks.find((n) => n.role === role);
  if (!network) throw new FailureError('pack.networkMissing', { role, pack: manifest.name });
  return network;
}
