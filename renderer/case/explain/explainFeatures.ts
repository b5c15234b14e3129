import type { AssessedView, FeatureName } from '../../../app/case/assessment.ts';
import { integrate } from '../../../app/explanation/contributions.ts';
import { percent, riskPercent } from '../../words/format.ts';
import { decimals, length, sumOfParts } from '../format.ts';
import { distanceRows, phiRows } from './explainPlace.ts';
import type { ExplainContext, Explanation } from './explanation.ts';

/** What is said about the features: contributions, responses, and what was measured for each in this case. */

export function explainFeatures(context: ExplainContext): Explanation {
  const { t, assessment } = context;
  const all = assessment?.features ?? [];
  return {
    title: t('result.features'),
    paragraphs: all.length || !assessment?.risk ? howMade(context) : [t('explanation.noContributions')],
    rows: [
      ...all.map((f) => ({
        label: t(`feature.${f.name}`),
        value: `${decimals(f.contribution)} × ${decimals(f.response)}`,
        topic: { kind: 'feature' as const, name: f.name },
      })),
      ...(all.length ? [{ label: t('result.row.sum'), value: sumOfParts(integrate(all)) }] : []),
    ],
    source: sourceOf(context),
  };
}

const byOcclusion = ({ assessment }: ExplainContext) => assessment?.explained?.contributions === 'occlusion';

/** What contribution and response mean, by the method that made them. */
function howMade(context: ExplainContext): string[] {
  const { t } = context;
  return byOcclusion(context)
    ? [t('explanation.why.occlusion'), t('explanation.why.occlusionResponse'), t('explanation.why.without')]
    : [t('result.why.features'), t('result.why.response')];
}

function sourceOf(context: ExplainContext): string {
  return context.t(byOcclusion(context) ? 'explanation.source' : 'result.source.features');
}

export function contributionRow(name: FeatureName, { t, assessment }: ExplainContext): Explanation['rows'] {
  const found = assessment?.features.find((f) => f.name === name);
  if (!found) return [];
  return [
    { label: t('result.row.contribution'), value: decimals(found.contribution) },
    { label: t('result.row.response'), value: decimals(found.response) },
    { label: t('result.row.product'), value: decimals(found.contribution * found.response) },
    ...(found.without === undefined
      ? []
      : [{ label: t('explanation.row.without'), value: riskPercent(found.without) }]),
  ];
}

export function explainFeature(name: FeatureName, context: ExplainContext): Explanation {
  const { t } = context;
  return {
    title: t(`feature.${name}`),
    paragraphs: [t(`result.why.feature.${name}`), ...howMade(context).slice(1)],
    rows: [
      ...contributionRow(name, context),
      ...featureValues(name, context),
      { label: t('result.row.features'), value: t('result.row.showAll'), topic: { kind: 'features' } },
    ],
    source: sourceOf(context),
  };
}

/** What was measured for a feature in this case. */
function featureValues(name: FeatureName, context: ExplainContext): Explanation['rows'] {
  const { t, assessment } = context;
  const perView = (value: (view: AssessedView) => string | null) =>
    (assessment?.views ?? []).flatMap((view) => {
      const text = value(view);
      return text === null ? [] : [{ label: t(`view.${view.kind}`), value: text }];
    });
  switch (name) {
    case 'location':
      return [...distanceRows(context), ...context.views.flatMap((view) => phiRows(view, context))];
    case 'echogenicity':
      return perView((view) =>
        view.echogenicity === null ? null : t('result.greyLevels', { value: view.echogenicity.toFixed(0) }),
      );
    case 'shape':
      return perView((view) => {
        if (!view.shape) return null;
        const { lengthPx, widthPx, ratio } = view.shape;
        const size = `${length(lengthPx, view.spacingMmPerPx)} × ${length(widthPx, view.spacingMmPerPx)}`;
        return t('result.shapeValue', { size, ratio: ratio.toFixed(2) });
      });
    case 'report':
      return strongestWords(context);
    case 'sex':
      return assessment?.facts.sex
        ? [{ label: t('result.sex'), value: t(`sex.${assessment.facts.sex}`) }]
        : [{ label: t('result.sex'), value: t('result.notGiven') }];
    case 'age':
      return [
        { label: t('result.age'), value: assessment?.facts.ageYears?.toString() ?? t('result.notGiven') },
      ];
    case 'internalMorphology':
    case 'margin':
      return [];
  }
}

/** The report's five heaviest parts (in older assessments words), so that the shading can be read as numbers. */
export function strongestWords({ assessment }: ExplainContext): Explanation['rows'] {
  if (!assessment || assessment.explained?.reportTokens === false) return [];
  const { tokens, facts, explained } = assessment;
  if (explained?.partsOnRequest && !explained.reportParts) return [];
  const weighed = explained?.reportParts
    ? explained.reportParts.map((part, index) => ({
        ...part,
        text: '',
        weight: part.share,
        topic: { kind: 'reportPart' as const, index },
      }))
    : tokens.map((token, index) => ({ ...token, topic: { kind: 'token' as const, index } }));
  return weighed
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 5)
    .map(({ start, end, text, weight, topic }) => ({
      label: facts.report.slice(start, end) || text,
      value: percent(weight),
      topic,
    }));
}
