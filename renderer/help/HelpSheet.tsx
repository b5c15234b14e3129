import { Kbd, Modal } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { keyCaps, onKeysChanged, registeredKeys } from '../app/keys.ts';
import { openSheet, useRoute } from '../app/route.ts';
import { useWords } from '../words/words.ts';
import classes from './HelpSheet.module.css';
import { keySheet } from './keySheet.ts';

const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Every key that works now, made from the keymap itself. */
export function HelpSheet() {
  const { t } = useWords();
  const { sheet } = useRoute();
  const bindings = useSyncExternalStore(onKeysChanged, registeredKeys);
  return (
    <Modal
      opened={sheet === 'help'}
      onClose={() => openSheet(null)}
      title={t('shell.help')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.areas}>
        {keySheet(bindings).map(({ area, lines }) => (
          <section key={area}>
            <h3 className={classes.area}>{t(area)}</h3>
            <dl className={classes.lines}>
              {lines.map(({ label, keys }) => (
                <div key={label} className={classes.line}>
                  <dt>{t(label)}</dt>
                  <dd>
                    {keys.map((binding) => (
                      <span key={binding} className={classes.caps}>
                        {keyCaps(binding, MAC).map((cap) => (
                          <Kbd key={cap}>{cap}</Kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
