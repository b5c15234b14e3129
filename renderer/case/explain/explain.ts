import { ASSESSMENT_STEPS } from '../../../app/case/assessment.ts';
import { SAID_RISK } from '../../../app/words/percent.ts';
import { percent, riskPercent, seconds } from '../../words/format.ts';
import { riskRange, shortHash } from '../format.ts';
import { explainOpinion } from '../opinions/explainOpinion.ts';
import { weightAt } from '../panels/reportText.ts';
import { contributionRow, explainFeature, explainFeatures, strongestWords } from './explainFeatures.ts';
import { distanceRows, explainNodule, explainPlace, explainScale, phiRows } from './explainPlace.ts';
import type { ExplainContext, Explanation } from './explanation.ts';
import type { Topic } from './topic.ts';

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
          t('result.why.riskLimits', { min: percent(SAID_RISK.min), max: percent(SAID_RISK.max) }),
          t('result.why.riskCutoff', { cutoff: percent(settings.positiveCutoff) }),
          t('result.why.simulated'),
        ],
        rows: risk
          ? [
              { label: t('result.row.risk'), value: riskPercent(risk.probability) },
              {
                label: t('result.row.interval'),
                value: riskRange(risk.interval),
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
    // Its answer is worked out when it is opened: `SensitivityView`.
    case 'sensitivity':
      return { title: t('sensitivity.open'), paragraphs: [], ...NOTHING };
    case 'interval':
      return {
        title: t('result.interval'),
        paragraphs: [t('result.why.interval'), t('result.why.intervalUse')],
        rows: risk ? [{ label: t('result.row.interval'), value: riskRange(risk.interval) }] : [],
        source: null,
      };
    case 'lacking':
      return {
        title: t('result.why.lackingTitle'),
        paragraphs: [
          t(risk?.lacking?.calibrated ? 'result.why.lacking' : 'result.why.lackingUncalibrated'),
          t('result.why.lackingGive'),
        ],
        rows: [
          ...(risk?.lacking?.what ?? []).map((lack) => ({
            label: t(`lack.${lack}`),
            value: t('result.row.notUsable'),
          })),
          ...(risk?.lacking?.auc
            ? [{ label: t('result.row.lackingAuc'), value: risk.lacking.auc.toFixed(2) }]
            : []),
        ],
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
      return explainScale(topic.view, context);
    case 'nodule':
      return explainNodule(topic.view, topic.rank, context);
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
      return explainPlace(context);
    case 'features':
      return explainFeatures(context);
    case 'feature':
      return explainFeature(topic.name, context);
    case 'report':
      return {
        title: t('result.report'),
        paragraphs: [
          t(
            assessment?.explained?.reportTokens === false
              ? 'explanation.noTokens'
              : assessment?.explained?.reportParts || assessment?.explained?.partsOnRequest
                ? 'explanation.report'
                : 'result.why.report',
          ),
          t('result.why.reportCut'),
        ],
        rows: strongestWords(context),
        source: paper,
      };
    case 'reportPart': {
      const part = assessment?.explained?.reportParts?.[topic.index];
      return {
        title: t('result.why.tokenTitle', {
          text: part ? assessment.facts.report.slice(part.start, part.end) : '',
        }),
        paragraphs: [t('explanation.reportPart')],
        rows: part
          ? [
              {
                label: t('result.row.weight'),
                value: t(part.raises ? 'explanation.raises' : 'explanation.lowers'),
              },
              { label: t('explanation.row.partShare'), value: percent(part.share) },
              { label: t('explanation.row.without'), value: riskPercent(part.without) },
              {
                label: t('feature.report'),
                value: t('result.row.showAll'),
                topic: { kind: 'feature' as const, name: 'report' as const },
              },
            ]
          : [],
        source: t('explanation.source'),
      };
    }
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
      return {
        title: t('result.opinions'),
        paragraphs: [t('result.why.opinions'), t('opinion.apart')],
        rows: (assessment?.opinions ?? []).map((opinion) => ({
          label: opinion.system,
          value: t(`opinion.task.${opinion.task}`),
          topic: { kind: 'opinion', pack: opinion.pack.sha256 },
        })),
        source: null,
      };
    case 'opinion':
      return explainOpinion(topic.pack, context);
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
