import { viewKindSchema } from '../../../app/case/patientCase.ts';
import type { ClassShare, Opinion, OpinionAnswer } from '../../../app/opinion/opinion.ts';
import { percent } from '../../words/format.ts';
import type { ExplainContext, Explanation } from '../explain/explanation.ts';
import { percentRange, shortHash } from '../format.ts';
import { inLanguage, onlyAlerts, opinionLine, spokenClass } from './opinionText.ts';

/** Everything that one second opinion says, and everything that must be read with it. */
export function explainOpinion(packSha256: string, context: ExplainContext): Explanation {
  const { t, language, assessment } = context;
  const opinion = assessment?.opinions.find((one) => one.pack.sha256 === packSha256);
  if (!opinion)
    return { title: t('result.opinions'), paragraphs: [t('result.why.opinions')], rows: [], source: null };
  const failed = assessment?.findings.find(
    (finding) => finding.code === 'opinionFailed' && finding.values.system === opinion.system,
  );
  const say = (words: { en: string; zh: string }) => inLanguage(words, language);
  return {
    title: t('opinion.title', { system: opinion.system, task: t(`opinion.task.${opinion.task}`) }),
    rows: [...answerRows(opinion, context), ...packRows(opinion, context)],
    paragraphs: [
      ...(opinion.answer ? [] : [t(`opinion.why.${opinion.notGiven ?? 'failed'}`)]),
      ...(failed ? [t('finding.opinionFailed', failed.values)] : []),
      ...(opinion.simulatedLabels ? [t('opinion.simulated')] : []),
      ...(onlyAlerts(opinion) ? [t('opinion.alertsOnly')] : []),
      ...(opinion.calibrated ? [] : [t('opinion.uncalibrated')]),
      t('opinion.trainedOn', { text: say(opinion.trainedOn) }),
      t('opinion.notFor', { text: say(opinion.notFor) }),
      ...(opinion.answer && opinion.answer.maps.length > 0 ? [t('opinion.map')] : []),
      t('opinion.apart'),
    ],
    source: null,
    card: opinion.pack.sha256,
  };
}

function answerRows(opinion: Opinion, context: ExplainContext): Explanation['rows'] {
  const { t, language } = context;
  const { answer } = opinion;
  const withShares = opinion.calibrated && !onlyAlerts(opinion);
  const spoken = spokenClass(opinion);
  if (!answer || !spoken) return [];
  const shares = withShares
    ? [
        ...answer.classes.map((one) => ({
          label: inLanguage(one.label, language),
          value: percent(one.probability),
        })),
        ...(answer.interval
          ? [
              {
                label: t('opinion.intervalOf', { label: inLanguage(spoken.label, language) }),
                value: percentRange(answer.interval),
              },
            ]
          : []),
      ]
    : [{ label: t('opinion.answer'), value: opinionLine(opinion, { t, language }) }];
  return [
    ...shares,
    ...(withShares ? viewRows(answer, spoken, context) : []),
    ...answer.rows.map(({ label, value }) => ({
      label: inLanguage(label, language),
      value: inLanguage(value, language),
    })),
  ];
}

/** What each view says alone; pictures of a smear have a sheet of their own. */
function viewRows(
  { classes, parts }: OpinionAnswer,
  spoken: ClassShare,
  { t, language }: ExplainContext,
): Explanation['rows'] {
  const at = classes.findIndex((one) => one.name === spoken.name);
  return parts.flatMap(({ label, probabilities }) => {
    const view = viewKindSchema.safeParse(label);
    if (!view.success || parts.length < 2) return [];
    const name = t(`view.${view.data}`);
    return [
      {
        label: t('opinion.viewAlone', {
          label: inLanguage(spoken.label, language),
          view: language === 'en' ? name.toLowerCase() : name,
        }),
        value: percent(probabilities[at] ?? 0),
      },
    ];
  });
}

function packRows({ pack }: Opinion, { t }: ExplainContext): Explanation['rows'] {
  return [{ label: t('result.row.pack'), value: `${pack.name} ${pack.version} · ${shortHash(pack.sha256)}` }];
}
