import type { Scene } from '../scene.ts';
import { smoothIntersection } from '../shapes.ts';
import { TISSUES } from '../tissue.ts';
import type { Structure } from './structure.ts';

/** The windpipe: wall, rings of cartilage, and the air that stops all sound. */
export function airway(scene: Scene): Structure[] {
  const { trachea } = scene.anatomy;
  const toAxis = (x: number, d: number) => Math.hypot(x, d - trachea.depth);
  return [
    {
      name: 'tracheaWall',
      distance: (x, _s, d) => toAxis(x, d) - trachea.radius,
      tissue: TISSUES.mucosa,
      wall: { peakDb: -19, thicknessMm: 0.14, roughness: 0.08 },
      curved: true,
    },
    {
      name: 'cartilage',
      distance: (x, s, d) => {
        const across = Math.abs(toAxis(x, d) - trachea.radius + 0.95) - 0.72;
        const phase = s / trachea.ringPitch - Math.round(s / trachea.ringPitch);
        const along = Math.abs(phase) * trachea.ringPitch - trachea.ringPitch * 0.36;
        return smoothIntersection(across, along, 0.8);
      },
      tissue: TISSUES.cartilage,
    },
    {
      name: 'air',
      distance: (x, s, d) =>
        toAxis(x, d) - trachea.radius + 1.75 + 0.12 * Math.cos((s / trachea.ringPitch) * 2 * Math.PI),
      tissue: TISSUES.fluid,
      wall: { peakDb: -5, thicknessMm: 0.2, roughness: 0.06 },
      blocks: 'air',
    },
  ];
}
