import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cpdt } from '../../../app/location/cpdt.ts';
import { emptyMask } from '../../../app/segmentation/mask.ts';
import { paintStroke } from '../edit/brush.ts';
import { capsuleDistance } from './capsuleDistance.ts';

const spot = fc.record({ x: fc.integer({ min: 0, max: 64 }), y: fc.integer({ min: 0, max: 48 }) });

it('gives the same distances and φ as the whole frame, also where the gland runs out of the picture', () => {
  fc.assert(
    fc.property(
      spot,
      spot,
      fc.integer({ min: 3, max: 30 }),
      fc.integer({ min: 1, max: 9 }),
      (g, n, big, small) => {
        const gland = emptyMask(64, 48);
        const nodule = emptyMask(64, 48);
        paintStroke(gland, g, { x: g.x + 12, y: g.y }, big, 1);
        paintStroke(nodule, n, n, small, 1);
        const whole = cpdt(gland, nodule);
        const local = capsuleDistance(gland, nodule);
        if (!whole || !local) {
          expect(local).toBe(whole);
          return;
        }
        expect(local.minDistancePx).toBe(whole.minDistancePx);
        expect(local.maxDistancePx).toBe(whole.maxDistancePx);
        expect(local.maxPhi).toBe(whole.maxPhi);
        expect(local.outsideShare).toBe(whole.outsideShare);
        expect(local.centralPoint).toEqual(whole.centralPoint);
        expect(local.nodulePoint).toEqual(whole.nodulePoint);
        expect(local.capsulePoint).toEqual(whole.capsulePoint);
        for (let y = 0; y < local.height; y++)
          for (let x = 0; x < local.width; x++)
            expect(local.phi[y * local.width + x]).toBe(whole.phi[(y + local.top) * 64 + x + local.left]);
      },
    ),
    { numRuns: 80 },
  );
});
