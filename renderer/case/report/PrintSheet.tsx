import { Button, Portal } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect } from 'react';
import { integrate } from '../../../app/explanation/contributions.ts';
import { lackingText } from '../../../app/words/lackingText.ts';
import { useSettings } from '../../settings/useSettings.ts';
import { fullDate, percent, riskPercent } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { patientLine } from '../CaseHeader.tsx';
import { useCaseAccess } from '../caseContext.ts';
import { SensitivityLines } from '../explain/SensitivityView.tsx';
import { useSensitivity } from '../explain/useSensitivity.ts';
import { decimals, length, millimetres, riskRange, sumOfParts } from '../format.ts';
import { usePicture } from '../frame/picture.ts';
import type { ShownView } from '../frame/shownView.ts';
import { listedFindings } from '../panels/quality.ts';
import { staleText } from '../staleText.ts';
import { PrintOpinions } from './PrintOpinions.tsx';
import classes from './PrintSheet.module.css';
import { StillFrame } from './StillFrame.tsx';

/** One page for the paper record: the estimate with everything that must be read with it. */
export function PrintSheet({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { t, language } = words;
  const { settings } = useSettings();
  const access = useCaseAccess();
  const { bundle, assessment, views } = access;
  useEffect(() => {
    document.body.classList.add(classes.printing!);
    return () => document.body.classList.remove(classes.printing!);
  }, []);
  if (!assessment) return null;
  const { risk, location, facts } = assessment;
  const mm = location.distanceToCapsuleMm;
  const lacking = lackingText(risk?.lacking, language);
  const withouts = assessment.features.some((f) => f.without !== undefined);
  const listed = listedFindings(assessment.findings);
  const distance =
    mm === null
      ? t('result.scaleUnknown')
      : mm === 0
        ? t('result.nearTouching')
        : mm < settings.nearCapsuleMm
          ? t('result.near', {
              distance: millimetres(mm, settings.nearCapsuleMm),
              limit: `${settings.nearCapsuleMm} mm`,
            })
          : millimetres(mm, settings.nearCapsuleMm);
  return (
    <Portal>
      <div className={classes.over} data-print-sheet>
        <div className={classes.bar}>
          <Button variant="default" onClick={onClose}>
            {t('shell.close')}
          </Button>
          <Button leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            {t('result.print.now')}
          </Button>
        </div>
        <article className={classes.page} lang={language === 'zh' ? 'zh-CN' : 'en'}>
          <header className={classes.head}>
            <div>
              <h1>{t('result.print.title')}</h1>
              <p>
                <strong>{bundle.case.label}</strong> · {patientLine(access, t)}
                {bundle.case.simulated && ` · ${t('result.simulatedCase')}`}
              </p>
            </div>
            <div className={classes.when}>
              <p>
                {t('result.assessedAt', {
                  time: fullDate(assessment.createdAt, language),
                  pack: assessment.packVersion,
                })}
              </p>
              <p>
                {bundle.case.reviewedAt
                  ? t('result.print.reviewed', { time: fullDate(bundle.case.reviewedAt, language) })
                  : t('result.print.notReviewed')}
              </p>
            </div>
          </header>
          <p className={classes.must}>
            {t('app.researchUse')} {assessment.simulatedLabels && t('app.simulatedLabels')}
          </p>
          {(access.stale || access.asAssessed) && (
            <p className={classes.must}>
              {access.asAssessed ? t('result.print.earlier') : staleText(access.staleBecause, words)}
            </p>
          )}
          <section className={classes.estimate}>
            {risk ? (
              <>
                <div>
                  <h2>{t('result.risk')}</h2>
                  <p className={classes.risk}>
                    {riskPercent(risk.probability)}{' '}
                    <span>
                      {riskRange(risk.interval)} <small>{t('result.interval')}</small>
                    </span>
                  </p>
                </div>
                <div>
                  {lacking && <p className={classes.must}>{lacking}</p>}
                  <p>
                    <strong>{t(`stage.${risk.stage}`)}</strong> ·{' '}
                    {t('result.atPrevalence', { percent: percent(risk.prevalence) })}
                  </p>
                  <p>{t(`risk.next.stage${risk.stage}`)}</p>
                  {risk.stage === 1 && risk.probability >= settings.positiveCutoff && (
                    <p>{t('result.aboveCutoff', { cutoff: percent(settings.positiveCutoff) })}</p>
                  )}
                </div>
              </>
            ) : (
              <div>
                <h2>{t('result.withheld')}</h2>
                <p>{t('result.withheldText')}</p>
              </div>
            )}
          </section>
          <section className={classes.frames}>
            {views.map((view) => (
              <PrintFrame key={view.kind} view={view} />
            ))}
          </section>
          <div className={classes.columns}>
            <section>
              <h2>{t('result.features')}</h2>
              {risk && assessment.features.length === 0 && <p>{t('explanation.noContributions')}</p>}
              {assessment.features.length > 0 && (
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t('sankey.feature')}</th>
                      <th scope="col">{t('result.row.contribution')}</th>
                      <th scope="col">{t('result.row.response')}</th>
                      <th scope="col">{t('result.row.product')}</th>
                      {withouts && <th scope="col">{t('explanation.row.without')}</th>}
                    </tr>
                  </thead>
                  <tbody>
                    {assessment.features.map((f) => (
                      <tr key={f.name}>
                        <th scope="row">{t(`feature.${f.name}`)}</th>
                        <td>{decimals(f.contribution)}</td>
                        <td>{decimals(f.response)}</td>
                        <td>{decimals(f.contribution * f.response)}</td>
                        {withouts && <td>{f.without === undefined ? '–' : riskPercent(f.without)}</td>}
                      </tr>
                    ))}
                  </tbody>
                  <tfoot>
                    <tr>
                      <th scope="row">{t('result.row.sum')}</th>
                      <td>{decimals(assessment.features.reduce((sum, f) => sum + f.contribution, 0))}</td>
                      <td />
                      <td>{sumOfParts(integrate(assessment.features))}</td>
                      {withouts && <td />}
                    </tr>
                  </tfoot>
                </table>
              )}
              {assessment.features.length > 0 && (
                <p className={classes.method}>
                  {t('explanation.method')}:{' '}
                  {t(`explanation.method.${assessment.explained?.contributions ?? 'rollout'}`)}
                </p>
              )}
            </section>
            <section>
              <h2>{t('result.row.distance')}</h2>
              <p>{distance}</p>
              {location.atlasRisk && (
                <p>
                  {t('result.row.placeRisk')}: {location.atlasRisk.value.toFixed(2)} (
                  {location.atlasRisk.interval[0].toFixed(2)}–{location.atlasRisk.interval[1].toFixed(2)}) ·{' '}
                  {t(`field.source.${location.field?.source ?? 'builtIn'}`)}
                </p>
              )}
              <h2>{t('result.report')}</h2>
              <p className={classes.report}>{facts.report.trim() || t('result.noReport')}</p>
              <h2>{t('result.quality')}</h2>
              <ul>
                {listed.map((finding) => (
                  <li key={`${finding.code}${finding.view}`}>
                    {finding.view && `${t(`view.${finding.view}`)}: `}
                    {t(`finding.${finding.code}`, finding.values)}
                  </li>
                ))}
                {listed.length === 0 && <li>{t('result.print.noFindings')}</li>}
              </ul>
              <PrintOpinions opinions={assessment.opinions} />
            </section>
          </div>
          <PrintSensitivity assessmentId={assessment.id} />
          <footer className={classes.foot}>
            <p>
              {t('result.why.modelsTitle')}:{' '}
              {assessment.models.map((m) => `${m.name} ${m.version} (${m.sha256.slice(0, 12)})`).join(', ')}
            </p>
            <p>{t('result.why.simulated')}</p>
            <p>{t('result.print.printedAt', { time: fullDate(new Date().toISOString(), language) })}</p>
          </footer>
        </article>
      </div>
    </Portal>
  );
}

