import { Select } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { type Outcome, type OutcomeBasis, outcomeBasisSchema } from '../../../app/case/outcome.ts';
import { useFailureToast } from '../../app/useFailureToast.ts';
import { ask, useGeneration, useLink } from '../../link/link.ts';
import { useMay } from '../../unlock/access.ts';
import { fullDate } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { Section } from '../panels/Section.tsx';
import classes from './OutcomeSection.module.css';

/** What became of the case after the operation. Earlier entries stay; the newest counts. */
export function OutcomeSection() {
  const { t, language } = useWords();
  const { bundle, readOnly } = useCaseAccess();
  const fixed = !useMay('outcome.record') || readOnly;
  const { outcomes, record } = useOutcomes(bundle.case.id);
  const newest = outcomes[0] ?? null;
  const known = newest?.lateralMetastasis ?? null;
  const [basis, setBasis] = useState<OutcomeBasis>('histology');
  useEffect(() => {
    if (newest) setBasis(newest.basis);
  }, [newest]);
  const value = known === null ? 'unknown' : known ? 'yes' : 'no';
  return (
    <Section
      title={t('outcome.title')}
      action={
        <Select
          size="xs"
          w={150}
          classNames={{ input: classes.input }}
          aria-label={t('outcome.lateral')}
          disabled={fixed}
          allowDeselect={false}
          value={value}
          data={(['unknown', 'yes', 'no'] as const).map((one) => ({
            value: one,
            label: t(`outcome.${one}`),
          }))}
          onChange={(next) => void record(next === 'unknown' ? null : next === 'yes', basis)}
        />
      }
    >
      {known !== null && (
        <Select
          size="xs"
          label={t('outcome.basis')}
          disabled={fixed}
          allowDeselect={false}
          value={basis}
          data={outcomeBasisSchema.options.map((one) => ({ value: one, label: t(`outcome.basis.${one}`) }))}
          onChange={(next) => {
            setBasis(next as OutcomeBasis);
            void record(known, next as OutcomeBasis);
          }}
        />
      )}
      {newest && (
        <p className={classes.note}>
          {newest.recordedBy
            ? t('outcome.recordedBy', {
                date: fullDate(newest.recordedAt, language),
                who: newest.recordedBy,
              })
            : t('outcome.recorded', { date: fullDate(newest.recordedAt, language) })}
          {outcomes.length > 1 &&
            ` ${t('outcome.earlier', {
              list: outcomes
                .slice(1)
                .map((one) => shortly(one, t))
                .join(' · '),
            })}`}
        </p>
      )}
    </Section>
  );
}

function shortly(outcome: Outcome, t: ReturnType<typeof useWords>['t']): string {
  if (outcome.lateralMetastasis === null) return t('outcome.takenBack');
  return `${t(outcome.lateralMetastasis ? 'outcome.yes' : 'outcome.no')} (${t(`outcome.basis.${outcome.basis}`)})`;
}

function useOutcomes(caseId: string) {
  const link = useLink();
  const generation = useGeneration();
  const failed = useFailureToast();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => {
    let gone = false;
    void link.send('outcome.list', { caseId }).then((reply) => {
      if (reply.ok && !gone) setOutcomes(reply.value.outcomes);
    });
    return () => {
      gone = true;
    };
  }, [link, caseId, generation]);
  const record = useCallback(
    async (lateralMetastasis: boolean | null, basis: OutcomeBasis) => {
      try {
        setOutcomes((await ask(link, 'outcome.record', { caseId, lateralMetastasis, basis })).outcomes);
      } catch (thrown) {
        failed(thrown);
      }
    },
    [link, caseId, failed],
  );
  return { outcomes, record };
}
