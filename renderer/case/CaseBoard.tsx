import { useCallback, useEffect, useRef, useState } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import type { ViewKind } from '../../app/case/patientCase.ts';
import type { CaseBundle } from '../../app/contract/channels.ts';
import { toast } from '../app/toasts.ts';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './CaseBoard.module.css';
import { CaseHeader } from './CaseHeader.tsx';
import { CaseNotices } from './CaseNotices.tsx';
import { type CaseAccess, CaseContext } from './caseContext.ts';
import { CompareScreen } from './compare/CompareScreen.tsx';
import { CytologySection } from './cytology/CytologySection.tsx';
import { ExplanationDrawer } from './explain/ExplanationDrawer.tsx';
import type { Topic } from './explain/topic.ts';
import { useReportParts } from './explain/useReportParts.ts';
import { FramePair } from './frame/FramePair.tsx';
import { LayerBar } from './frame/LayerBar.tsx';
import { camsOf } from './frame/layers.ts';
import { OpinionsPanel } from './opinions/OpinionsPanel.tsx';
import { OutcomeSection } from './outcome/OutcomeSection.tsx';
import { FeaturesPanel } from './panels/FeaturesPanel.tsx';
import { PatientPanel } from './panels/PatientPanel.tsx';
import { QualityPanel } from './panels/QualityPanel.tsx';
import { ReportPanel } from './panels/ReportPanel.tsx';
import { RiskPanel } from './panels/RiskPanel.tsx';
import { WherePanel } from './panels/WherePanel.tsx';
import { PrintSheet } from './report/PrintSheet.tsx';
import { useBoardKeys } from './useBoardKeys.ts';
import { useBoardState } from './useBoardState.ts';
import type { useCase } from './useCase.ts';
import { useViews } from './useViews.ts';

/** Everything known of a case on one screen: frames largest, the estimate beside them, reasons below. */
export function CaseBoard({ bundle, data }: { bundle: CaseBundle; data: ReturnType<typeof useCase> }) {
  const { t } = useWords();
  const [earlier, setEarlier] = useState<Assessment | null>(null);
  const [trail, setTrail] = useState<readonly Topic[]>([]);
  const board = useBoardState();
  const asAssessed = earlier !== null;
  const { assessment, state: partsState } = useReportParts(
    earlier ?? bundle.assessment,
    !asAssessed &&
      !data.running &&
      !bundle.staleBecause.some(({ kind }) => kind === 'case' || kind === 'pack'),
  );
  // One request stands for all that change a case: they need the same (access.test.ts).
  const refusal = useRefusal('case.change');
  const views = useViews(bundle.case.views, assessment, data.partial, asAssessed);

  const chooseNodule = (kind: ViewKind, rank: number) => {
    const before = bundle.case.views.find((view) => view.kind === kind);
    if (!before) return;
    void data.change({ view: { kind, chosenNodule: rank, handNodule: null } }).then((done) => {
      if (!done) return;
      const { chosenNodule, handNodule } = before;
      toast({
        text: t('result.noduleChosen', { n: rank + 1, view: t(`view.${kind}`) }),
        action: {
          label: t('result.undo'),
          run: () => void data.change({ view: { kind, chosenNodule, handNodule } }),
        },
      });
    });
  };

  const access: CaseAccess = {
    bundle,
    assessment,
    partsState,
    asAssessed,
    readOnly: asAssessed || refusal !== null,
    refusal,
    stale: bundle.stale && !asAssessed,
    staleBecause: asAssessed ? [] : bundle.staleBecause,
    job: data.job,
    running: data.running,
    views,
    change: data.change,
    chooseNodule,
    assess: data.assess,
    cancel: data.cancel,
    explain: useCallback((topic) => setTrail([topic]), []),
  };

  const readEarlier = (assessmentId: string) => {
    if (assessmentId === bundle.assessment?.id) setEarlier(null);
    else void data.readEarlier(assessmentId).then((found) => found && setEarlier(found));
  };
  // Opened from the list, the case takes the keyboard: Space must not press the list's row again.
  const ground = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body || activeElement.closest('aside')) {
      ground.current?.focus({ preventScroll: true });
    }
  }, []);
  const { running } = data;
  const asked = trail.at(-1);
  const opinion =
    (asked?.kind === 'opinion' && assessment?.opinions.find((one) => one.pack.sha256 === asked.pack)) || null;
  useBoardKeys(board, access);

  return (
    <CaseContext value={access}>
      <div className={classes.board} ref={ground} tabIndex={-1}>
        <CaseHeader
          access={access}
          earlierId={earlier?.id ?? null}
          onReadEarlier={readEarlier}
          onReviewed={(reviewed) => void data.setReviewed(reviewed)}
          onPrint={() => board.show('print')}
          onCompare={() => board.show('compare')}
        />
        <CaseNotices access={access} earlier={earlier} onNewest={() => setEarlier(null)} />
        <div className={classes.columns}>
          <div className={classes.left}>
            <div className={classes.pictures}>
              <FramePair board={board} opinion={opinion} />
              <div className={classes.layers}>
                <LayerBar
                  layers={board.layers}
                  onLayers={board.setLayers}
                  window={board.window}
                  onWindow={board.setWindow}
                  cams={camsOf(assessment)}
                  onHide={board.setHidden}
                />
              </div>
              <div className={classes.reasons} data-running={running}>
                <WherePanel focus={board.focus} />
                <FeaturesPanel focus={board.focus} selected={selectedFeature(trail)} />
              </div>
            </div>
          </div>
          <div className={classes.side}>
            <RiskPanel />
            <div data-running={running} className={classes.rest}>
              <ReportPanel key={assessment?.id ?? 'none'} />
              <PatientPanel />
              <OutcomeSection />
              <QualityPanel />
              <CytologySection />
              <OpinionsPanel selected={opinion?.pack.sha256 ?? null} />
            </div>
          </div>
        </div>
      </div>
      <ExplanationDrawer
        trail={trail}
        onAsk={(topic) => setTrail((asked) => [...asked, topic])}
        onBack={() => setTrail((asked) => asked.slice(0, -1))}
        onClose={() => setTrail([])}
      />
      {board.over === 'print' && <PrintSheet onClose={() => board.show(null)} />}
      {board.over === 'compare' && <CompareScreen board={board} onClose={() => board.show(null)} />}
    </CaseContext>
  );
}

function selectedFeature(trail: readonly Topic[]) {
  const topic = trail.at(-1);
  return topic?.kind === 'feature' ? topic.name : null;
}
