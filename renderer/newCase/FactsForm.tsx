import { Input, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import {
  AGE_YEARS,
  type Pole,
  poleSchema,
  REPORT_CHARACTERS_MAX,
  type Sex,
  type Side,
  sexSchema,
  sideSchema,
} from '../../app/case/patientCase.ts';
import type { WordKey } from '../../app/words/en.ts';
import { useWords } from '../words/words.ts';
import { type Draft, defaultLabel, faultsOf } from './draft.ts';
import { draft } from './draftStore.ts';
import classes from './FactsForm.module.css';
import { estimatedPieces, REPORT_TOKENS } from './reportLength.ts';

const change = (part: Partial<Draft>): void => draft.set((now) => ({ ...now, ...part }));

type ChoiceProps<T extends string> = {
  label: WordKey;
  value: T | null;
  options: readonly T[];
  word: (option: T) => WordKey;
  onPick: (value: T | null) => void;
};

/** One of a few, or "not given": nothing is chosen for the person. */
function Choice<T extends string>({ label, value, options, word, onPick }: ChoiceProps<T>) {
  const { t } = useWords();
  return (
    <Input.Wrapper label={t(label)} labelElement="div">
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t(label)}
        value={value ?? ''}
        onChange={(picked) => onPick(options.find((option) => option === picked) ?? null)}
        data={[
          ...options.map((option) => ({ value: option as string, label: t(word(option)) })),
          { value: '', label: t('newCase.notGiven') },
        ]}
      />
    </Input.Wrapper>
  );
}

export function FactsForm({ draft: now }: { draft: Draft }) {
  const { t } = useWords();
  const faults = faultsOf(now);
  const pieces = estimatedPieces(now.report);
  const cut = pieces > REPORT_TOKENS;
  return (
    <section className={classes.form} aria-label={t('newCase.patient')}>
      <TextInput
        label={t('newCase.label')}
        description={t('newCase.labelNote')}
        placeholder={defaultLabel(new Date())}
        maxLength={80}
        value={now.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <Choice<Side>
        label="newCase.side"
        value={now.side}
        options={sideSchema.options}
        word={(side) => `side.${side}`}
        onPick={(side) => change({ side })}
      />
      <Choice<Pole>
        label="newCase.pole"
        value={now.pole}
        options={poleSchema.options}
        word={(pole) => `pole.${pole}`}
        onPick={(pole) => change({ pole })}
      />
      <div className={classes.two}>
        <TextInput
          label={t('newCase.age')}
          inputMode="numeric"
          maxLength={6}
          value={now.age}
          error={faults.includes('age') ? t('newCase.ageRange', { ...AGE_YEARS }) : undefined}
          onChange={(event) => change({ age: event.currentTarget.value })}
        />
        <Choice<Sex>
          label="newCase.sex"
          value={now.sex}
          options={sexSchema.options}
          word={(sex) => `sex.${sex}`}
          onPick={(sex) => change({ sex })}
        />
      </div>
      <Textarea
        label={t('newCase.report')}
        description={t('newCase.reportNote')}
        autosize
        minRows={6}
        maxRows={14}
        maxLength={REPORT_CHARACTERS_MAX}
        value={now.report}
        onChange={(event) => change({ report: event.currentTarget.value })}
      />
      <p className={classes.pieces} data-cut={cut} aria-live="polite">
        {now.report.trim() === ''
          ? ''
          : cut
            ? t('newCase.reportCut', { of: REPORT_TOKENS })
            : t('newCase.reportPieces', { n: pieces, of: REPORT_TOKENS })}
      </p>
    </section>
  );
}