/** Only where it was opened on screen: it is asked for, not part of every record. */
function PrintSensitivity({ assessmentId }: { assessmentId: string }) {
  const { t } = useWords();
  const { found } = useSensitivity(assessmentId);
  if (found?.state !== 'done') return null;
  return (
    <section className={classes.sensitivity}>
      <h2>{t('sensitivity.open')}</h2>
      <p>{t('sensitivity.lead')}</p>
      <SensitivityLines answer={found.answer} />
    </section>
  );
}

function PrintFrame({ view }: { view: ShownView }) {
  const { t } = useWords();
  const { bundle } = useCaseAccess();
  const { settings } = useSettings();
  const { picture } = usePicture(view.imageId);
  const name = t(`view.${view.kind}`);
  return (
    <figure>
      <StillFrame
        view={view}
        picture={picture}
        label={t('result.frameOf', { view: name, label: bundle.case.label })}
        width={330}
      />
      <figcaption>
        {name}
        {view.line &&
          ` · ${t('result.row.distance')}: ${length(view.line.distancePx, view.spacingMmPerPx, settings.nearCapsuleMm)}`}
        {view.spacingMmPerPx === null && ` · ${t('result.scaleUnknownShort')}`}
        {view.noduleByHand && ` · ${t('result.byHandNodule')}`}
        {view.glandByHand && ` · ${t('result.byHandGland')}`}
      </figcaption>
    </figure>
  );
}
