import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BACKUP_SCHEDULES, type BackupSchedule, KEPT_BACKUPS } from '../../app/backup/backup.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';

/** How often by itself, and where to. */
export function BackupChoices({ folder, onChanged }: { folder: string; onChanged: () => void }) {
  const { t } = useWords();
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState(settings.backupFolder);
  useEffect(() => setTyped(settings.backupFolder), [settings.backupFolder]);
  const keep = (part: Parameters<typeof change>[0]) => void Promise.resolve(change(part)).then(onChanged);
  return (
    <div className={classes.choices}>
      <div>
        <h2>{t('backup.schedule')}</h2>
        <SegmentedControl
          size="sm"
          aria-label={t('backup.schedule')}
          data={BACKUP_SCHEDULES.map((value) => ({ value, label: t(`backup.schedule.${value}`) }))}
          value={settings.backupSchedule}
          onChange={(value) => keep({ backupSchedule: value as BackupSchedule })}
        />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep({ backupFolder: typed.trim() });
        }}
      >
        <div className={classes.folder}>
          <TextInput
            label={t('backup.folder')}
            value={typed}
            placeholder={folder}
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={typed.trim() === settings.backupFolder}>
            {t('backup.folder.keep')}
          </Button>
        </div>
        <p className={classes.quiet}>{t('backup.folder.what', { folder })}</p>
        <p className={classes.quiet}>{t('backup.schedule.what', KEPT_BACKUPS)}</p>
      </form>
    </div>
  );
}
