import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { useWords } from '../words/words.ts';
import { boundsOf, type NumberSettingName, readSetting, showSetting } from './numberField.ts';
import classes from './SettingsSheet.module.css';
import { useSettings } from './useSettings.ts';

type Props = {
  setting: NumberSettingName;
  unit: string;
  /** 100 where a share is shown in percent. */
  scale: number;
  decimals: number;
  disabled: boolean;
};

/** One number with its meaning; kept on leaving the field or Enter, and only if it is possible. */
export function NumberSetting({ setting, unit, scale, decimals, disabled }: Props) {
  const { t } = useWords();
  const { settings, change } = useSettings();
  const value = settings[setting];
  const [typed, setTyped] = useState(() => showSetting(value, scale, decimals));
  useEffect(() => setTyped(showSetting(value, scale, decimals)), [value, scale, decimals]);
  const read = readSetting(setting, typed, scale);
  const keep = () => {
    if (read !== null && read !== value) void change({ [setting]: read });
  };
  return (
    <div className={classes.row}>
      <div>
        <label className={classes.name} htmlFor={`setting-${setting}`}>
          {t(`settings.${setting}`)}
        </label>
        <p className={classes.what} id={`setting-${setting}-what`}>
          {t(`settings.${setting}.what`)}{' '}
          {t('settings.default', { value: showSetting(DEFAULT_SETTINGS[setting], scale, decimals), unit })}
        </p>
      </div>
      <TextInput
        id={`setting-${setting}`}
        aria-describedby={`setting-${setting}-what`}
        inputMode="decimal"
        disabled={disabled}
        rightSection={unit ? <span className={classes.what}>{unit}</span> : undefined}
        rightSectionPointerEvents="none"
        value={typed}
        error={read === null ? t('settings.range', { ...boundsOf(setting, scale), unit }) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </div>
  );
}
