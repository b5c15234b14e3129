import { expect, it } from 'vitest';
import type { Finding } from '../../../app/case/assessment.ts';
import { listedFindings, passedChecks } from './quality.ts';

const finding = (code: Finding['code'], severity: Finding['severity']): Finding => ({
  code,
  severity,
  view: null,
  values: {},
});

it('says what is in order only where nothing was found against it', () => {
  expect(passedChecks({ findings: [] })).toEqual(['scale', 'views', 'gland', 'picture', 'report']);
  expect(
    passedChecks({ findings: [finding('scaleMissing', 'warning'), finding('calipers', 'warning')] }),
  ).toEqual(['views', 'gland', 'report']);
});

it('lists what withholds the estimate first and does not repeat the call-out near the capsule', () => {
  const listed = listedFindings([
    finding('reportCut', 'note'),
    finding('nearCapsule', 'warning'),
    finding('calipers', 'warning'),
    finding('noGland', 'withholds'),
  ]);
  expect(listed.map((f) => f.code)).toEqual(['noGland', 'calipers', 'reportCut']);
});
