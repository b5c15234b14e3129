import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import type { Assessment } from '../../app/case/assessment.ts';
import { fullDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './CaseNotices.module.css';
import type { CaseAccess } from './caseContext.ts';
import { staleText } from './staleText.ts';

type Props = { access: CaseAccess; earlier: Assessment | null; onNewest: () => void };

/** One line above the frames for what must be known before reading: an old estimate, or one of the past. */
export function CaseNotices({ access, earlier, onNewest }: Props) {
  const words = useWords();
  const { t, language } = words;
  const { stale, staleBecause, assessment, running } = access;
  if (earlier) {
    return (
      <div className={classes.notice} data-kind="earlier" role="status">
        <IconHistory size={17} aria-hidden />
        <span>
          {t('result.readingEarlier', {
            time: fullDate(earlier.createdAt, language),
            pack: earlier.packVersion,
          })}
        </span>
        <Button size="compact-sm" variant="default" onClick={onNewest}>
          {t('result.backToNewest')}
        </Button>
      </div>
    );
  }
  if (!stale || !assessment || running) return null;
  return (
    <div className={classes.notice} data-kind="stale" role="status">
      <IconAlertTriangle size={17} aria-hidden />
      <span>{staleText(staleBecause, words)}</span>
      {!access.readOnly && (
        <Button size="compact-sm" onClick={access.assess}>
          {t('result.reassess')} (R)
        </Button>
      )}
    </div>
  );
}
