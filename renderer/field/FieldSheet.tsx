import { Alert, Loader, Modal } from '@mantine/core';
import { useState } from 'react';
import type { FieldVersion } from '../../app/contract/fieldChannels.ts';
import { openSheet, useRoute } from '../app/route.ts';
import { useWords } from '../words/words.ts';
import { FieldNav } from './FieldNav.tsx';
import classes from './FieldSheet.module.css';
import { FieldView } from './FieldView.tsx';
import { RebuildBox } from './RebuildBox.tsx';
import { useFieldList } from './useFieldList.ts';

/** Which risk field is in use, what stands behind each, two of them compared, and one's own built from operated cases. */
export function FieldSheet() {
  const { t } = useWords();
  const { sheet } = useRoute();
  return (
    <Modal
      opened={sheet === 'field'}
      onClose={() => openSheet(null)}
      title={t('field.title')}
      size="min(1240px, 95vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Body />
    </Modal>
  );
}

function Body() {
  const { t, fail } = useWords();
  const { list, failure, rebuild, cancel, activate } = useFieldList();
  const [chosen, setChosen] = useState<string | null>(null);
  const [told, setTold] = useState(false);
  if (!list) {
    return failure ? <Alert color="red">{fail(failure)}</Alert> : <Loader aria-label={t('shell.loading')} />;
  }
  const shownId = chosen ?? list.activeId;
  const versions: readonly (FieldVersion | null)[] = [null, ...list.versions];
  const shown = versions.find((version) => (version?.id ?? 'builtIn') === shownId) ?? null;
  const use = async () => setTold((await activate(shown?.id ?? 'builtIn')) === true);
  return (
    <div className={classes.body}>
      <p className={classes.intro}>{t('field.intro')}</p>
      <RebuildBox list={list} onRebuild={(source) => void rebuild(source)} onCancel={() => void cancel()} />
      {failure && (
        <Alert color="red" role="alert">
          {fail(failure)}
        </Alert>
      )}
      <div className={classes.columns}>
        <FieldNav
          versions={versions}
          activeId={list.activeId}
          shownId={shownId}
          onShow={(id) => {
            setChosen(id);
            setTold(false);
          }}
        />
        <div className={classes.shown}>
          {told && (
            <p className={classes.told} role="status">
              {t('field.used')}
            </p>
          )}
          <FieldView
            key={shownId}
            version={shown}
            versions={versions}
            active={shownId === list.activeId}
            onUse={() => void use()}
          />
        </div>
      </div>
    </div>
  );
}
