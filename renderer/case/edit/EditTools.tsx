import { Button, Kbd, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconEraser,
  IconLassoPolygon,
  IconRestore,
} from '@tabler/icons-react';
import { useWords } from '../../words/words.ts';
import { BRUSH_RADIUS } from './brush.ts';
import classes from './EditTools.module.css';
import type { MaskName } from './history.ts';
import type { MaskEditing } from './useMaskEditing.ts';

type Props = {
  editing: MaskEditing;
  /** The distance to the capsule as the outlines stand now, in words. */
  distance: string;
  onSave: (assessAfter: boolean) => void;
  onClose: () => void;
};

const TOOLS = [
  { tool: 'brush', key: 'B', Icon: IconBrush },
  { tool: 'eraser', key: 'X', Icon: IconEraser },
  { tool: 'redraw', key: 'P', Icon: IconLassoPolygon },
] as const;

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
        {TOOLS.map(({ tool, key, Icon }) => (
          <button
            key={tool}
            type="button"
            className={classes.tool}
            aria-pressed={editing.tool === tool}
            title={`${t(`result.edit.${tool}`)} (${key})`}
            onClick={() => editing.setTool(tool)}
          >
            <Icon size={16} />
            {t(`result.edit.${tool}`)}
          </button>
        ))}
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
        {(
          [
            ['undo', 'Ctrl+Z', IconArrowBackUp, editing.canUndo],
            ['redo', 'Ctrl+Shift+Z', IconArrowForwardUp, editing.canRedo],
          ] as const
        ).map(([name, keys, Icon, can]) => (
          <Tooltip key={name} label={`${t(`result.edit.${name}`)} (${keys})`} openDelay={500}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={t(`result.edit.${name}`)}
              disabled={!can}
              onClick={editing[name]}
            >
              <Icon size={17} />
            </Button>
          </Tooltip>
        ))}
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
