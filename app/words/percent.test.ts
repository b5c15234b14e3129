import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { percent, riskPercent, riskRange, SAID_RISK, saidRisk } from './percent.ts';

const PUBLISHED = path.resolve('../shared/reference/llnm-net/predictions_validation.csv');

describe('a probability in words', () => {
  it('is never certain', () => {
    expect([percent(0.999), percent(0.001), percent(0.42)]).toEqual(['>99%', '<1%', '42%']);
  });

  it('is held to what a lateral-neck risk may say: from 5% to 95%', () => {
    expect([riskPercent(0.999), riskPercent(0.02), riskPercent(0.84)]).toEqual(['>95%', '<5%', '84%']);
    expect([riskPercent(0.95), riskPercent(0.05)]).toEqual(['95%', '5%']);
    expect([0.999, 0.02, 0.84].map(saidRisk)).toEqual([0.95, 0.05, 0.84]);
    expect(riskRange([0.71, 0.92])).toBe('71–92%');
    expect(riskRange([0.91, 0.999])).toBe('91% – >95%');
    expect(riskRange([0.96, 0.999])).toBe('>95%');
    expect(riskRange([0.001, 0.03])).toBe('<5%');
    expect([riskRange([0.948, 0.999]), riskRange([0.01, 0.052])]).toEqual(['≥95%', '≤5%']);
  });

  it.skipIf(!existsSync(PUBLISHED))(
    'stops below where the published network stops being right: its surest fifth has 4.6% metastases, not 1%',
    () => {
      const rows = readFileSync(PUBLISHED, 'utf8').trim().split(/\r?\n/).slice(1);
      const sorted = rows.map((row) => row.split(',').map(Number)).sort((a, b) => a[0]! - b[0]!);
      const lowest = sorted.slice(0, Math.round(sorted.length / 5));
      const mean = (column: number) => lowest.reduce((sum, row) => sum + row[column]!, 0) / lowest.length;
      expect(mean(0)).toBeCloseTo(0.01, 2);
      expect(mean(1)).toBeCloseTo(0.046, 3);
      expect(Math.abs(SAID_RISK.min - mean(1))).toBeLessThan(0.01);
    },
  );
});
