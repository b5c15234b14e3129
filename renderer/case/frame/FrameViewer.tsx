import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBrush,
  IconDots,
  IconRulerMeasure,
  IconRulerMeasure2,
  IconStack2,
} from '@tabler/icons-react';
import type { CoarseMap } from '../../../app/case/coarseMap.ts';
import { useSettings } from '../../settings/useSettings.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { EditFrame } from '../edit/EditFrame.tsx';
import { Panel, type PanelFocus } from '../panels/Panel.tsx';
import { FrameCanvas } from './FrameCanvas.tsx';
import { FrameLabels } from './FrameLabels.tsx';
import classes from './FrameViewer.module.css';
import type { GreyWindow } from './greyWindow.ts';
import type { Layers } from './layers.ts';
import type { Measure } from './measure.ts';
import { OriginNote } from './OriginNote.tsx';
import { usePicture } from './picture.ts';
import { ScaleForm } from './ScaleForm.tsx';
import type { ShownView } from './shownView.ts';

/** What is being done in one viewer besides looking. */
export type ViewerTask = 'look' | 'ruler' | 'scale' | 'edit';

/** The map of a second opinion that is being read. */
export type OpinionOver = { readonly system: string; readonly map: CoarseMap };

type Props = {
  view: ShownView;
  focus: PanelFocus;
  layers: Layers;
  opinion: OpinionOver | null;
  window: GreyWindow;
  hidden: boolean;
  task: ViewerTask;
  onTask: (task: ViewerTask) => void;
  measure: Measure | null;
  onMeasure: (measure: Measure | null) => void;
};

/** One view of the case: its frame with everything found on it, and the tools to measure and correct. */
export function FrameViewer(props: Props) {
  const { view, focus, layers, opinion, window, hidden, task, onTask, measure, onMeasure } = props;
  const { t } = useWords();
  const access = useCaseAccess();
  const { settings } = useSettings();
  const { picture, failure } = usePicture(view.imageId);
  const { fail } = useWords();
  const name = t(`view.${view.kind}`);
  const measuring = task === 'ruler' || task === 'scale';
  const other = view.kind === 'transverse' ? 'longitudinal' : 'transverse';

  const choose = (rank: number) => access.chooseNodule(view.kind, rank);

  const marks = [
    view.noduleByHand && t('result.byHandNodule'),
    view.glandByHand && t('result.byHandGland'),
    view.changed && view.assessed && !view.arriving && t('result.changedSince'),
  ].filter(Boolean);

  const actions = task !== 'edit' && (
    <>
      <Tool
        label={`${t('result.ruler')} (M)`}
        active={task === 'ruler'}
        onClick={() => onTask(task === 'ruler' ? 'look' : 'ruler')}
      >
        <IconRulerMeasure size={16} />
      </Tool>
      <OriginNote key={view.imageId} imageId={view.imageId} />
      {!access.readOnly && (
        <>
          <Tool label={`${t('result.editOutlines')} (E)`} onClick={() => onTask('edit')} disabled={!picture}>
            <IconBrush size={16} />
          </Tool>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('result.more')}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconRulerMeasure2 size={15} />} onClick={() => onTask('scale')}>
                {t('result.setScale')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowsExchange size={15} />}
                onClick={() => void access.change({ view: { kind: view.kind, newKind: other } })}
              >
                {t(`result.isView.${other}`)}
              </Menu.Item>
              {view.others.map(({ rank }) => (
                <Menu.Item key={rank} leftSection={<IconStack2 size={15} />} onClick={() => choose(rank)}>
                  {t('result.chooseNodule', { n: rank + 1 })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
    </>
  );

  return (
    <Panel
      id={view.kind}
      focus={focus}
      title={
        <>
          {name}
          {marks.length > 0 && <span className={classes.marks}> · {marks.join(' · ')}</span>}
        </>
      }
      actions={actions}
    >
      {task === 'edit' ? (
        <EditFrame
          view={view}
          picture={picture}
          window={window}
          hidden={hidden}
          label={t('result.frameOf', { view: name, label: access.bundle.case.label })}
          onClose={() => onTask('look')}
        />
      ) : (
        <>
          <FrameCanvas
            view={view}
            picture={picture}
            window={window}
            layers={layers}
            opinionMap={opinion?.map ?? null}
            hidden={hidden}
            measure={measure}
            measuring={measuring}
            onMeasure={onMeasure}
            editing={null}
            label={t('result.frameOf', { view: name, label: access.bundle.case.label })}
            overlay={(viewport, canvas) =>
              !hidden && (
                <FrameLabels
                  view={view}
                  viewport={viewport}
                  canvas={canvas}
                  layers={layers}
                  mapOf={view.changed ? null : opinion?.system}
                  editing={null}
                  measure={measure}
                  nearCapsuleMm={settings.nearCapsuleMm}
                  onChoose={access.readOnly ? undefined : choose}
                  onExplain={access.explain}
                />
              )
            }
          />
          {failure && <p className={classes.failure}>{fail(failure)}</p>}
          {measuring && (
            <ScaleForm
              key={task}
              measure={measure}
              spacingMmPerPx={view.spacingMmPerPx}
              settingScale={task === 'scale'}
              readOnly={access.readOnly}
              onSetScale={(spacingMmPerPx) => {
                void access
                  .change({ view: { kind: view.kind, spacingMmPerPx, spacingSource: 'measured' } })
                  .then((done) => done && onTask('look'));
              }}
              onClose={() => onTask('look')}
            />
          )}
        </>
      )}
    </Panel>
  );
}

function Tool(props: {
  label: string;
  active?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  const { label, active, disabled, onClick, children } = props;
  return (
    <Tooltip label={label} openDelay={500}>
      <ActionIcon
        variant={active ? 'light' : 'subtle'}
        color={active ? undefined : 'gray'}
        size="sm"
        aria-label={label}
        aria-pressed={active}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
