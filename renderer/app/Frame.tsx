import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { HelpSheet } from '../help/HelpSheet.tsx';
import { MeaningSheet } from '../help/MeaningSheet.tsx';
import { useJobFeed } from '../jobs/useJobFeed.ts';
import { useWords } from '../words/words.ts';
import { WorkList } from '../workList/WorkList.tsx';
import { Footer } from './Footer.tsx';
import classes from './Frame.module.css';
import { useKeys } from './keys.ts';
import { openSheet, showList, showNewCase, useRoute } from './route.ts';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';

const CaseScreen = lazy(async () => ({ default: (await import('../case/CaseScreen.tsx')).CaseScreen }));

/** Top bar, work list, the case or what covers it, and the footer that is always there. */
export function Frame() {
  const { t } = useWords();
  const route = useRoute();
  useJobFeed();
  useKeys([
    { keys: 'n', label: 'keys.newCase', area: 'keys.areaEverywhere', press: () => void showNewCase() },
    { keys: 'l', label: 'keys.list', area: 'keys.areaEverywhere', press: () => showList(!route.listShown) },
    { keys: ',', label: 'keys.settings', area: 'keys.areaEverywhere', press: () => openSheet('settings') },
    { keys: '?', label: 'keys.help', area: 'keys.areaEverywhere', press: () => openSheet('help') },
  ]);
  return (
    <div
      className={classes.frame}
      data-list={route.listShown}
      data-case={route.caseId !== null || route.newCase}
    >
      <TopBar />
      <aside className={classes.list} hidden={!route.listShown}>
        <WorkList />
      </aside>
      <main className={classes.main}>
        <Suspense fallback={<Loader className={classes.wait} aria-label={t('shell.loading')} />}>
          {route.caseId ? (
            <CaseScreen key={route.caseId} caseId={route.caseId} />
          ) : (
            <p className={classes.none}>{t('shell.pickCase')}</p>
          )}
        </Suspense>
      </main>
      <Footer />
      <HelpSheet />
      <MeaningSheet />
      <Toasts />
    </div>
  );
}
