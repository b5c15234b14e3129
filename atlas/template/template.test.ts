import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADULT_GLAND, ADULT_VOLUME_ML, glandDimensions } from './dimensions.ts';
import { meshBox, meshVolumeMm3 } from './mesh.ts';
import { neighbours } from './neighbours.ts';
import { regionAt, regionId } from './regions.ts';
import { depthSpan, isthmusHeightSpan, lobeHeightSpan, lobeSpan } from './sections.ts';
import { glandShape } from './shape.ts';
import { type SurfaceMesh, surfaceNets } from './surfaceNets.ts';
import { buildTemplate, placeToPoint, pointToPlace, template } from './template.ts';

/**
 * How a mesh hangs together: its Euler characteristic (vertices − edges + faces; 2 for a body without holes), and
 * the directed edges that occur twice or lack their opposite (none in a closed, consistently wound surface).
 */
function connection(mesh: SurfaceMesh): { euler: number; badEdges: number } {
  const vertices = mesh.positions.length / 3;
  const directed = new Map<number, number>();
  const used = new Set<number>();
  for (let t = 0; t < mesh.indices.length; t += 3)
    for (let e = 0; e < 3; e++) {
      const a = mesh.indices[t + e]!;
      const b = mesh.indices[t + ((e + 1) % 3)]!;
      used.add(a);
      directed.set(a * vertices + b, (directed.get(a * vertices + b) ?? 0) + 1);
    }
  let badEdges = 0;
  for (const [key, n] of directed) {
    const opposite = (key % vertices) * vertices + Math.floor(key / vertices);
    if (n !== 1 || !directed.has(opposite)) badEdges++;
  }
  return { euler: used.size - directed.size / 2 + mesh.indices.length / 3, badEdges };
}

describe('the surface', () => {
  it.each([
    ['the default gland', ADULT_GLAND],
    ['a gland with a pyramidal lobe', glandDimensions({ pyramidalLobeHeight: 22 })],
    ['a small gland', glandDimensions({ lobeHeight: 40 })],
    ['a large gland', glandDimensions({ lobeHeight: 60 })],
  ])('%s is one closed body without holes, wound outward everywhere', (_, dimensions) => {
    const { mesh } = buildTemplate(dimensions);
    expect(connection(mesh)).toEqual({ euler: 2, badEdges: 0 });
    expect(meshVolumeMm3(mesh)).toBeGreaterThan(0);
  });

  it('has unit normals that point out of the gland, and vertices on its capsule', () => {
    const { mesh, shape } = template();
    let notUnit = 0;
    let offCapsule = 0;
    let notOutward = 0;
    for (let i = 0; i < mesh.positions.length; i += 3) {
      const p = [mesh.positions[i]!, mesh.positions[i + 1]!, mesh.positions[i + 2]!] as const;
      const n = [mesh.normals[i]!, mesh.normals[i + 1]!, mesh.normals[i + 2]!] as const;
      if (Math.abs(Math.hypot(...n) - 1) > 1e-4) notUnit++;
      if (Math.abs(shape(...p)) > 0.1) offCapsule++;
      const step = 0.3;
      const outside = shape(p[0] + step * n[0], p[1] + step * n[1], p[2] + step * n[2]);
      const inside = shape(p[0] - step * n[0], p[1] - step * n[1], p[2] - step * n[2]);
      if (outside <= 0 || inside >= 0) notOutward++;
    }
    expect({ notUnit, offCapsule, notOutward }).toEqual({ notUnit: 0, offCapsule: 0, notOutward: 0 });
  });

  it('is the same whether or not far blocks of the grid are skipped', () => {
    const shape = glandShape(ADULT_GLAND);
    const box = { min: [-40, -34, -28], max: [40, 34, 26] } as const;
    const quick = surfaceNets(shape, box, 1.7);
    // scaled down, the function is nowhere far from zero: no block is skipped, and the crossings are the same
    const exact = surfaceNets((x, y, z) => shape(x, y, z) * 1e-3, box, 1.7);
    expect(quick.indices).toEqual(exact.indices);
    expect(Math.max(...quick.positions.map((v, i) => Math.abs(v - exact.positions[i]!)))).toBeLessThan(1e-9);
  });

  it('is closed on every grid', () => {
    for (let step = 0.9; step < 2.2; step += 0.13)
      expect(connection(buildTemplate(ADULT_GLAND, step).mesh)).toEqual({ euler: 2, badEdges: 0 });
  });
});

