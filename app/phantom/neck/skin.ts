import { sheets } from '../noise.ts';
import type { Scene } from '../scene.ts';
import { TISSUES } from '../tissue.ts';
import type { Structure } from './structure.ts';

/** Dermis, fat with its septa, platysma, superficial fascia. */
export function skin(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const [waves, septa] = anatomy.noise;
  const skinFace = (x: number, s: number) => anatomy.skinMm + 0.15 * waves(x * 0.12, s * 0.12, 3);
  const fascia = (x: number, s: number) =>
    anatomy.fasciaMm + 0.45 * waves(x * 0.09, s * 0.07, 11) + 0.12 * waves(x * 0.4, s * 0.3, 17);
  return [
    {
      name: 'fat',
      distance: (x, s, d) => d - fascia(x, s),
      tissue: TISSUES.fat,
      texture: (x, s, d) =>
        17 * sheets(septa(x * 0.16, s * 0.13, d * 0.85), 0.12) + 3 * waves(x * 0.4, s * 0.4, d * 0.9) - 1,
      wall: { peakDb: -12, thicknessMm: 0.14, roughness: 0.12 },
    },
    {
      name: 'platysma',
      distance: (x, s, d) => Math.abs(d - fascia(x, s) + 0.75) - 0.32,
      tissue: TISSUES.muscle,
      wall: { peakDb: -18, thicknessMm: 0.1, roughness: 0.15 },
    },
    {
      name: 'skin',
      distance: (x, s, d) => d - skinFace(x, s),
      tissue: TISSUES.skin,
      texture: (x, s, d) => 8 * waves(x * 0.06, s * 0.06, d * 2.6) + 3 * waves(x * 0.5, s * 0.5, d * 2.5) - 1,
      wall: { peakDb: -13, thicknessMm: 0.12, roughness: 0.15 },
    },
  ];
}
