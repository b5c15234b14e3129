import { Button, Modal, SegmentedControl } from '@mantine/core';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import type { Language } from '../../app/words/say.ts';
import { openSheet, useRoute } from '../app/route.ts';
import { useAppInfo } from '../trouble/useAppInfo.ts';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { LANGUAGE_NAMES } from './LanguageSwitch.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import classes from './SettingsSheet.module.css';
import { useSettings } from './useSettings.ts';

/** What a clinic may change. Each value is kept as soon as it is complete and possible. */
export function SettingsSheet() {
  const { t } = useWords();
  const { sheet } = useRoute();
  return (
    <Modal
      opened={sheet === 'settings'}
      onClose={() => openSheet(null)}
      title={t('shell.settings')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <SettingsBody />
    </Modal>
  );
}

function SettingsBody() {
  const { t } = useWords();
  const { settings, known, change } = useSettings();
  const refusal = useRefusal('settings.set', { prevalence: settings.prevalence });
  const fixed = !known || refusal !== null;
  const { info } = useAppInfo();
  // Where backups go is this clinic's own: no default is better.
  const {
    language: _language,
    examplesOffered: _offered,
    backupFolder: _folder,
    ...defaults
  } = DEFAULT_SETTINGS;
  return (
    <div className={classes.body}>
      <div className={classes.row}>
        <div>
          <div className={classes.name}>{t('shell.language')}</div>
        </div>
        <SegmentedControl
          size="sm"
          aria-label={t('shell.language')}
          data={LANGUAGE_NAMES}
          value={settings.language}
          onChange={(language) => void change({ language: language as Language })}
        />
      </div>
      {refusal && <p className={classes.note}>{t(refusal)}</p>}
      <NumberSetting setting="prevalence" unit="%" scale={100} decimals={0} disabled={fixed} />
      <NumberSetting setting="positiveCutoff" unit="%" scale={100} decimals={0} disabled={fixed} />
      <NumberSetting setting="nearCapsuleMm" unit="mm" scale={1} decimals={1} disabled={fixed} />
      <NumberSetting setting="inferenceThreads" unit="" scale={1} decimals={0} disabled={fixed} />
      <div className={classes.row}>
        <div>
          <div className={classes.name}>{t('settings.keepIdentifiers')}</div>
          <p className={classes.what}>{t('settings.keepIdentifiers.what')}</p>
        </div>
        <SegmentedControl
          size="sm"
          aria-label={t('settings.keepIdentifiers')}
          disabled={fixed}
          data={[
            { value: 'off', label: t('settings.keepIdentifiers.off') },
            { value: 'on', label: t('settings.keepIdentifiers.on') },
          ]}
          value={settings.keepIdentifiers ? 'on' : 'off'}
          onChange={(value) => void change({ keepIdentifiers: value === 'on' })}
        />
      </div>
      <NumberSetting setting="lockAfterMinutes" unit="min" scale={1} decimals={0} disabled={fixed} />
      <p className={classes.note}>{t('settings.note')}</p>
      <div className={classes.foot}>
        <Button variant="default" size="compact-sm" disabled={fixed} onClick={() => void change(defaults)}>
          {t('settings.defaults')}
        </Button>
      </div>
      {info && (
        <dl className={classes.about}>
          <dt>{t('settings.version')}</dt>
          <dd>{info.version}</dd>
          <dt>{t('settings.dataFolder')}</dt>
          <dd>{info.dataFolder}</dd>
          <dt>{t('settings.host')}</dt>
          <dd>
            {t(`settings.host.${info.host}`)}
            {info.hostReason && ` (${info.hostReason})`}
          </dd>
        </dl>
      )}
    </div>
  );
}
