import type { Distance } from './gland.ts';
import type { Nodule } from './nodule.ts';
import { type Noise, sheets } from './noise.ts';
import type { Scene } from './scene.ts';
import { ellipseDistance, ellipsoidDistance, smoothIntersection, smoothStep, smoothUnion } from './shapes.ts';
import { TISSUES, type Tissue } from './tissue.ts';

/** One thing in the neck, painted over what was painted before it. Distances in mm, warped coordinates. */
export type Structure = {
  readonly name: string;
  readonly distance: Distance;
  readonly tissue: Tissue;
  /** Echo of the inside against the tissue's mean, dB. */
  readonly texture?: (x: number, s: number, d: number, inside: number) => number;
  /** A reflecting boundary: peak in dB at a right angle to the beam, Gaussian half-thickness in mm. */
  readonly wall?: { readonly peakDb: number; readonly thicknessMm: number; readonly roughness: number };
  /** What lies beneath is not reached by sound: the picture shows only echoes running back and forth. */
  readonly blocks?: 'air' | 'bone';
  /** Width of the transition of an ill-defined edge, mm. */
  readonly edgeMm?: number;
};

/** Everything in the neck in painting order, deep things first. */
export function structuresOf(scene: Scene): Structure[] {
  return [
    ...deepNeck(scene),
    ...muscles(scene),
    ...skin(scene),
    ...vessels(scene),
    ...airway(scene),
    ...gland(scene),
    ...calcificationsOf(scene),
  ];
}

function deepNeck(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const [patches, fibres] = anatomy.noise;
  const floor = anatomy.glandFrontMm + 22;
  const spine: Distance = (x, s, d) =>
    floor +
    4.2 +
    0.006 * x * x +
    0.9 * Math.cos((s / 17) * 2 * Math.PI) +
    0.6 * patches(x * 0.3, s * 0.3, 4) -
    d;
  return [
    {
      name: 'connective',
      distance: () => -1,
      tissue: TISSUES.connective,
      texture: (x, s, d) =>
        3.5 * patches(x * 0.35, s * 0.35, d * 0.6) +
        5 * sheets(fibres(x * 0.22, s * 0.15, d * 0.75), 0.12) -
        2.5,
    },
    ...[-1, 1].map((sign): Structure => {
      const centreX = sign * 12.5;
      return {
        name: 'longusColli',
        distance: (x, _s, d) => ellipseDistance(x - centreX, d - floor - 0.3, 8.5, 3.6),
        tissue: TISSUES.muscle,
        texture: fibreTexture(fibres, 0.9),
        wall: { peakDb: -17, thicknessMm: 0.16, roughness: 0.5 },
      };
    }),
    {
      name: 'spine',
      distance: spine,
      tissue: TISSUES.calcification,
      texture: () => -40,
      wall: { peakDb: -4, thicknessMm: 0.3, roughness: 0.6 },
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
      wall: { peakDb: -19, thicknessMm: 0.14, roughness: 0.5 },
    },
    {
      name: 'mucosa',
      distance: (x, _s, d) => outline(x, d) + 1.7,
      tissue: TISSUES.mucosa,
      texture: (x, s, d) => 6 * anatomy.noise[1](x * 1.1, s * 0.6, d * 1.6),
    },
  ];
}

/** Bundles of fibre run head to foot: dots across, long lines along. */
function fibreTexture(fibres: Noise, strength: number): NonNullable<Structure['texture']> {
  return (x, s, d) =>
    strength * (15 * sheets(fibres(x * 0.55, s * 0.075, d * 1.45), 0.13) - 2) +
    2.5 * fibres(x * 0.25 + 8, s * 0.1, d * 0.3);
}

function muscles(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const { fasciaMm, muscle, trachea } = anatomy;
  const fibres = anatomy.noise[2];
  // The straps drape over gland and windpipe and go on past the poles.
  const draped: Distance = (x, s, d) =>
    smoothUnion(scene.gland(x, s, d), Math.hypot(x, d - trachea.depth) - trachea.radius - 2.6, 3);
  const cos = Math.cos(muscle.scmTilt);
  const sin = Math.sin(muscle.scmTilt);
  const scm: Distance = (x, s, d) => {
    const u = Math.abs(x) - 27.5 - 0.12 * s;
    const w = d - muscle.scmDepth;
    return ellipseDistance(cos * u - sin * w, sin * u + cos * w, 14, 4.1);
  };
  const half = muscle.strapThickness * 0.52;
  const sternohyoid: Distance = (x, s, d) => {
    const a = Math.abs(x);
    const band = Math.max(fasciaMm + 0.25 - d, half + 0.15 - draped(x, s, d));
    const span = Math.max(1.1 - a, a - 17, d - anatomy.glandFrontMm - 3.5);
    return smoothIntersection(smoothIntersection(band, span, 1.5), 0.35 - scm(x, s, d), 1);
  };
  const sternothyroid: Distance = (x, s, d) => {
    const a = Math.abs(x);
    const sheet = draped(x, s, d);
    const band = Math.max(0.4 - sheet, sheet - half, fasciaMm + 0.5 - d);
    const span = Math.max(2.2 - a, a - 21, d - anatomy.glandFrontMm - 5.5);
    return smoothIntersection(smoothIntersection(band, span, 1.2), 0.35 - scm(x, s, d), 1);
  };
  const fascia = { peakDb: -15, thicknessMm: 0.12, roughness: 0.35 };
  return [
    {
      name: 'sternothyroid',
      distance: sternothyroid,
      tissue: TISSUES.muscle,
      texture: fibreTexture(fibres, 0.8),
      wall: fascia,
    },
    {
      name: 'sternohyoid',
      distance: sternohyoid,
      tissue: TISSUES.muscle,
      texture: fibreTexture(fibres, 0.9),
      wall: fascia,
    },
    {
      name: 'sternocleidomastoid',
      distance: scm,
      tissue: TISSUES.muscle,
      texture: fibreTexture(fibres, 1),
      wall: { peakDb: -11, thicknessMm: 0.16, roughness: 0.35 },
    },
  ];
}

