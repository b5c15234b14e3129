import fc from 'fast-check';
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { type Point3, template } from '../../atlas/template/template.ts';
import { LABEL_HEIGHT, layoutLabels, type PlacedLabel } from './labelLayout.ts';
import { axesOf, DISTANCE_MM, type Eye } from './orbit.ts';
import { eyeDistance, FIELD_OF_VIEW, liftOf, onPanel, pixelsPerMm, type Stand } from './projection.ts';
import { regionMarks } from './regionMarks.ts';

const eyes: fc.Arbitrary<Eye> = fc.record({
  yaw: fc.double({ min: -7, max: 7, noNaN: true }),
  pitch: fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
  distance: fc.double({ min: DISTANCE_MM.near, max: DISTANCE_MM.far, noNaN: true }),
});
const stands: fc.Arbitrary<Stand> = fc.record({
  eye: eyes,
  middle: fc.constant<Point3>([0, 0, -2]),
  width: fc.integer({ min: 200, max: 2000 }),
  height: fc.integer({ min: 180, max: 1400 }),
});
const t = template();

function overlap(a: PlacedLabel, b: PlacedLabel): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + LABEL_HEIGHT &&
    b.top < a.top + LABEL_HEIGHT
  );
}

describe('the region labels', () => {
  it('never overlap and never leave their room, however the gland is turned and the panel sized', () => {
    let most = 0;
    fc.assert(
      fc.property(stands, fc.infiniteStream(fc.integer({ min: 40, max: 190 })), (stand, widths) => {
        const wishes = regionMarks(t).map(({ region, point }) => ({
          id: region,
          width: widths.next().value!,
          ...onPanel(point, stand),
        }));
        const room = { left: 8, right: stand.width - 8, top: 76, bottom: stand.height - 90 };
        const placed = layoutLabels(wishes, room);
        most = Math.max(most, placed.length);
        for (const [i, label] of placed.entries()) {
          expect(label.left).toBeGreaterThanOrEqual(room.left - 1e-6);
          expect(label.left + label.width).toBeLessThanOrEqual(room.right + 1e-6);
          expect(label.top).toBeGreaterThanOrEqual(room.top - 1e-6);
          expect(label.top + LABEL_HEIGHT).toBeLessThanOrEqual(room.bottom + 1e-6);
          for (const other of placed.slice(i + 1)) expect(overlap(label, other)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
    expect(most).toBe(13);
  });

  it('keep the regions nearest to the viewer where there is no room for all', () => {
    const wishes = [1, 2, 3, 4].map((near) => ({ id: `${near}`, x: 200, y: 100, near, width: 50 }));
    const room = { left: 0, right: 400, top: 0, bottom: 2 * LABEL_HEIGHT + 4 };
    expect(
      layoutLabels(wishes, room)
        .map((l) => l.id)
        .sort(),
    ).toEqual(['3', '4']);
  });

  it('are left out where they would cover the gland that they name', () => {
    const wish = (id: string, x: number, y: number) => ({ id, x, y, near: 0, width: 140 });
    const wishes = [wish('right', 110, 100), wish('left', 250, 100)];
    const room = { left: 10, right: 350, top: 0, bottom: 300 };
    expect(layoutLabels(wishes, room)).toEqual([]);
    expect(layoutLabels(wishes, { ...room, left: -200, right: 600 })).toHaveLength(2);
  });

  it('stand for all thirteen regions, each marked on the capsule inside its own region', () => {
    expect(regionMarks(t)).toHaveLength(13);
    for (const { point } of regionMarks(t)) expect(Math.abs(t.shape(...point))).toBeLessThan(0.05);
  });
});

describe('a point on the panel', () => {
  it('is where three’s own camera puts it', () => {
    fc.assert(
      fc.property(
        stands,
        fc.tuple(
          fc.double({ min: -30, max: 30, noNaN: true }),
          fc.double({ min: -30, max: 30, noNaN: true }),
          fc.double({ min: -20, max: 20, noNaN: true }),
        ),
        (stand, point) => {
          const camera = new PerspectiveCamera(FIELD_OF_VIEW, stand.width / stand.height, 5, 900);
          const { up, toward } = axesOf(stand.eye);
          const back = eyeDistance(stand.eye, camera.aspect);
          camera.position.set(
            ...(stand.middle.map((m, a) => m + toward[a]! * back) as [number, number, number]),
          );
          camera.up.set(...up);
          camera.lookAt(...stand.middle);
          const { width, height } = stand;
          camera.setViewOffset(width, height, 0, liftOf(height) * height, width, height);
          camera.updateMatrixWorld();
          const seen = new Vector3(...point).project(camera);
          const ours = onPanel(point, stand);
          expect(ours.x).toBeCloseTo(((seen.x + 1) / 2) * stand.width, 3);
          expect(ours.y).toBeCloseTo(((1 - seen.y) / 2) * stand.height, 3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells how many pixels a millimetre takes at the gland’s middle', () => {
    const stand = {
      eye: { yaw: 0, pitch: 0, distance: 168 },
      middle: [0, 0, 0] as Point3,
      width: 800,
      height: 600,
    };
    const a = onPanel([0, 0, 0], stand);
    const b = onPanel([10, 0, 0], stand);
    expect((b.x - a.x) / 10).toBeCloseTo(pixelsPerMm(stand), 6);
  });
});
