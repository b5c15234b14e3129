import type { AssessedView, Assessment, FeatureName } from '../../../app/case/assessment.ts';
import { ASSESSMENT_STEPS } from '../../../app/case/assessment.ts';
import type { ViewKind } from '../../../app/case/patientCase.ts';
import { integrate } from '../../../app/explanation/contributions.ts';
import type { Settings } from '../../../app/settings.ts';
import { percent, seconds } from '../../words/format.ts';
import type { Words } from '../../words/words.ts';
import { decimals, length, millimetres, percentRange, shortHash } from '../format.ts';
import type { ShownView } from '../frame/shownView.ts';
import { weightAt } from '../panels/reportText.ts';
import type { Topic } from './topic.ts';

/** The answer to a click: what it is, what it is here, and where it comes from. */
export type Explanation = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Values of this case; a row with a topic can be asked about in turn. */
  readonly rows: readonly { readonly label: string; readonly value: string; readonly topic?: Topic }[];
  readonly source: string | null;
};

export type ExplainContext = {
  readonly t: Words['t'];
  readonly settings: Settings;
  readonly assessment: Assessment | null;
  readonly views: readonly ShownView[];
};

const NOTHING: Pick<Explanation, 'rows' | 'source'> = { rows: [], source: null };

/** Explains what was clicked, with the values of the case at hand. Plain words; every figure is one on screen. */
export function explain(topic: Topic, context: ExplainContext): Explanation {
  const { t, settings, assessment } = context;
  const paper = t('result.source.paper');
  const risk = assessment?.risk ?? null;
  switch (topic.kind) {
    case 'risk':
      return {
        title: t('result.risk'),
        paragraphs: [
          t('result.why.risk'),
          t('result.why.riskCutoff', { cutoff: percent(settings.positiveCutoff) }),
          t('result.why.simulated'),
        ],
        rows: risk
          ? [
              { label: t('result.row.risk'), value: decimals(risk.probability) },
              {
                label: t('result.row.interval'),
                value: percentRange(risk.interval),
                topic: { kind: 'interval' },
              },
              { label: t('result.row.stage'), value: t(`stage.${risk.stage}`), topic: { kind: 'stage' } },
              {
                label: t('result.row.prevalence'),
                value: percent(risk.prevalence),
                topic: { kind: 'prevalence' },
              },
              {
                label: t('result.row.features'),
                value: t('result.row.showAll'),
                topic: { kind: 'features' },
              },
            ]
          : [],
        source: paper,
      };
    case 'interval':
      return {
        title: t('result.interval'),
        paragraphs: [t('result.why.interval'), t('result.why.intervalUse')],
        rows: risk ? [{ label: t('result.row.interval'), value: percentRange(risk.interval) }] : [],
        source: null,
      };
    case 'stage':
      return {
        title: t('result.row.stage'),
        paragraphs: [
          t('result.why.stage'),
          t('result.why.stage1'),
          t('result.why.stage2'),
          t('result.why.stage3'),
          t('result.why.stageSimulated'),
        ],
        rows: risk
          ? risk.stageProbabilities.map((p, i) => ({
              label: t(`stage.${(i + 1) as 1 | 2 | 3}`),
              value: percent(p),
            }))
          : [],
        source: t('result.source.stages'),
      };
    case 'prevalence':
      return {
        title: t('result.row.prevalence'),
        paragraphs: [t('result.why.prevalence'), t('result.why.prevalenceChange')],
        rows: risk ? [{ label: t('result.row.prevalence'), value: percent(risk.prevalence) }] : [],
        source: paper,
      };
    case 'next':
      return { title: t('result.why.nextTitle'), paragraphs: [t('result.why.next')], ...NOTHING };
    case 'withheld':
      return {
        title: t('result.withheld'),
        paragraphs: [t('result.why.withheld'), t('result.why.withheldNotLow')],
        rows: (assessment?.findings ?? [])
          .filter((finding) => finding.severity === 'withholds')
          .map((finding) => ({
            label: t(`result.finding.${finding.code}`),
            value: finding.view ? t(`view.${finding.view}`) : '',
            topic: { kind: 'finding', code: finding.code, view: finding.view },
          })),
        source: null,
      };
    case 'nearCapsule':
      return {
        title: t('result.why.nearTitle'),
        paragraphs: [t('result.why.near', { limit: settings.nearCapsuleMm }), t('result.why.nearCheck')],
        rows: distanceRows(context),
        source: t('result.source.near'),
      };
    case 'distance':
      return {
        title: t('result.row.distance'),
        paragraphs: [t('result.why.distance'), t('result.why.distancePlane')],
        rows: distanceRows(context),
        source: t('result.source.cpdt'),
      };
    case 'scale':
      return scale(topic.view, context);
    case 'nodule':
      return nodule(topic.view, topic.rank, context);
    case 'phi':
      return {
        title: t('result.why.phiTitle'),
        paragraphs: [t('result.why.phi'), t('result.why.phiCentre')],
        rows: context.views.flatMap((view) => phiRows(view, context)),
        source: t('result.source.cpdt'),
      };
    case 'cam':
      return {
        title: t(`result.cam.${topic.map}`),
        paragraphs: [t('result.why.cam'), t(`result.why.cam.${topic.map}`), t('result.why.camCare')],
        ...NOTHING,
        source: t('result.source.cam'),
      };
    case 'place':
      return place(context);
    case 'features':
      return features(context);
    case 'feature':
      return feature(topic.name, context);
    case 'report':
      return {
        title: t('result.report'),
        paragraphs: [t('result.why.report'), t('result.why.reportCut')],
        rows: strongestTokens(context),
        source: paper,
      };
    case 'token': {
      const token = assessment?.tokens[topic.index];
      const text = token ? assessment.facts.report.slice(token.start, token.end) || token.text : '';
      return {
        title: t('result.why.tokenTitle', { text }),
        paragraphs: [t('result.why.token')],
        rows: token
          ? [
              {
                label: t('result.row.tokenWeight'),
                value: percent(weightAt(assessment.tokens, topic.index)),
              },
              ...contributionRow('report', context),
            ]
          : [],
        source: null,
      };
    }
    case 'finding': {
      const found = assessment?.findings.find((f) => f.code === topic.code && f.view === topic.view);
      return {
        title: t(`result.finding.${topic.code}`),
        paragraphs: found ? [t(`finding.${topic.code}`, found.values)] : [],
        rows: found
          ? [
              { label: t('result.row.weight'), value: t(`result.severity.${found.severity}`) },
              ...(found.view ? [{ label: t('result.row.view'), value: t(`view.${found.view}`) }] : []),
            ]
          : [],
        source: null,
      };
    }
    case 'models':
      return {
        title: t('result.why.modelsTitle'),
        paragraphs: [t('result.why.models')],
        rows: [
          ...(assessment ? [{ label: t('result.row.pack'), value: assessment.packVersion }] : []),
          ...(assessment?.models ?? []).map((model) => ({
            label: `${model.name} ${model.version}`,
            value: shortHash(model.sha256),
          })),
          { label: t('result.row.timings'), value: t('result.row.showAll'), topic: { kind: 'timings' } },
        ],
        source: paper,
      };
    case 'simulated':
      return {
        title: t('result.simulatedCase'),
        paragraphs: [t('result.why.simulatedCase'), t('result.why.simulated')],
        ...NOTHING,
      };
    case 'opinions':
      return { title: t('result.opinions'), paragraphs: [t('result.why.opinions')], ...NOTHING };
    case 'timings':
      return {
        title: t('result.row.timings'),
        paragraphs: [t('result.why.timings')],
        rows: ASSESSMENT_STEPS.flatMap((step) => {
          const ms = assessment?.timingsMs[step];
          return ms === undefined ? [] : [{ label: t(`step.${step}`), value: seconds(ms) }];
        }),
        source: null,
      };
  }
}

