import { IconEyeCheck, IconFlask, IconRefreshAlert } from '@tabler/icons-react';
import { memo } from 'react';
import type { Job, WorkListRow } from '../../app/contract/channels.ts';
import { fullDate, shortDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './ListRow.module.css';
import { RowRiskMark } from './RowRiskMark.tsx';
import { secondLine } from './rowText.ts';

type Props = {
  row: WorkListRow;
  open: boolean;
  marked: boolean;
  /** While anything is marked every row shows its box. */
  marking: boolean;
  job: Job | undefined;
  index: number;
  onOpen: (index: number) => void;
  onMark: (caseId: string, index: number, range: boolean) => void;
  /** The pointer came to rest on the row's element, or left it (null). */
  onHover: (element: HTMLElement | null, row: WorkListRow) => void;
};

export const ListRow = memo(function ListRow({
  row,
  open,
  marked,
  marking,
  job,
  index,
  onOpen,
  onMark,
  onHover,
}: Props) {
  const { t, language } = useWords();
  const marks = [
    row.simulated && { Icon: IconFlask, label: t('list.simulated'), tone: 'simulated' },
    row.stale && { Icon: IconRefreshAlert, label: t('list.stale'), tone: 'stale' },
    row.reviewed && { Icon: IconEyeCheck, label: t('list.reviewed'), tone: 'reviewed' },
  ].filter((mark) => mark !== false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only brings up a picture
    <div
      className={classes.row}
      data-open={open}
      data-marked={marked}
      data-marking={marking}
      onMouseEnter={(event) => onHover(event.currentTarget, row)}
      onMouseLeave={() => onHover(null, row)}
    >
      <input
        type="checkbox"
        className={classes.box}
        aria-label={t('list.mark', { label: row.label })}
        checked={marked}
        onChange={() => {}}
        onClick={(event) => onMark(row.caseId, index, event.shiftKey)}
      />
      <button
        type="button"
        className={classes.open}
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          onHover(null, row);
          if (event.ctrlKey || event.metaKey || event.shiftKey) onMark(row.caseId, index, event.shiftKey);
          else onOpen(index);
        }}
      >
        <RowRiskMark row={row} job={job} />
        <span className={classes.lines}>
          <span className={classes.first}>
            <span className={classes.label}>{row.label}</span>
            <time className={classes.date} dateTime={row.createdAt} title={fullDate(row.createdAt, language)}>
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
  );
});