function skin(scene: Scene): Structure[] {
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
      wall: { peakDb: -8, thicknessMm: 0.14, roughness: 0.35 },
    },
    {
      name: 'platysma',
      distance: (x, s, d) => Math.abs(d - fascia(x, s) + 0.75) - 0.32,
      tissue: TISSUES.muscle,
      wall: { peakDb: -16, thicknessMm: 0.1, roughness: 0.3 },
    },
    {
      name: 'skin',
      distance: (x, s, d) => d - skinFace(x, s),
      tissue: TISSUES.skin,
      texture: (x, s, d) => 3 * waves(x * 0.5, s * 0.5, d * 2.5),
      wall: { peakDb: -9, thicknessMm: 0.12, roughness: 0.3 },
    },
  ];
}

function airway(scene: Scene): Structure[] {
  const { trachea } = scene.anatomy;
  const toAxis = (x: number, d: number) => Math.hypot(x, d - trachea.depth);
  return [
    {
      name: 'tracheaWall',
      distance: (x, _s, d) => toAxis(x, d) - trachea.radius,
      tissue: TISSUES.mucosa,
      wall: { peakDb: -15, thicknessMm: 0.14, roughness: 0.4 },
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
      wall: { peakDb: -3, thicknessMm: 0.2, roughness: 0.3 },
      blocks: 'air',
    },
  ];
}

function gland(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const [patches, small, , follicles] = anatomy.noise;
  const hashimoto = scene.spec.parenchyma === 'hashimoto';
  const texture: Structure['texture'] = hashimoto
    ? (x, s, d) => {
        // Lymphocytic patches: dark micronodules between bright fibrous septa.
        const cells = follicles(x * 0.42, s * 0.36, d * 0.5) + 0.5 * small(x * 0.95, s * 0.8, d * 1.05);
        return -7 - 5.5 * smoothStep(-0.1, 0.45, cells) + 8 * sheets(cells + 0.12, 0.09);
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
      wall: { peakDb: -18, thicknessMm: 0.1, roughness: 0.45 },
    },
    ...scene.nodules.flatMap((nodule, i) => noduleStructures(nodule, anatomy.noise, i)),
  ];
}

const ECHO_AGAINST_GLAND = {
  anechoic: -30,
  markedlyHypoechoic: -14,
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
      distance: (x, s, d) => nodule.distance(x, s, d) - 0.25,
      tissue: { echoDb: TISSUES.gland.echoDb - 13, attenuationDbPerCmMHz: 0.5 },
      edgeMm: 0.2,
    });
  }
  const core = spec.halo ? 0.45 : 0;
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
    edgeMm: { smooth: 0.12, illDefined: 0.9, lobulated: 0.15, spiculated: 0.25 }[spec.margin],
    ...(spec.margin === 'smooth' && (spec.cysticShare ?? 0) > 0.5
      ? { wall: { peakDb: -20, thicknessMm: 0.12, roughness: 0.4 } }
      : {}),
  });
  if ((spec.cysticShare ?? 0) > 0 || (spec.spongiform ?? 0) > 0) {
    found.push({
      name: 'fluid',
      distance: nodule.fluid,
      tissue: TISSUES.fluid,
      ...((spec.cysticShare ?? 0) > 0 ? { wall: { peakDb: -21, thicknessMm: 0.12, roughness: 0.4 } } : {}),
    });
  }
  return found;
}

/** Bright grains and lumps inside the nodules. */
function calcificationsOf(scene: Scene): Structure[] {
  const lumps = scene.anatomy.noise[1];
  return scene.nodules.flatMap((nodule) =>
    nodule.calcifications.map((grain): Structure => {
      const { x, s, d, radius, coarse } = grain;
      return {
        name: coarse ? 'macrocalcification' : 'microcalcification',
        distance: (px, ps, pd) =>
          coarse
            ? ellipsoidDistance(px - x, ps - s, pd - d, radius * 1.15, radius * 1.1, radius * 0.8) +
              0.3 * radius * lumps(px * 1.2, ps * 1.2, pd * 1.2)
            : Math.hypot(px - x, ps - s, pd - d) - radius,
        tissue: coarse
          ? TISSUES.calcification
          : { echoDb: TISSUES.calcification.echoDb - 3, attenuationDbPerCmMHz: 4 },
        ...(coarse ? { wall: { peakDb: -4, thicknessMm: 0.25, roughness: 0.8 } } : {}),
      };
    }),
  );
}

function vessels(scene: Scene): Structure[] {
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
        wall: { peakDb: -16, thicknessMm: 0.13, roughness: 0.35 },
      },
      {
        name: 'carotidWall',
        distance: (x, s, d) => artery(x, s, d) - 0.75,
        tissue: TISSUES.vesselWall,
        wall: { peakDb: -14, thicknessMm: 0.16, roughness: 0.4 },
      },
      {
        name: 'carotid',
        distance: artery,
        tissue: TISSUES.blood,
        texture: (x, s, d, inside) => 9 * Math.exp(-inside / 0.7) + 3 * haze(x * 0.6, s * 0.4, d * 0.8),
        wall: { peakDb: -12, thicknessMm: 0.12, roughness: 0.3 },
      },
    );
  }
  return found;
}