function distanceRows({ t, views, assessment, settings }: ExplainContext): Explanation['rows'] {
  const share = assessment?.location.distanceToCapsuleShare ?? null;
  return [
    ...views.flatMap((view) =>
      view.line
        ? [
            {
              label: t('result.row.distanceIn', { view: t(`view.${view.kind}`) }),
              value:
                length(view.line.distancePx, view.spacingMmPerPx, settings.nearCapsuleMm) +
                (view.spacingMmPerPx === null ? ` · ${t('result.scaleUnknownShort')}` : ''),
              topic: { kind: 'scale' as const, view: view.kind },
            },
          ]
        : [],
    ),
    ...(share === null ? [] : [{ label: t('result.row.share'), value: percent(share) }]),
  ];
}

function phiRows(view: ShownView, { t }: ExplainContext): Explanation['rows'] {
  const name = t(`view.${view.kind}`);
  const largest = view.changed ? null : (view.assessed?.maxPhi ?? null);
  return [
    ...(largest === null
      ? []
      : [{ label: t('result.row.maxPhi', { view: name }), value: decimals(largest, 2) }]),
    ...(view.maxDistancePx === null
      ? []
      : [
          {
            label: t('result.row.maxDistance', { view: name }),
            value: length(view.maxDistancePx, view.spacingMmPerPx),
          },
        ]),
  ];
}

