import {
  AIMS,
  type CheckName,
  type ExplanationMethod,
  type Faithfulness,
  provenMethods,
} from '../../../app/explanation/faithfulness.ts';

const METHODS: Record<ExplanationMethod, string> = {
  occlusion: 'contributions by two-sided occlusion',
  rollout: 'contributions by attention rollout (the paper’s)',
  reportTokens: 'parts of the report by two-sided occlusion',
  camLocation: 'Grad-CAM++ on the location map',
  camTexture: 'Grad-CAM++ on the texture crop',
  camMargin: 'Grad-CAM++ on the margin mosaic',
};
const CHECKS: Record<CheckName, string> = {
  rankAgreement: 'rank agreement with the change of the risk when the feature is occluded',
  deletion: 'deletion: area gained over a random order, units of risk',
  insertion: 'insertion: area gained over a random order, units of risk',
  randomWeights: 'rank correlation left when all weights are shuffled',
  noise: 'rank correlation under 1% input noise',
  exactShapley: 'rank agreement with exact Shapley values (256 runs a case)',
  generatorTerms: 'rank agreement with the generator’s own terms',
};

/** The card's table, in the words of the card (English). */
export function cardSection(faithfulness: Faithfulness): string {
  const shown = provenMethods(faithfulness, faithfulness.of);
  const aim = (check: CheckName): string => {
    const found = AIMS[check];
    if (!found) return '–';
    if (check === 'deletion' || check === 'insertion') return 'interval above 0';
    return found.atLeast === undefined ? `below ${found.below}` : `at least ${found.atLeast}`;
  };
  const rows = faithfulness.checks.map(({ method, check, value, interval, cases, passed }) =>
    [
      METHODS[method],
      CHECKS[check],
      `${value.toFixed(3)}${interval ? ` (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : ''}`,
      aim(check),
      cases,
      passed === null ? '–' : passed ? 'passed' : '**failed**',
    ].join(' | '),
  );
  const left = (Object.keys(METHODS) as ExplanationMethod[]).filter((method) => !shown.has(method));
  return `Measured by \`${faithfulness.command}\` on ${faithfulness.on}, through onnxruntime; 95% bootstrap intervals over cases. Weights: SHA-256 ${faithfulness.of.slice(0, 12)}….

| explanation | check | value (95%) | aim | cases | |
|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}

${left.length === 0 ? 'All of them are shown.' : `Not shown by the product, because a check failed: ${left.map((method) => METHODS[method]).join('; ')}.`}
`;
}
