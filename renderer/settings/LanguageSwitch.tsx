import { SegmentedControl } from '@mantine/core';
import type { Language } from '../../app/words/say.ts';
import { useWords } from '../words/words.ts';
import { useSettings } from './useSettings.ts';

/** Each language under its own name, so that it is found by who needs it. */
export const LANGUAGE_NAMES: { value: Language; label: string }[] = [
  { value: 'en', label: 'EN' },
  { value: 'zh', label: '中文' },
];

export function LanguageSwitch() {
  const { t } = useWords();
  const { settings, change } = useSettings();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      data={LANGUAGE_NAMES}
      value={settings.language}
      onChange={(language) => void change({ language: language as Language })}
    />
  );
}
