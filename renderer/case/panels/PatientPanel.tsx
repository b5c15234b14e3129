import { NumberInput, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  AGE_YEARS,
  ageYearsSchema,
  type CaseFacts,
  poleSchema,
  sexSchema,
  sideSchema,
} from '../../../app/case/patientCase.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './PatientPanel.module.css';
import { Section } from './Section.tsx';

/** What is known of the patient; each value is changed where it stands and stored at once. */
export function PatientPanel() {
  const { t } = useWords();
  const { bundle, assessment, asAssessed, readOnly, refusal, change } = useCaseAccess();
  const stored = bundle.case;
  const facts = asAssessed && assessment ? { ...stored, ...assessment.facts } : stored;
  const set = (part: Partial<CaseFacts>) => change({ facts: part });

  return (
    <Section
      title={t('result.patient')}
      action={<LabelField value={facts.label} readOnly={readOnly} onSet={(label) => set({ label })} />}
    >
      <div className={classes.grid} title={refusal ? t(refusal) : undefined}>
        <AgeField value={facts.ageYears} readOnly={readOnly} onSet={(ageYears) => set({ ageYears })} />
        <Choice
          name={t('result.sex')}
          value={facts.sex}
          readOnly={readOnly}
          options={sexSchema.options.map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
          onSet={(sex) => set({ sex })}
        />
        <Choice
          name={t('result.side')}
          value={facts.side}
          readOnly={readOnly}
          options={sideSchema.options.map((side) => ({ value: side, label: t(`side.${side}`) }))}
          onSet={(side) => set({ side })}
        />
        <Choice
          name={t('result.pole')}
          value={facts.pole}
          readOnly={readOnly}
          options={poleSchema.options.map((pole) => ({ value: pole, label: t(`pole.${pole}`) }))}
          onSet={(pole) => set({ pole })}
        />
      </div>
    </Section>
  );
}

/** A typed value: stored on Enter or on leaving the field, put back when it cannot be. */
function useTyped<T>(value: T, store: (value: T) => Promise<boolean>, valid: (value: T) => boolean) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const ok = valid(typed);
  return {
    typed,
    setTyped,
    ok,
    commit: () => {
      if (ok && typed !== value) void store(typed).then((done) => !done && setTyped(value));
    },
  };
}

function LabelField(props: { value: string; readOnly: boolean; onSet: (label: string) => Promise<boolean> }) {
  const { t } = useWords();
  const { typed, setTyped, ok, commit } = useTyped(
    props.value,
    (label) => props.onSet(label.trim()),
    (label) => label.trim() !== '',
  );
  return (
    <TextInput
      size="xs"
      className={classes.label}
      aria-label={t('result.label')}
      title={t('result.label')}
      value={typed}
      maxLength={80}
      readOnly={props.readOnly}
      error={ok ? null : t('result.labelEmpty')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function AgeField(props: {
  value: number | null;
  readOnly: boolean;
  onSet: (age: number | null) => Promise<boolean>;
}) {
  const { t } = useWords();
  const { typed, setTyped, ok, commit } = useTyped<number | null>(
    props.value,
    props.onSet,
    (age) => age === null || ageYearsSchema.safeParse(age).success,
  );
  return (
    <NumberInput
      size="xs"
      label={t('result.age')}
      value={typed ?? ''}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      readOnly={props.readOnly}
      placeholder={t('result.notGiven')}
      error={ok ? null : t('result.ageRange', AGE_YEARS)}
      onChange={(value) => setTyped(typeof value === 'number' ? value : null)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function Choice<T extends string>(props: {
  name: string;
  value: T | null;
  readOnly: boolean;
  options: { value: T; label: string }[];
  onSet: (value: T | null) => Promise<boolean>;
}) {
  const { t } = useWords();
  return (
    <Select
      size="xs"
      label={props.name}
      value={props.value}
      data={props.options}
      placeholder={t('result.notGiven')}
      readOnly={props.readOnly}
      allowDeselect={false}
      clearable={!props.readOnly}
      clearSectionMode="clear"
      rightSectionWidth={16}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(value) => void props.onSet(value as T | null)}
    />
  );
}