describe('the size', () => {
  it('lies within the published ranges of an adult', () => {
    const t = template();
    const ml = meshVolumeMm3(t.mesh) / 1000;
    expect(ml).toBeCloseTo(ADULT_VOLUME_ML, 0);
    expect(ml).toBeGreaterThan(10);
    expect(ml).toBeLessThan(18);
    for (const side of ['left', 'right'] as const) {
      const height = lobeHeightSpan(t, side);
      expect(height.to - height.from).toBeGreaterThan(40);
      expect(height.to - height.from).toBeLessThan(60);
    }
    const isthmus = isthmusHeightSpan(t);
    expect(isthmus.to - isthmus.from).toBeGreaterThan(12);
    expect(isthmus.to - isthmus.from).toBeLessThan(22);
    const thickness = depthSpan(t, 0, -t.dimensions.isthmusBelowMiddle)!;
    expect(thickness.to - thickness.from).toBeGreaterThan(3);
    expect(thickness.to - thickness.from).toBeLessThan(6.5);
  });

  it('of a woman and a man has the published mean volume', () => {
    for (const [sex, ml] of [
      ['F', 12.5],
      ['M', 15],
    ] as const) {
      const { mesh } = buildTemplate(glandDimensions({ sex }));
      expect(Math.abs(meshVolumeMm3(mesh) / 1000 - ml)).toBeLessThan(0.4);
    }
  });

  it('follows a measured lobe height', () => {
    const small = meshBox(buildTemplate(glandDimensions({ lobeHeight: 42 })).mesh);
    expect(small.max[1] - small.min[1]).toBeGreaterThan(41);
    expect(small.max[1] - small.min[1]).toBeLessThan(43.5);
  });
});

describe('sides and regions', () => {
  const t = template();
  it('has the patient’s left lobe on +x, and the right lobe the larger', () => {
    expect(regionAt(t, [18, 0, -3]).side).toBe('left');
    expect(regionAt(t, [-18, 0, -3]).side).toBe('right');
    const left = lobeSpan(t, 'left', 0)!;
    const right = lobeSpan(t, 'right', 0)!;
    expect(left.from).toBeGreaterThan(0);
    expect(right.to).toBeLessThan(0);
    expect(right.to - right.from).toBeGreaterThan(left.to - left.from);
  });

  it('names the isthmus before the trachea, poles by thirds, medial and lateral by the lobe’s axis', () => {
    expect(regionAt(t, [0, -8, 12]).side).toBe('isthmus');
    expect(regionAt(t, [20, 20, -3]).pole).toBe('upper');
    expect(regionAt(t, [16, 0, -3]).pole).toBe('middle');
    expect(regionAt(t, [12, -20, -3]).pole).toBe('lower');
    expect(regionAt(t, [22, 0, -3]).across).toBe('lateral');
    expect(regionAt(t, [-11, 0, -3]).across).toBe('medial');
    expect(regionAt(t, [16, 0, 3]).depth).toBe('anterior');
    expect(regionAt(t, [16, 0, -10]).depth).toBe('posterior');
  });

  it('names mirrored places alike', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 3, max: 24, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: -12, max: 12, noNaN: true }),
        (x, y, z) => {
          const left = regionId(regionAt(t, [x, y, z]));
          const right = regionId(regionAt(t, [-x, y, z]));
          // the lobes differ by 1 % in height: a place that near a border may change its third
          const nearBorder = [-1 / 3, 1 / 3].some((b) => Math.abs(y / 25 - b) < 0.02);
          if (nearBorder) return;
          const mirrored = left.replace('left', 'right');
          const lateralBorder = Math.abs(x - 16 - 5.75 * (y / 25)) < 1;
          if (!lateralBorder) expect(right).toBe(mirrored);
        },
      ),
    );
  });

  it('turns a place into a point and back', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (rightToLeft, inferiorToSuperior, anteriorToPosterior) => {
        const place = { rightToLeft, inferiorToSuperior, anteriorToPosterior };
        const back = pointToPlace(placeToPoint(place));
        expect(back.rightToLeft).toBeCloseTo(rightToLeft, 9);
        expect(back.inferiorToSuperior).toBeCloseTo(inferiorToSuperior, 9);
        expect(back.anteriorToPosterior).toBeCloseTo(anteriorToPosterior, 9);
      }),
    );
    expect(placeToPoint({ rightToLeft: 0, inferiorToSuperior: 0, anteriorToPosterior: 0 })[0]).toBeLessThan(
      0,
    );
    expect(placeToPoint({ rightToLeft: 1, inferiorToSuperior: 1, anteriorToPosterior: 1 })[2]).toBeLessThan(
      0,
    );
  });
});

it('has neighbours that leave the gland free', () => {
  const { shape, dimensions } = template();
  const mesh = neighbours(dimensions);
  let inside = 0;
  for (let i = 0; i < mesh.positions.length; i += 3)
    if (shape(mesh.positions[i]!, mesh.positions[i + 1]!, mesh.positions[i + 2]!) < -0.5) inside++;
  expect(inside).toBe(0);
});
