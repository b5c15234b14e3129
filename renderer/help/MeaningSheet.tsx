import { Modal } from '@mantine/core';
import { openSheet, useRoute } from '../app/route.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useWords } from '../words/words.ts';

/** Behind "What this means ›" in the footer: what an estimate rests on. */
export function MeaningSheet() {
  const { t } = useWords();
  const { settings } = useSettings();
  const { sheet } = useRoute();
  return (
    <Modal
      opened={sheet === 'meaning'}
      onClose={() => openSheet(null)}
      title={t('meaning.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p>{t('meaning.research')}</p>
      <p>{t('meaning.simulated')}</p>
      <p>{t('meaning.prevalence', { percent: Math.round(settings.prevalence * 100) })}</p>
      <p>{t('meaning.interval')}</p>
      <p>{t('meaning.source')}</p>
    </Modal>
  );
}
