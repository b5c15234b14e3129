import { Button, Loader } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { SharedEye } from '../../atlas/useAtlasState.ts';
import { FeatureSankey } from '../../sankey/FeatureSankey.tsx';
import { useSettings } from '../../settings/useSettings.ts';
import { useWords } from '../../words/words.ts';
import { patientLine } from '../CaseHeader.tsx';
import { type CaseAccess, CaseContext } from '../caseContext.ts';
import { ExplanationDrawer } from '../explain/ExplanationDrawer.tsx';
import type { Topic } from '../explain/topic.ts';
import { FrameCanvas } from '../frame/FrameCanvas.tsx';
import { FrameLabels } from '../frame/FrameLabels.tsx';
import { usePicture } from '../frame/picture.ts';
import type { ShownView } from '../frame/shownView.ts';
import { CaseAtlas } from '../panels/CaseAtlas.tsx';
import { RiskPanel } from '../panels/RiskPanel.tsx';
import type { BoardState } from '../useBoardState.ts';
import { useCase } from '../useCase.ts';
import { useViews } from '../useViews.ts';
import classes from './CompareScreen.module.css';

const nothing = () => {};
const refused = async () => false;

type Props = {
  caseId: string;
  board: BoardState;
  /** Both glands turn together. */
  turning: SharedEye;
  onChange?: () => void;
};

/** One of the two cases compared. */
export function CompareColumn({ caseId, board, turning, onChange }: Props) {
  const { t, fail } = useWords();
  const { bundle, failure } = useCase(caseId);
  const [trail, setTrail] = useState<readonly Topic[]>([]);
  const explain = useCallback((topic: Topic) => setTrail([topic]), []);
  const views = useViews(
    bundle?.case.views ?? [],
    bundle?.assessment ?? null,
    {},
    bundle?.assessment != null,
  );
  if (failure) return <p className={classes.message}>{fail(failure)}</p>;
  if (!bundle) return <Loader className={classes.message} aria-label={t('shell.loading')} />;
  const { assessment } = bundle;
  const access: CaseAccess = {
    bundle,
    assessment,
    partsState: 'notAsked',
    asAssessed: true,
    readOnly: true,
    refusal: null,
    stale: bundle.stale,
    staleBecause: bundle.staleBecause,
    job: null,
    running: false,
    views,
    change: refused,
    chooseNodule: nothing,
    assess: nothing,
    cancel: nothing,
    explain,
  };
  return (
    <CaseContext value={access}>
      <article className={classes.column} aria-label={bundle.case.label}>
        <header className={classes.caseHeader}>
          <h2 className={classes.label}>{bundle.case.label}</h2>
          <span>{patientLine(access, t)}</span>
          {bundle.case.simulated && <span className={classes.simulated}>{t('result.simulatedCase')}</span>}
          {bundle.stale && <span className={classes.stale}>{t('result.staleShort')}</span>}
          {onChange && (
            <Button size="compact-xs" variant="default" className={classes.change} onClick={onChange}>
              {t('result.compareOther')}
            </Button>
          )}
        </header>
        <div className={classes.frames}>
          {views.map((view) => (
            <CompareFrame key={view.kind} view={view} board={board} access={access} />
          ))}
        </div>
        <div className={classes.risk}>
          <RiskPanel />
        </div>
        <div className={classes.lower}>
          <section className={classes.where} aria-label={t('atlas.compareWhere')}>
            <CaseAtlas bundle={bundle} assessment={assessment} shared={turning} />
          </section>
          <div className={classes.features}>
            {assessment && (
              <FeatureSankey
                features={assessment.features}
                method={assessment.explained?.contributions ?? 'rollout'}
                probability={assessment.risk?.probability ?? null}
                onSelect={(name) => explain({ kind: 'feature', name })}
              />
            )}
          </div>
        </div>
      </article>
      <ExplanationDrawer
        trail={trail}
        onAsk={(topic) => setTrail((asked) => [...asked, topic])}
        onBack={() => setTrail((asked) => asked.slice(0, -1))}
        onClose={() => setTrail([])}
      />
    </CaseContext>
  );
}

function CompareFrame({ view, board, access }: { view: ShownView; board: BoardState; access: CaseAccess }) {
  const { t } = useWords();
  const { settings } = useSettings();
  const { picture } = usePicture(view.imageId);
  const name = t(`view.${view.kind}`);
  return (
    <section className={classes.frame}>
      <h3 className={classes.frameTitle}>{name}</h3>
      <FrameCanvas
        view={view}
        picture={picture}
        window={board.window}
        layers={board.layers}
        hidden={board.hidden}
        measure={null}
        measuring={false}
        editing={null}
        label={t('result.frameOf', { view: name, label: access.bundle.case.label })}
        overlay={(viewport, canvas) =>
          !board.hidden && (
            <FrameLabels
              view={view}
              viewport={viewport}
              canvas={canvas}
              layers={board.layers}
              editing={null}
              measure={null}
              nearCapsuleMm={settings.nearCapsuleMm}
              onExplain={access.explain}
            />
          )
        }
      />
    </section>
  );
}
