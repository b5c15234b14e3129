import type { Nodule } from '../nodule.ts';
import { type Noise, sheets } from '../noise.ts';
import type { Scene } from '../scene.ts';
import { ellipsoidDistance, smoothStep } from '../shapes.ts';
import { TISSUES } from '../tissue.ts';
import type { Structure } from './structure.ts';

/** The gland with its capsule, and the nodules in it. */
export function thyroid(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const [patches, small, , follicles] = anatomy.noise;
  const hashimoto = scene.spec.parenchyma === 'hashimoto';
  const texture: Structure['texture'] = hashimoto
    ? (x, s, d) => {
        // Lymphocytic patches: dark micronodules between bright fibrous septa.
        const cells = follicles(x * 0.42, s * 0.36, d * 0.5) + 0.5 * small(x * 0.95, s * 0.8, d * 1.05);
        const septa =
          sheets(patches(x * 0.2, s * 0.17, d * 0.75), 0.13) *
          smoothStep(-0.2, 0.4, small(x * 0.3, s * 0.25, d * 0.6));
        return -3 - 5 * smoothStep(-0.2, 0.5, cells) + 9 * septa;
      }
    : (x, s, d) => {
        const vessel = follicles(x * 0.3, s * 0.3, d * 0.34);
        return (
          1.3 * patches(x * 0.22, s * 0.2, d * 0.25) +
          1.1 * small(x * 0.9, s * 0.9, d * 0.9) -
          9 * smoothStep(0.7, 0.8, vessel)
        );
      };
  return [
    {
      name: 'gland',
      distance: scene.gland,
      tissue: TISSUES.gland,
      texture,
      wall: { peakDb: -18, thicknessMm: 0.1, roughness: 0.12 },
    },
    ...scene.nodules.flatMap((nodule, i) => noduleStructures(nodule, anatomy.noise, i)),
  ];
}

const ECHO_AGAINST_GLAND = {
  anechoic: -30,
  markedlyHypoechoic: -13.5,
  hypoechoic: -9,
  isoechoic: 0.5,
  hyperechoic: 5,
} as const;

function noduleStructures(nodule: Nodule, noise: readonly Noise[], index: number): Structure[] {
  const { spec } = nodule;
  const [coarse, fine] = noise;
  const patchy = spec.heterogeneity ?? 0.3;
  const found: Structure[] = [];
  if (spec.halo) {
    found.push({
      name: 'halo',
      distance: (x, s, d) => nodule.distance(x, s, d) - 0.28 - 0.4 * coarse(x * 0.45, s * 0.4, d * 0.45),
      tissue: { echoDb: TISSUES.gland.echoDb - 12, attenuationDbPerCmMHz: 0.5 },
      edgeMm: 0.35,
    });
  }
  // The rim's outer 0.28 mm lie around the nodule, the rest is its own.
  const core = spec.halo ? Math.max(0.4, (spec.haloMm ?? 0) - 0.28) : 0;
  const solid = spec.echogenicity === 'anechoic' ? TISSUES.fluid.attenuationDbPerCmMHz : 0;
  const suspicious = spec.echogenicity === 'markedlyHypoechoic' || spec.margin === 'spiculated';
  found.push({
    name: `nodule${index}`,
    distance: (x, s, d) => nodule.distance(x, s, d) + core,
    tissue: {
      echoDb: TISSUES.gland.echoDb + ECHO_AGAINST_GLAND[spec.echogenicity],
      attenuationDbPerCmMHz: solid || (suspicious ? 0.85 : 0.5),
    },
    texture: (x, s, d) =>
      patchy * (7 * coarse(x * 0.55 + 5, s * 0.5, d * 0.6) + 5 * fine(x * 1.3, s * 1.2, d * 1.4 + 7)),
    edgeMm: { smooth: 0.12, illDefined: 0.7, lobulated: 0.15, spiculated: 0.25 }[spec.margin],
    ...(spec.margin === 'smooth' && (spec.cysticShare ?? 0) > 0.5
      ? { wall: { peakDb: -20, thicknessMm: 0.12, roughness: 0.1 } }
      : {}),
  });
  if ((spec.cysticShare ?? 0) > 0 || (spec.spongiform ?? 0) > 0 || (spec.necrosis ?? 0) > 0) {
    found.push({
      name: 'fluid',
      distance: nodule.fluid,
      tissue: TISSUES.fluid,
      ...((spec.cysticShare ?? 0) > 0 ? { wall: { peakDb: -21, thicknessMm: 0.12, roughness: 0.1 } } : {}),
    });
  }
  return found;
}

/** Coarse calcifications: bright lumps that throw a shadow. */
export function lumps(scene: Scene): Structure[] {
  const rough = scene.anatomy.noise[1];
  return scene.nodules
    .flatMap(({ lump, moreLumps }) => (lump ? [lump, ...moreLumps] : moreLumps))
    .map(
      ({ x, s, d, radius }): Structure => ({
        name: 'calcification',
        distance: (px, ps, pd) =>
          ellipsoidDistance(px - x, ps - s, pd - d, radius * 1.15, radius * 1.1, radius * 0.8) +
          0.3 * radius * rough(px * 1.2, ps * 1.2, pd * 1.2),
        tissue: TISSUES.calcification,
        wall: { peakDb: -3, thicknessMm: 0.25, roughness: 0.7 },
      }),
    );
}
