import { describe, expect, it } from 'vitest';
import { boundsOf, readSetting, showSetting } from './numberField.ts';

describe('a setting as it is typed', () => {
  it('is shown in percent and kept as a share', () => {
    expect(showSetting(0.52, 100, 0)).toBe('52');
    expect(readSetting('prevalence', '57', 100)).toBe(0.57);
    expect(readSetting('nearCapsuleMm', '2,5', 1)).toBe(2.5);
  });
  it('is not kept when it is impossible', () => {
    expect(readSetting('prevalence', '100', 100)).toBeNull();
    expect(readSetting('prevalence', '', 100)).toBeNull();
    expect(readSetting('inferenceThreads', '2.5', 1)).toBeNull();
    expect(readSetting('inferenceThreads', 'two', 1)).toBeNull();
  });
  it('says its bounds as its schema has them', () => {
    expect(boundsOf('prevalence', 100)).toEqual({ min: 1, max: 99 });
    expect(boundsOf('inferenceThreads', 1)).toEqual({ min: 1, max: 16 });
  });
});
