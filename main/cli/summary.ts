import type { Assessment } from '../../app/case/assessment.ts';
import { opinionLine } from '../../app/opinion/opinionLine.ts';
import { lackingText } from '../../app/words/lackingText.ts';
import { riskPercent, riskRange } from '../../app/words/percent.ts';
import { isWordKey, type Language, say } from '../../app/words/say.ts';

/** What a person reads in the terminal: risk first, then why, then what is doubtful, then which models. */
export function summarise(assessment: Assessment, language: Language): string {
  const t = (key: string, values: Record<string, string | number> = {}) =>
    isWordKey(key) ? say(language, key, values) : key;
  const percent = (value: number) => `${Math.round(value * 100)}%`;
  const lines: string[] = [];
  const { risk, location } = assessment;
  if (risk) {
    lines.push(t('cli.risk', { percent: riskPercent(risk.probability), interval: riskRange(risk.interval) }));
    const lacking = lackingText(risk.lacking, language);
    if (lacking) lines.push(lacking);
    lines.push(t('cli.stage', { stage: risk.stage, prevalence: percent(risk.prevalence) }));
    lines.push(t(`risk.next.stage${risk.stage}`));
  } else lines.push(t('cli.withheld'));
  lines.push(
    location.distanceToCapsuleMm === null
      ? t('cli.distanceUnknown', {
          percent: location.distanceToCapsuleShare === null ? '–' : percent(location.distanceToCapsuleShare),
        })
      : t('cli.distance', { mm: location.distanceToCapsuleMm.toFixed(1) }),
  );
  if (location.atlasRisk) lines.push(t('cli.placeRisk', { value: location.atlasRisk.value.toFixed(2) }));
  for (const feature of [...assessment.features].sort((a, b) => b.contribution - a.contribution)) {
    lines.push(
      t('cli.feature', {
        name: t(`feature.${feature.name}`),
        contribution: percent(feature.contribution),
        response: percent(feature.response),
      }),
    );
  }
  for (const opinion of assessment.opinions) {
    const marks = [
      opinion.simulatedLabels && t('opinion.simulatedShort'),
      opinion.experimental && t('opinion.experimental'),
    ].filter(Boolean);
    const system = [opinion.system, ...marks].join(', ');
    lines.push(t('cli.opinion', { system, answer: opinionLine(opinion, { t, language }) }));
  }
  for (const { code, view, values } of assessment.findings) {
    const where = view ? `${t(`view.${view}`)}: ` : '';
    lines.push(`! ${where}${t(`finding.${code}`, values)}`);
  }
  for (const model of assessment.models)
    lines.push(`  ${model.name} ${model.version} ${model.sha256.slice(0, 12)}`);
  lines.push(t('app.researchUse'));
  if (assessment.simulatedLabels) lines.push(t('app.simulatedLabels'));
  return lines.join('\n');
}
