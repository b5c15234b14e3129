import { Button, Checkbox } from '@mantine/core';
import { IconCopy, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { toast } from '../app/toasts.ts';
import { useAppInfo } from '../trouble/useAppInfo.ts';
import { useWords } from '../words/words.ts';
import classes from './unlock.module.css';

type Props = { code: string; onDone: () => void; doneLabel: string; skippable: boolean };

/** The recovery code, shown this once: to write down, copy or print. */
export function RecoveryCode({ code, onDone, doneLabel, skippable }: Props) {
  const { t, language } = useWords();
  const { info } = useAppInfo();
  const [written, setWritten] = useState(false);
  const made = { date: new Date().toLocaleDateString(language), folder: info?.dataFolder ?? '' };
  return (
    <section className={classes.code} aria-labelledby="recovery-title">
      <h1 id="recovery-title">{t('recovery.title')}</h1>
      <p>{t('recovery.what')}</p>
      <div className={classes.printed}>
        <p className={classes.onPaper}>{t('recovery.printTitle')}</p>
        <output className={classes.groups} aria-label={t('recovery.title')}>
          {code}
        </output>
        <p className={classes.onPaper}>{t('recovery.made', made)}</p>
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} />}
          onClick={() =>
            void navigator.clipboard.writeText(code).then(() => toast({ text: t('recovery.copied') }))
          }
        >
          {t('recovery.copy')}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
      </div>
      <Checkbox
        label={t('recovery.written')}
        checked={written}
        onChange={(event) => setWritten(event.currentTarget.checked)}
      />
      <div className={classes.actions}>
        <Button disabled={!written} onClick={onDone}>
          {doneLabel}
        </Button>
        {skippable && !written && (
          <Button variant="subtle" color="gray" onClick={onDone}>
            {t('recovery.later')}
          </Button>
        )}
      </div>
    </section>
  );
}
