import type { Distance } from '../gland.ts';
import type { Scene } from '../scene.ts';
import { ellipseDistance, smoothIntersection, smoothUnion } from '../shapes.ts';
import { TISSUES } from '../tissue.ts';
import { fibreTexture } from './fibre.ts';
import type { Structure } from './structure.ts';

/** The strap muscles over the gland and the sternocleidomastoid beside them. */
export function muscles(scene: Scene): Structure[] {
  const { anatomy } = scene;
  const { fasciaMm, muscle, trachea } = anatomy;
  const fibres = anatomy.noise[2];
  // The straps drape over gland and windpipe and go on past the poles.
  const draped: Distance = (x, s, d) =>
    smoothUnion(scene.glandEnvelope(x, s, d), Math.hypot(x, d - trachea.depth) - trachea.radius - 2.6, 3);
  const cos = Math.cos(muscle.scmTilt);
  const sin = Math.sin(muscle.scmTilt);
  const scm: Distance = (x, s, d) => {
    const u = Math.abs(x) - 27.5 - 0.12 * s;
    const w = d - muscle.scmDepth;
    return ellipseDistance(cos * u - sin * w, sin * u + cos * w, 14, 4.1);
  };
  // The midline raphe is wider in some necks than in others.
  const midline = 0.5 + 0.9 * Math.abs(fibres(3, 5, 7));
  const half = muscle.strapThickness * 0.52;
  const sternohyoid: Distance = (x, s, d) => {
    const a = Math.abs(x);
    const band = Math.max(fasciaMm + 0.25 - d, half + 0.15 - draped(x, s, d));
    const span = Math.max(midline - a, a - 17, d - anatomy.glandFrontMm - 3.5);
    return smoothIntersection(smoothIntersection(band, span, 1.5), 0.35 - scm(x, s, d), 1);
  };
  const sternothyroid: Distance = (x, s, d) => {
    const a = Math.abs(x);
    const sheet = draped(x, s, d);
    const band = Math.max(0.4 - sheet, sheet - half, fasciaMm + 0.5 - d);
    const span = Math.max(midline + 0.9 - a, a - 21, d - anatomy.glandFrontMm - 5.5);
    return smoothIntersection(smoothIntersection(band, span, 1.2), 0.35 - scm(x, s, d), 1);
  };
  const fascia = { peakDb: -19, thicknessMm: 0.12, roughness: 0.12 };
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
      wall: { peakDb: -15, thicknessMm: 0.14, roughness: 0.12 },
    },
  ];
}
