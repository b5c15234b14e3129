import { expect, it } from 'vitest';
import { metricText } from './metricText.ts';

it('prints figures as the papers do', () => {
  expect(metricText(0.8361, [0.81, 0.8599])).toBe('0.836 (0.810–0.860)');
  expect(metricText(93, null)).toBe('93');
  expect(metricText(12.345, null)).toBe('12.3');
});
