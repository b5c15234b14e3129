import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useKeys } from '../../app/keys.ts';
import { guardLeaving } from '../../app/route.ts';
import { useSettings } from '../../settings/useSettings.ts';
import { isLockedOut } from '../../unlock/leaving.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { length } from '../format.ts';
import { FrameCanvas } from '../frame/FrameCanvas.tsx';
import { FrameLabels } from '../frame/FrameLabels.tsx';
import type { GreyWindow } from '../frame/greyWindow.ts';
import { FIRST_LAYERS } from '../frame/layers.ts';
import type { GreyPicture } from '../frame/picture.ts';
import type { ShownView } from '../frame/shownView.ts';
import classes from './EditTools.module.css';
import { EditTools } from './EditTools.tsx';
import { useMaskEditing } from './useMaskEditing.ts';

type Props = {
  view: ShownView;
  picture: GreyPicture | null;
  window: GreyWindow;
  hidden: boolean;
  label: string;
  onClose: () => void;
};

/** A frame whose outlines are being corrected. Nothing is stored before "Save"; nothing unsaved is left unasked. */
export function EditFrame({ view, picture, window: greyWindow, hidden, label, onClose }: Props) {
  const { t } = useWords();
  const access = useCaseAccess();
  const { settings } = useSettings();
  const [asking, setAsking] = useState<((leave: boolean) => void) | null>(null);
  const editing = useMaskEditing(access.bundle.case.id, access.bundle.case.revision, view, (masks) =>
    access.change({ view: { kind: view.kind, ...masks } }),
  );
  const { unsaved } = editing;

  const ask = () =>
    new Promise<boolean>((resolve) => {
      setAsking(() => (leave: boolean) => {
        setAsking(null);
        resolve(leave);
      });
    });
  useEffect(() => {
    if (!unsaved) return;
    const removeGuard = guardLeaving(ask);
    const stay = (event: BeforeUnloadEvent) => {
      // A locked page is given up at once; the outlines are on the shelf.
      if (!isLockedOut()) event.preventDefault();
    };
    window.addEventListener('beforeunload', stay);
    return () => {
      removeGuard();
      window.removeEventListener('beforeunload', stay);
    };
  });

  const save = async (assessAfter: boolean) => {
    if (!(await editing.store())) return;
    if (assessAfter) {
      access.assess();
      onClose();
    }
  };
  const close = async () => {
    if (!unsaved || (await ask())) onClose();
  };

  const area = 'result.keysEdit' as const;
  useKeys([
    { keys: 'b', label: 'result.edit.brush', area, press: () => editing.setTool('brush') },
    { keys: 'x', label: 'result.edit.eraser', area, press: () => editing.setTool('eraser') },
    { keys: 'p', label: 'result.edit.redraw', area, press: () => editing.setTool('redraw') },
    {
      keys: 'g',
      label: 'result.edit.switch',
      area,
      press: () => editing.setTarget(editing.target === 'nodule' ? 'gland' : 'nodule'),
    },
    { keys: '[', label: 'result.edit.smaller', area, press: () => editing.stepRadius(-1) },
    { keys: ']', label: 'result.edit.larger', area, press: () => editing.stepRadius(1) },
    { keys: 'mod+z', label: 'result.edit.undo', area, press: editing.undo },
    { keys: 'mod+shift+z', label: 'result.edit.redo', area, press: editing.redo },
    { keys: 'mod+y', label: 'result.edit.redo', area, press: editing.redo },
    { keys: 'mod+s', label: 'result.edit.save', area, press: () => void save(false), inFields: true },
    { keys: 'enter', label: 'result.edit.closeOutline', area, press: editing.closeOutline },
    {
      keys: 'escape',
      label: 'result.edit.close',
      area,
      press: () => (editing.outline.length > 0 ? editing.cancel() : void close()),
    },
  ]);

  const live = editing.live;
  const spacing = view.spacingMmPerPx;
  const distance = live
    ? live.minDistancePx === 0
      ? t('result.atCapsule')
      : t('result.edit.distance', {
          distance: length(live.minDistancePx, spacing, settings.nearCapsuleMm),
        }) + (spacing === null ? ` · ${t('result.scaleUnknownShort')}` : '')
    : t('result.edit.noDistance');

  return (
    <>
      <EditTools
        editing={editing}
        distance={distance}
        onSave={(after) => void save(after)}
        onClose={() => void close()}
      />
      {editing.restored && editing.unsaved && <p className={classes.notice}>{t('result.edit.restored')}</p>}
      {editing.empty && (
        <p className={classes.notice} role="alert">
          {t(editing.empty === 'nodule' ? 'result.edit.emptyNodule' : 'result.edit.emptyGland')}
        </p>
      )}
      {editing.tool === 'redraw' && <p className={classes.notice}>{t('result.edit.redrawHint')}</p>}
      <FrameCanvas
        view={view}
        picture={picture}
        window={greyWindow}
        layers={FIRST_LAYERS}
        hidden={hidden}
        measure={null}
        measuring={false}
        editing={editing}
        label={label}
        overlay={(viewport, canvas) => (
          <FrameLabels
            view={view}
            viewport={viewport}
            canvas={canvas}
            layers={FIRST_LAYERS}
            editing={editing}
            measure={null}
            nearCapsuleMm={settings.nearCapsuleMm}
            onExplain={access.explain}
          />
        )}
      />
      <Modal
        opened={asking !== null}
        onClose={() => asking?.(false)}
        title={t('result.edit.leaveTitle')}
        closeButtonProps={{ 'aria-label': t('result.edit.stay') }}
      >
        <Text size="sm" mb="md">
          {t('result.edit.leaveText')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => asking?.(false)}>
            {t('result.edit.stay')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              editing.discard();
              asking?.(true);
            }}
          >
            {t('result.edit.discard')}
          </Button>
          <Button
            loading={editing.saving}
            onClick={() => {
              void editing.store().then((saved) => asking?.(saved));
            }}
          >
            {t('result.edit.saveAndLeave')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
