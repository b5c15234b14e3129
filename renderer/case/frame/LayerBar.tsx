import { ActionIcon, Button, Menu, Popover, Slider, Tooltip } from '@mantine/core';
import { IconBrightnessHalf, IconCheck, IconChevronDown, IconEye } from '@tabler/icons-react';
import { useWords } from '../../words/words.ts';
import { BRIGHTNESS, CONTRAST, type GreyWindow, isPlain, PLAIN_WINDOW } from './greyWindow.ts';
import classes from './LayerBar.module.css';
import {
  CAM_NAMES,
  type CamName,
  isOn,
  LAYER_NAMES,
  type LayerName,
  type Layers,
  toggleLayer,
} from './layers.ts';

type Props = {
  layers: Layers;
  onLayers: (layers: Layers) => void;
  window: GreyWindow;
  onWindow: (window: GreyWindow) => void;
  /** The activation maps of this assessment; those that failed their checks are missing. */
  cams: readonly CamName[];
  /** While the pointer or finger holds it, the bare frame is shown. */
  onHide: (hidden: boolean) => void;
};

/** Which layers lie over the frames, and how bright the frames are. One bar for both frames. */
export function LayerBar({ layers, onLayers, window, onWindow, cams, onHide }: Props) {
  const { t } = useWords();
  return (
    // A click leaves the keyboard where it was: Space goes on hiding the layers instead of pressing this button again.
    <div
      className={classes.bar}
      role="toolbar"
      aria-label={t('result.layers')}
      onMouseDown={(event) => event.preventDefault()}
    >
      {LAYER_NAMES.map((name, i) => (
        <LayerToggle key={name} name={name} number={i + 1} layers={layers} onLayers={onLayers} cams={cams} />
      ))}
      <Tooltip label={t('result.hideLayers')} openDelay={500}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('result.hideLayers')}
          onPointerDown={() => onHide(true)}
          onPointerUp={() => onHide(false)}
          onPointerLeave={() => onHide(false)}
        >
          <IconEye size={16} />
        </ActionIcon>
      </Tooltip>
      <GreyWindowControl window={window} onWindow={onWindow} />
    </div>
  );
}

function LayerToggle(props: {
  name: LayerName;
  number: number;
  layers: Layers;
  onLayers: (layers: Layers) => void;
  cams: readonly CamName[];
}) {
  const { name, number, layers, onLayers, cams } = props;
  const disabled = name === 'cam' && cams.length === 0;
  const { t } = useWords();
  const on = isOn(layers, name);
  const toggle = (
    <button
      type="button"
      className={classes.toggle}
      data-layer={name}
      aria-pressed={on}
      disabled={disabled}
      title={disabled ? t('result.camMissing') : t('result.layerKey', { key: number })}
      onClick={() => onLayers(toggleLayer(layers, name, cams[0]))}
    >
      <span className={classes.box}>{on && <IconCheck size={11} stroke={3} />}</span>
      {name === 'cam' && layers.cam ? t(`result.cam.${layers.cam}`) : t(`result.layer.${name}`)}
      <kbd className={classes.key}>{number}</kbd>
    </button>
  );
  if (name !== 'cam' || disabled) return toggle;
  return (
    <span className={classes.split}>
      {toggle}
      <Menu position="top-start">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="xs" aria-label={t('result.chooseCam')}>
            <IconChevronDown size={13} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {CAM_NAMES.map((cam) => (
            <Menu.Item
              key={cam}
              disabled={!cams.includes(cam)}
              title={cams.includes(cam) ? undefined : t('explanation.noMap')}
              leftSection={layers.cam === cam ? <IconCheck size={14} /> : <span style={{ width: 14 }} />}
              onClick={() => onLayers({ ...layers, cam, phi: false })}
            >
              {t(`result.cam.${cam}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

function GreyWindowControl({ window, onWindow }: { window: GreyWindow; onWindow: (w: GreyWindow) => void }) {
  const { t } = useWords();
  return (
    <Popover position="top-end" width={240} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.toggle} data-layer="window" aria-pressed={!isPlain(window)}>
          <IconBrightnessHalf size={15} />
          {t('result.greyWindow')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.sliderLabel}>{t('result.brightness')}</div>
        <Slider
          {...BRIGHTNESS}
          value={window.brightness}
          onChange={(brightness) => onWindow({ ...window, brightness })}
          thumbLabel={t('result.brightness')}
        />
        <div className={classes.sliderLabel}>{t('result.contrast')}</div>
        <Slider
          {...CONTRAST}
          step={0.05}
          value={window.contrast}
          label={(value) => value.toFixed(2)}
          onChange={(contrast) => onWindow({ ...window, contrast })}
          thumbLabel={t('result.contrast')}
        />
        <p className={classes.note}>{t('result.greyWindowNote')}</p>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isPlain(window)}
          onClick={() => onWindow(PLAIN_WINDOW)}
        >
          {t('result.greyWindowReset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
