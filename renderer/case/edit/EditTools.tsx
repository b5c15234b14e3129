import { Button, Kbd, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconEraser,
  IconLassoPolygon,
  IconRestore,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { WordKey } from '../../../app/words/en.ts';
import { useWords } from '../../words/words.ts';
import { BRUSH_RADIUS } from './brush.ts';
import classes from './EditTools.module.css';
import type { EditTool } from './editing.ts';
import type { MaskName } from './history.ts';
import type { MaskEditing } from './useMaskEditing.ts';

type Props = {
  editing: MaskEditing;
  /** The distance to the capsule as the outlines stand now, in words. */
  distance: string;
  onSave: (assessAfter: boolean) => void;
  onClose: () => void;
};

/** The tools for correcting an outline, above the frame while it is edited. */
export function EditTools({ editing, distance, onSave, onClose }: Props) {
  const { t } = useWords();
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="xs"
        aria-label={t('result.edit.which')}
        value={editing.target}
        onChange={(value) => editing.setTarget(value as MaskName)}
        data={(['nodule', 'gland'] as const).map((name) => ({
          value: name,
          label: (
            <span className={classes.target} data-mask={name}>
              {t(`result.layer.${name}`)}
            </span>
          ),
        }))}
      />
      <fieldset className={classes.group}>
        <legend className="tm-sr">{t('result.edit.tool')}</legend>
        <ToolButton
          editing={editing}
          tool="brush"
          icon={<IconBrush size={16} />}
          caps="B"
          label="result.edit.brush"
        />
        <ToolButton
          editing={editing}
          tool="eraser"
          icon={<IconEraser size={16} />}
          caps="X"
          label="result.edit.eraser"
        />
        <ToolButton
          editing={editing}
          tool="redraw"
          icon={<IconLassoPolygon size={16} />}
          caps="P"
          label="result.edit.redraw"
        />
      </fieldset>
      {editing.tool !== 'redraw' && (
        <div className={classes.size}>
          <span className={classes.quiet}>{t('result.edit.size')}</span>
          <Slider
            className={classes.slider}
            min={BRUSH_RADIUS.min}
            max={BRUSH_RADIUS.max}
            step={0.5}
            size="sm"
            scale={(v) => v}
            label={(radius) => t('result.px', { px: radius * 2 })}
            value={editing.radius}
            onChange={editing.setRadius}
            thumbLabel={t('result.edit.size')}
          />
          <Kbd size="xs">[</Kbd>
          <Kbd size="xs">]</Kbd>
        </div>
      )}
      <div className={classes.group}>
        <Tooltip label={`${t('result.edit.undo')} (Ctrl+Z)`} openDelay={500}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('result.edit.undo')}
            disabled={!editing.canUndo}
            onClick={editing.undo}
          >
            <IconArrowBackUp size={17} />
          </Button>
        </Tooltip>
        <Tooltip label={`${t('result.edit.redo')} (Ctrl+Shift+Z)`} openDelay={500}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('result.edit.redo')}
            disabled={!editing.canRedo}
            onClick={editing.redo}
          >
            <IconArrowForwardUp size={17} />
          </Button>
        </Tooltip>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconRestore size={16} />}
          disabled={!editing.session.byHand[editing.target]}
          onClick={editing.backToModel}
        >
          {t('result.edit.backToModel')}
        </Button>
      </div>
      <output className={classes.distance}>{distance}</output>
      <div className={classes.end}>
        <span className={classes.state} data-unsaved={editing.unsaved}>
          {t(editing.unsaved ? 'result.edit.unsaved' : 'result.edit.noChange')}
        </span>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {t('result.edit.close')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!editing.unsaved}
          loading={editing.saving}
          onClick={() => onSave(false)}
        >
          {t('result.edit.save')}
        </Button>
        <Button
          size="compact-sm"
          disabled={!editing.unsaved}
          loading={editing.saving}
          onClick={() => onSave(true)}
        >
          {t('result.edit.saveAndAssess')}
        </Button>
      </div>
    </div>
  );
}

function ToolButton(props: {
  editing: MaskEditing;
  tool: EditTool;
  icon: ReactNode;
  caps: string;
  label: WordKey;
}) {
  const { t } = useWords();
  const { editing, tool, icon, caps, label } = props;
  return (
    <button
      type="button"
      className={classes.tool}
      aria-pressed={editing.tool === tool}
      title={`${t(label)} (${caps})`}
      onClick={() => editing.setTool(tool)}
    >
      {icon}
      {t(label)}
    </button>
  );
}
