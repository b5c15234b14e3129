import type { Assessment, Finding, FindingCode } from '../../../app/case/assessment.ts';

/** What was checked and found in order, shown beside what was not. */
export const CHECKS = ['scale', 'views', 'gland', 'picture', 'report'] as const;
export type Check = (typeof CHECKS)[number];

/** The findings that contradict a check. */
const AGAINST: Record<Check, readonly FindingCode[]> = {
  scale: ['scaleMissing'],
  views: ['viewMissing', 'viewsDisagree', 'viewDoubtful'],
  gland: ['noGland', 'noduleOutsideGland'],
  picture: ['calipers', 'blur', 'lowContrast', 'textBurnedIn', 'colour', 'notThyroid'],
  report: ['reportMissing', 'reportCut', 'reportNotUnderstood'],
};

/** The checks with nothing against them. */
export function passedChecks(assessment: Pick<Assessment, 'findings'>): Check[] {
  return CHECKS.filter(
    (check) => !assessment.findings.some((finding) => AGAINST[check].includes(finding.code)),
  );
}

const ORDER: Record<Finding['severity'], number> = { withholds: 0, warning: 1, note: 2 };

/** The call-out near the capsule stands above, a missing second opinion in its own row below. */
const TOLD_ELSEWHERE: readonly FindingCode[] = ['nearCapsule', 'opinionFailed'];

/** What weighs most first. */
export function listedFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .filter((finding) => !TOLD_ELSEWHERE.includes(finding.code))
    .toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}