function scale(kind: ViewKind, { t, views }: ExplainContext): Explanation {
  const view = views.find((v) => v.kind === kind);
  const spacing = view?.spacingMmPerPx ?? null;
  return {
    title: t('result.row.scale'),
    paragraphs:
      spacing === null
        ? [t('result.why.scaleUnknown'), t('result.why.scaleSet')]
        : [t('result.why.scale'), t('result.why.scaleSet')],
    rows:
      view && spacing !== null
        ? [
            { label: t('result.row.view'), value: t(`view.${kind}`) },
            { label: t('result.row.spacing'), value: t('result.spacing', { spacing: decimals(spacing, 4) }) },
            ...(view.spacingSource
              ? [
                  {
                    label: t('result.row.spacingSource'),
                    value: t(`result.spacingFrom.${view.spacingSource}`),
                  },
                ]
              : []),
          ]
        : [],
    source: null,
  };
}

function nodule(kind: ViewKind, rank: number, { t, views }: ExplainContext): Explanation {
  const view = views.find((v) => v.kind === kind);
  const found = view?.detected[rank];
  return {
    title: t('result.why.noduleTitle', { n: rank + 1 }),
    paragraphs: [t('result.why.nodule')],
    rows: [
      { label: t('result.row.view'), value: t(`view.${kind}`) },
      ...(found ? [{ label: t('result.row.score'), value: decimals(found.score, 2) }] : []),
    ],
    source: null,
  };
}

function place({ t, assessment }: ExplainContext): Explanation {
  const location = assessment?.location;
  const atlas = location?.atlasRisk ?? null;
  return {
    title: t('result.where'),
    paragraphs: [t('result.why.place'), t('result.why.placeSimulated')],
    rows: [
      ...(atlas
        ? [
            { label: t('result.row.placeRisk'), value: decimals(atlas.value, 2) },
            {
              label: t('result.row.interval'),
              value: `${decimals(atlas.interval[0], 2)}–${decimals(atlas.interval[1], 2)}`,
            },
            ...(atlas.uncertaintyMm > 0
              ? [{ label: t('result.row.placeUncertainty'), value: `± ${millimetres(atlas.uncertaintyMm)}` }]
              : []),
          ]
        : []),
      ...(location?.side ? [{ label: t('result.side'), value: t(`side.${location.side}`) }] : []),
      ...(location?.pole ? [{ label: t('result.pole'), value: t(`pole.${location.pole}`) }] : []),
    ],
    source: t('result.source.place'),
  };
}

function features({ t, assessment }: ExplainContext): Explanation {
  const all = assessment?.features ?? [];
  return {
    title: t('result.features'),
    paragraphs: [t('result.why.features'), t('result.why.response')],
    rows: [
      ...all.map((f) => ({
        label: t(`feature.${f.name}`),
        value: `${decimals(f.contribution)} × ${decimals(f.response)}`,
        topic: { kind: 'feature' as const, name: f.name },
      })),
      ...(all.length ? [{ label: t('result.row.sum'), value: decimals(integrate(all)) }] : []),
    ],
    source: t('result.source.features'),
  };
}

function contributionRow(name: FeatureName, { t, assessment }: ExplainContext): Explanation['rows'] {
  const found = assessment?.features.find((f) => f.name === name);
  if (!found) return [];
  return [
    { label: t('result.row.contribution'), value: decimals(found.contribution) },
    { label: t('result.row.response'), value: decimals(found.response) },
    { label: t('result.row.product'), value: decimals(found.contribution * found.response) },
  ];
}

function feature(name: FeatureName, context: ExplainContext): Explanation {
  const { t } = context;
  return {
    title: t(`feature.${name}`),
    paragraphs: [t(`result.why.feature.${name}`), t('result.why.response')],
    rows: [
      ...contributionRow(name, context),
      ...featureValues(name, context),
      { label: t('result.row.features'), value: t('result.row.showAll'), topic: { kind: 'features' } },
    ],
    source: t('result.source.features'),
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
      return strongestTokens(context);
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

/** The report's five heaviest words, so that the shading can be read as numbers. */
function strongestTokens({ assessment }: ExplainContext): Explanation['rows'] {
  if (!assessment) return [];
  const { tokens, facts } = assessment;
  return tokens
    .map((token, index) => ({ token, index }))
    .sort((a, b) => b.token.weight - a.token.weight)
    .slice(0, 5)
    .map(({ token, index }) => ({
      label: facts.report.slice(token.start, token.end) || token.text,
      value: percent(token.weight),
      topic: { kind: 'token' as const, index },
    }));
}
