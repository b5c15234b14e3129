import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { WorkListRow } from '../../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../../app/failure.ts';
import { ask, useLink } from '../../link/link.ts';
import { riskPercent } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { rowRisk, secondLine } from '../../workList/rowText.ts';
import classes from './CasePicker.module.css';

const SHOWN_MOST = 50;

/** Picks the second case; the field understands what the work list's search does. */
export function CasePicker({ besides, onPick }: { besides: string; onPick: (caseId: string) => void }) {
  const { t, fail } = useWords();
  const link = useLink();
  const [search, setSearch] = useState('');
  const [rows, setRows] = useState<readonly WorkListRow[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let current = true;
    ask(link, 'case.workList', { search, limit: SHOWN_MOST }).then(
      (found) => {
        if (!current) return;
        setRows(found.rows.filter((row) => row.caseId !== besides));
        setFailure(null);
      },
      (thrown) => current && setFailure(toFailure(thrown)),
    );
    return () => {
      current = false;
    };
  }, [link, search, besides]);
  return (
    <section className={classes.picker}>
      <h2 className={classes.title}>{t('result.comparePick')}</h2>
      <TextInput
        autoFocus
        leftSection={<IconSearch size={16} />}
        placeholder={t('list.searchExample')}
        aria-label={t('list.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {failure && <p role="alert">{fail(failure)}</p>}
      {!failure && rows.length === 0 && <p className={classes.none}>{t('result.compareNone')}</p>}
      <ul className={classes.rows}>
        {rows.map((row) => {
          const risk = rowRisk(row);
          return (
            <li key={row.caseId}>
              <button type="button" className={classes.row} onClick={() => onPick(row.caseId)}>
                <strong>{row.label}</strong>
                <span>{secondLine(row, t)}</span>
                <b>{risk.kind === 'estimate' ? riskPercent(risk.probability) : '–'}</b>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
