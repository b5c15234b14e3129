import type { Distance } from '../gland.ts';
import type { Scene } from '../scene.ts';
import { ellipseDistance } from '../shapes.ts';
import { TISSUES } from '../tissue.ts';
import type { Structure } from './structure.ts';

/** Common carotid artery and internal jugular vein of both sides. */
export function vessels(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const { carotid, jugular } = anatomy;
  const haze = anatomy.noise[3];
  const found: Structure[] = [];
  for (const sign of [-1, 1]) {
    const artery: Distance = (x, s, d) =>
      Math.hypot(sign * x - carotid.x - 0.03 * s, d - carotid.d + 0.02 * s) - carotid.radius;
    const vein: Distance = (x, s, d) =>
      ellipseDistance(sign * x - jugular.x - 0.05 * s, d - jugular.d, jugular.semiX, jugular.semiD);
    found.push(
      {
        name: 'jugular',
        distance: vein,
        tissue: TISSUES.blood,
        texture: (x, s, d, inside) => 7 * Math.exp(-inside / 0.6) + 4 * haze(x * 0.4 + 9, s * 0.4, d * 0.8),
        wall: { peakDb: -16, thicknessMm: 0.13, roughness: 0.12 },
      },
      {
        name: 'carotidWall',
        distance: (x, s, d) => artery(x, s, d) - 0.75,
        tissue: TISSUES.vesselWall,
        wall: { peakDb: -14, thicknessMm: 0.16, roughness: 0.1 },
        curved: true,
      },
      {
        name: 'carotid',
        distance: artery,
        tissue: TISSUES.blood,
        texture: (x, s, d, inside) => 9 * Math.exp(-inside / 0.7) + 3 * haze(x * 0.6, s * 0.4, d * 0.8),
        wall: { peakDb: -12, thicknessMm: 0.12, roughness: 0.15 },
      },
    );
  }
  return found;
}
