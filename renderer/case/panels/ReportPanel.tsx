import { Button, Textarea } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { REPORT_CHARACTERS_MAX } from '../../../app/case/patientCase.ts';
import { guardLeaving } from '../../app/route.ts';
import { shelf } from '../../unlock/shelf.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './ReportPanel.module.css';
import { reportPieces } from './reportText.ts';
import { Section } from './Section.tsx';

/** The report with each part shaded by what it does to the estimate; typed again in place. */
export function ReportPanel() {
  const { t, fail } = useWords();
  const { bundle, assessment, partsState, asAssessed, readOnly, explain } = useCaseAccess();
  // What was typed and not stored before a reload is opened again at once.
  const [editing, setEditing] = useState(() => !readOnly && shelf.getItem(draftKey(bundle.case.id)) !== null);
  const report = asAssessed ? (assessment?.facts.report ?? '') : bundle.case.report;
  const current = assessment?.facts.report === report;
  const cut = assessment?.findings.some((finding) => finding.code === 'reportCut') ?? false;
  const parts = assessment?.explained?.reportParts;
  const kind = parts ? 'reportPart' : 'token';

  return (
    <Section
      title={t('result.report')}
      onExplain={() => explain({ kind: 'report' })}
      action={
        !readOnly &&
        !editing && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconPencil size={14} />}
            onClick={() => setEditing(true)}
          >
            {t('result.edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <ReportEditor onDone={() => setEditing(false)} />
      ) : report.trim() === '' ? (
        <p className={classes.quiet}>{t('result.noReport')}</p>
      ) : !assessment || !current ? (
        <>
          <p className={classes.text}>{report}</p>
          <p className={classes.quiet}>{t('result.reportNotRead')}</p>
        </>
      ) : assessment.explained?.reportTokens === false ? (
        <>
          <UnweightedReport report={report} cut={cut} />
          <p className={classes.quiet}>{t('explanation.noTokens')}</p>
        </>
      ) : partsState !== 'shown' ? (
        <>
          <UnweightedReport report={report} cut={cut} />
          <p className={classes.quiet}>
            {typeof partsState === 'string' ? t(`explanation.parts.${partsState}`) : fail(partsState)}
          </p>
        </>
      ) : (
        <p className={classes.text}>
          {reportPieces(report, assessment.tokens, cut, parts).map((piece, i, all) => {
            const firstBeyond = piece.beyondCut && !all[i - 1]?.beyondCut;
            return (
              <span key={piece.start}>
                {firstBeyond && (
                  <button
                    type="button"
                    className={classes.cut}
                    onClick={() => explain({ kind: 'finding', code: 'reportCut', view: null })}
                  >
                    {t('result.cutHere')}
                  </button>
                )}
                {piece.weighed === null ? (
                  <span data-beyond={piece.beyondCut} className={classes.plain}>
                    {piece.text}
                  </span>
                ) : (
                  // A real button cannot break across lines as a word must; this one is reached and pressed the same.
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  <span
                    role="button"
                    tabIndex={0}
                    className={classes.token}
                    style={{ '--shade': piece.shade } as React.CSSProperties}
                    onClick={() => explain({ kind, index: piece.weighed ?? 0 })}
                    onKeyDown={(event) => {
                      if (event.key === 'Enter') explain({ kind, index: piece.weighed ?? 0 });
                    }}
                  >
                    {piece.text}
                  </span>
                )}
              </span>
            );
          })}
        </p>
      )}
    </Section>
  );
}

/** The report without shades; what lies beyond the cut is still struck through. */
function UnweightedReport({ report, cut }: { report: string; cut: boolean }) {
  const { assessment } = useCaseAccess();
  return (
    <p className={classes.text}>
      {reportPieces(report, assessment?.tokens ?? [], cut).map((piece) => (
        <span key={piece.start} data-beyond={piece.beyondCut} className={classes.plain}>
          {piece.text}
        </span>
      ))}
    </p>
  );
}

const draftKey = (caseId: string) => `thyromap.report.${caseId}`;

function ReportEditor({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { bundle, change } = useCaseAccess();
  const key = draftKey(bundle.case.id);
  const [text, setText] = useState(() => shelf.getItem(key) ?? bundle.case.report);
  const [saving, setSaving] = useState(false);
  const changed = text !== bundle.case.report;

  useEffect(() => {
    if (changed) shelf.setItem(key, text);
    else shelf.removeItem(key);
  }, [key, text, changed]);
  const save = async () => {
    setSaving(true);
    const done = await change({ facts: { report: text } }).finally(() => setSaving(false));
    if (done) {
      shelf.removeItem(key);
      onDone();
    }
    return done;
  };
  // Leaving the case stores what was typed: a report is text, there is nothing to weigh up.
  useEffect(() => (changed ? guardLeaving(save) : undefined));

  return (
    <div className={classes.editor}>
      <Textarea
        aria-label={t('result.report')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={REPORT_CHARACTERS_MAX}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <p className={classes.quiet}>{t('result.reportLimit')}</p>
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            shelf.removeItem(key);
            onDone();
          }}
        >
          {t('shell.cancel')}
        </Button>
        <Button size="compact-sm" loading={saving} disabled={!changed} onClick={() => void save()}>
          {t('result.save')}
        </Button>
      </div>
    </div>
  );
}
