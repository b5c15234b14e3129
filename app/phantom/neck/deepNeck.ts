import type { Distance } from '../gland.ts';
import { sheets } from '../noise.ts';
import type { Scene } from '../scene.ts';
import { ellipseDistance } from '../shapes.ts';
import { TISSUES } from '../tissue.ts';
import { fibreTexture } from './fibre.ts';
import type { Structure } from './structure.ts';

/** Loose tissue everywhere, the muscle before the spine, the spine, the gullet. */
export function deepNeck(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const [patches, fibres] = anatomy.noise;
  const floor = anatomy.glandFrontMm + 20.5;
  const spine: Distance = (x, s, d) =>
    floor +
    3.6 +
    0.006 * x * x +
    0.4 * Math.cos((s / 17) * 2 * Math.PI) +
    1.3 * patches(x * 0.14, s * 0.1, 4) -
    d;
  return [
    {
      name: 'connective',
      distance: () => -1,
      tissue: TISSUES.connective,
      texture: (x, s, d) =>
        6 * patches(x * 0.28, s * 0.22, d * 0.5) +
        10 * sheets(fibres(x * 0.13, s * 0.1, d * 0.55), 0.16) +
        6 * sheets(patches(x * 0.3 + 7, s * 0.25, d * 1.1), 0.12) -
        6,
    },
    {
      name: 'prevertebralMuscle',
      distance: (x, s, d) => {
        const hump = 3.2 * Math.exp(-(((Math.abs(x) - 12) / 6.5) ** 2));
        return floor - hump + 0.9 * patches(x * 0.13, s * 0.09, 21) + 0.03 * Math.abs(x) - d;
      },
      tissue: TISSUES.muscle,
      texture: fibreTexture(fibres, 0.9),
      wall: { peakDb: -18, thicknessMm: 0.22, roughness: 0.15 },
    },
    {
      name: 'spine',
      distance: spine,
      tissue: TISSUES.calcification,
      texture: () => -40,
      wall: { peakDb: -4, thicknessMm: 0.3, roughness: 0.3 },
      blocks: 'bone',
    },
    ...oesophagus(scene),
  ];
}

function oesophagus(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const x0 = anatomy.trachea.radius * 0.95;
  const d0 = anatomy.trachea.depth + anatomy.trachea.radius * 0.82;
  const outline = (x: number, d: number) => ellipseDistance(x - x0, d - d0, 4.6, 3.3);
  return [
    {
      name: 'oesophagus',
      distance: (x, _s, d) => outline(x, d),
      tissue: TISSUES.gutWall,
      wall: { peakDb: -19, thicknessMm: 0.14, roughness: 0.2 },
    },
    {
      name: 'mucosa',
      distance: (x, _s, d) => outline(x, d) + 1.7,
      tissue: TISSUES.mucosa,
      texture: (x, s, d) => 6 * anatomy.noise[1](x * 1.1, s * 0.6, d * 1.6),
    },
  ];
}
