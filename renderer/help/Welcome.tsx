import { Button } from '@mantine/core';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showNewCase } from '../app/route.ts';
import { useAddExamples } from '../app/useAddExamples.ts';
import { useGeneration, useLink, useListen } from '../link/link.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useMay } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './Welcome.module.css';

/** Beside the list while no case is chosen. At the first start of an empty store it offers the examples, once. */
export function Welcome() {
  const { t } = useWords();
  const link = useLink();
  const generation = useGeneration();
  const { settings, known, change } = useSettings();
  const examples = useAddExamples();
  const mayAddExamples = useMay('case.addExamples');
  const mayBringIn = useMay('case.create');
  const [empty, setEmpty] = useState(false);
  const look = () => {
    void link.send('case.workList', { limit: 1 }).then((reply) => {
      if (reply.ok) setEmpty(reply.value.total === 0);
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(look, [link, generation]);
  useListen('workList.changed', look);

  if (!mayAddExamples || !known || (settings.examplesOffered && !examples.busy) || !empty)
    return <p className={classes.pick}>{t('shell.pickCase')}</p>;
  return (
    <section className={classes.welcome} aria-labelledby="welcome-title">
      <h1 id="welcome-title">{t('welcome.title')}</h1>
      <p>{t('welcome.what')}</p>
      <p>{t('welcome.examples')}</p>
      <div className={classes.actions}>
        <Button
          loading={examples.busy}
          leftSection={<IconSparkles size={16} />}
          onClick={() => {
            void change({ examplesOffered: true });
            examples.add();
          }}
        >
          {t('shell.importExamples')}
        </Button>
        {mayBringIn && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => void showNewCase()}>
            {t('welcome.own')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => void change({ examplesOffered: true })}>
          {t('welcome.notNow')}
        </Button>
      </div>
      <p className={classes.quiet}>{t('welcome.later')}</p>
      <p className={classes.quiet}>{t('meaning.research')}</p>
    </section>
  );
}
