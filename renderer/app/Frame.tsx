import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useExportNotes } from '../audit/noteExport.ts';
import { HelpSheet } from '../help/HelpSheet.tsx';
import { Welcome } from '../help/Welcome.tsx';
import { useJobFeed } from '../jobs/useJobFeed.ts';
import { useLink } from '../link/link.ts';
import { DropAnywhere } from '../newCase/DropAnywhere.tsx';
import { useRestoredDraft } from '../newCase/useRestoredDraft.ts';
import { SettingsSheet } from '../settings/SettingsSheet.tsx';
import { useSettings } from '../settings/useSettings.ts';
import { Boundary } from '../trouble/Boundary.tsx';
import { StoreTrouble } from '../trouble/StoreTrouble.tsx';
import { PackStrip } from '../trouble/Strips.tsx';
import { useAppInfo } from '../trouble/useAppInfo.ts';
import { useAccess, useMay } from '../unlock/access.ts';
import { DemoStrip } from '../unlock/DemoStrip.tsx';
import { lockNow } from '../unlock/leaving.ts';
import { useWords } from '../words/words.ts';
import { WorkList } from '../workList/WorkList.tsx';
import classes from './Frame.module.css';
import { useKeys } from './keys.ts';
import { openSheet, showList, showNewCase, useRoute } from './route.ts';
import { Shell } from './Shell.tsx';

const CaseScreen = lazy(async () => ({ default: (await import('../case/CaseScreen.tsx')).CaseScreen }));
const NewCase = lazy(async () => ({ default: (await import('../newCase/NewCase.tsx')).NewCase }));
const ImportFolder = lazy(async () => ({
  default: (await import('../newCase/ImportFolder.tsx')).ImportFolder,
}));
const ModelsSheet = lazy(async () => ({
  default: (await import('../modelPacks/ModelsSheet.tsx')).ModelsSheet,
}));

const PeopleSheet = lazy(async () => ({ default: (await import('../users/PeopleSheet.tsx')).PeopleSheet }));
const AuditSheet = lazy(async () => ({ default: (await import('../audit/AuditSheet.tsx')).AuditSheet }));
const BackupSheet = lazy(async () => ({ default: (await import('../backup/BackupSheet.tsx')).BackupSheet }));
const ReceiveSheet = lazy(async () => ({
  default: (await import('../backup/ReceiveSheet.tsx')).ReceiveSheet,
}));
const FieldSheet = lazy(async () => ({ default: (await import('../field/FieldSheet.tsx')).FieldSheet }));

/** Top bar, work list, the case or what covers it, and the footer that is always there. */
export function Frame() {
  const { info, refresh } = useAppInfo();
  const settings = useSettings();
  const storeFailure = info?.storeFailure ?? null;
  const door = useAccess();
  const again = async () => {
    await refresh();
    await door.refresh();
    settings.reload();
  };
  return storeFailure && info ? (
    <Shell strips={null} list={null} sheets={null}>
      <StoreTrouble failure={storeFailure} dataFolder={info.dataFolder} onAgain={again} />
    </Shell>
  ) : (
    <Shell
      strips={
        <>
          <DemoStrip />
          {info?.packFailure && <PackStrip failure={info.packFailure} />}
        </>
      }
      list={<WorkList />}
      sheets={<Sheets />}
    >
      <Main />
    </Shell>
  );
}

/** The right side: new case, case or welcome. A fault in it leaves the list and the footer standing. */
function Main() {
  const { t } = useWords();
  const route = useRoute();
  const link = useLink();
  const mayBringIn = useMay('case.create');
  useJobFeed();
  useExportNotes();
  useRestoredDraft();
  useKeys([
    ...(mayBringIn
      ? [
          {
            keys: 'n',
            label: 'keys.newCase' as const,
            area: 'keys.areaEverywhere' as const,
            press: () => void showNewCase(),
          },
        ]
      : []),
    {
      keys: 'mod+shift+l',
      label: 'keys.lock',
      area: 'keys.areaEverywhere',
      press: () => void lockNow(link),
      inFields: true,
      inDialogs: true,
    },
    { keys: 'l', label: 'keys.list', area: 'keys.areaEverywhere', press: () => showList(!route.listShown) },
    { keys: ',', label: 'keys.settings', area: 'keys.areaEverywhere', press: () => openSheet('settings') },
    { keys: '?', label: 'keys.help', area: 'keys.areaEverywhere', press: () => openSheet('help') },
  ]);
  return (
    <Boundary resetKey={`${route.caseId} ${route.newCase}`}>
      <Suspense fallback={<Loader className={classes.wait} aria-label={t('shell.loading')} />}>
        {route.newCase ? (
          <NewCase />
        ) : route.caseId ? (
          <CaseScreen key={route.caseId} caseId={route.caseId} />
        ) : (
          <Welcome />
        )}
      </Suspense>
    </Boundary>
  );
}

function Sheets() {
  const { sheet } = useRoute();
  return (
    <>
      <HelpSheet />
      <SettingsSheet />
      <Suspense>
        {sheet === 'importFolder' && <ImportFolder />}
        {sheet === 'models' && <ModelsSheet />}
        {sheet === 'field' && <FieldSheet />}
        {sheet === 'people' && <PeopleSheet />}
        {sheet === 'audit' && <AuditSheet />}
        {sheet === 'backup' && <BackupSheet />}
        {sheet === 'receive' && <ReceiveSheet />}
      </Suspense>
      <DropAnywhere />
    </>
  );
}
