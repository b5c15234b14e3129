import { Checkbox, HoverCard } from '@mantine/core';
import { IconEyeCheck, IconFlask, IconRefreshAlert } from '@tabler/icons-react';
import { memo } from 'react';
import type { Job, WorkListRow } from '../../app/contract/channels.ts';
import { fullDate, shortDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './ListRow.module.css';
import { RowRiskMark } from './RowRiskMark.tsx';
import { RowThumbnail } from './RowThumbnail.tsx';
import { secondLine } from './rowText.ts';

type Props = {
  row: WorkListRow;
  open: boolean;
  marked: boolean;
  /** While anything is marked every row shows its box. */
  marking: boolean;
  job: Job | undefined;
  onOpen: () => void;
  onMark: (range: boolean) => void;
};

export const ListRow = memo(function ListRow({ row, open, marked, marking, job, onOpen, onMark }: Props) {
  const { t, language } = useWords();
  const marks = [
    row.simulated && { Icon: IconFlask, label: t('list.simulated'), tone: 'simulated' },
    row.stale && { Icon: IconRefreshAlert, label: t('list.stale'), tone: 'stale' },
    row.reviewed && { Icon: IconEyeCheck, label: t('list.reviewed'), tone: 'reviewed' },
  ].filter((mark) => mark !== false);
  return (
    <HoverCard openDelay={450} closeDelay={0} position="right-start" withinPortal shadow="md">
      <HoverCard.Target>
        <div className={classes.row} data-open={open} data-marked={marked} data-marking={marking}>
          <Checkbox
            size="xs"
            className={classes.box}
            aria-label={t('list.mark', { label: row.label })}
            checked={marked}
            onChange={() => {}}
            onClick={(event) => onMark(event.shiftKey)}
          />
          <button
            type="button"
            className={classes.open}
            aria-current={open ? 'true' : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) onMark(event.shiftKey);
              else onOpen();
            }}
          >
            <RowRiskMark row={row} job={job} />
            <span className={classes.lines}>
              <span className={classes.first}>
                <span className={classes.label}>{row.label}</span>
                <time
                  className={classes.date}
                  dateTime={row.createdAt}
                  title={fullDate(row.createdAt, language)}
                >
                  {shortDate(row.createdAt, language)}
                </time>
              </span>
              <span className={classes.second}>
                <span className={classes.facts}>{secondLine(row, t)}</span>
                {marks.map(({ Icon, label, tone }) => (
                  <span key={tone} className={classes.mark} data-tone={tone} title={label}>
                    <Icon size={14} aria-hidden />
                    <span className="tm-sr">{label}</span>
                  </span>
                ))}
              </span>
            </span>
          </button>
        </div>
      </HoverCard.Target>
      <HoverCard.Dropdown p={6}>
        <RowThumbnail caseId={row.caseId} views={row.views} />
      </HoverCard.Dropdown>
    </HoverCard>
  );
});
