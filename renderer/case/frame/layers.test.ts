import { expect, it } from 'vitest';
import { FIRST_LAYERS, isOn, toggleLayer } from './layers.ts';

it('shows contours first, and never φ and activation on top of each other', () => {
  expect(isOn(FIRST_LAYERS, 'nodule')).toBe(true);
  expect(isOn(FIRST_LAYERS, 'phi')).toBe(false);
  const phi = toggleLayer(FIRST_LAYERS, 'phi');
  expect(phi).toMatchObject({ phi: true, cam: null, nodule: true });
  const cam = toggleLayer(phi, 'cam', 'margin');
  expect(cam).toMatchObject({ phi: false, cam: 'margin' });
  expect(toggleLayer(cam, 'phi')).toMatchObject({ phi: true, cam: null });
  expect(toggleLayer(cam, 'cam').cam).toBeNull();
});
