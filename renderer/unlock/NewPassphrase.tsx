import { PasswordInput } from '@mantine/core';
import { PASSPHRASE_CHARACTERS_MIN } from '../../app/contract/access.ts';
import { useWords } from '../words/words.ts';
import { strengthOf } from './strength.ts';
import classes from './unlock.module.css';

export type NewPassphraseValue = { passphrase: string; repeated: string };
export const NO_PASSPHRASE: NewPassphraseValue = { passphrase: '', repeated: '' };

/** Long enough and typed the same twice. */
export const isChosen = ({ passphrase, repeated }: NewPassphraseValue): boolean =>
  strengthOf(passphrase) !== 'short' && passphrase === repeated;

type Props = {
  value: NewPassphraseValue;
  onChange: (value: NewPassphraseValue) => void;
  label: string;
  disabled?: boolean;
};

/** A passphrase to choose: typed twice, with a hint of how hard it is to guess and no rules but a length. */
export function NewPassphrase({ value, onChange, label, disabled = false }: Props) {
  const { t } = useWords();
  const strength = strengthOf(value.passphrase);
  const differ = value.repeated !== '' && !value.passphrase.startsWith(value.repeated);
  return (
    <>
      <PasswordInput
        label={label}
        autoComplete="new-password"
        disabled={disabled}
        visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
        value={value.passphrase}
        onChange={(event) => onChange({ ...value, passphrase: event.currentTarget.value })}
      />
      <p className={classes.hint} aria-live="polite">
        {value.passphrase !== '' && strength !== 'short' && (
          <span className={classes.strength} data-strength={strength}>
            {t(`setUp.${strength}`)}
          </span>
        )}
        {t('setUp.rule', { n: PASSPHRASE_CHARACTERS_MIN })}
      </p>
      <PasswordInput
        label={t('setUp.repeat')}
        autoComplete="new-password"
        disabled={disabled}
        visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
        value={value.repeated}
        error={differ ? t('setUp.differ') : undefined}
        onChange={(event) => onChange({ ...value, repeated: event.currentTarget.value })}
      />
    </>
  );
}
