import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Shell } from '../app/Shell.tsx';
import { useLink } from '../link/link.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useWords } from '../words/words.ts';
import { AccessContext, useAccessState } from './access.ts';
import { LockScreen } from './LockScreen.tsx';
import { dropPage } from './leaving.ts';
import { RecoveryCode } from './RecoveryCode.tsx';
import { SetUp } from './SetUp.tsx';
import { openShelf } from './shelf.ts';
import { useActivity } from './useActivity.ts';

/** In front of everything: first start, lock screen, or what is behind them. */
export function Door({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const link = useLink();
  const settings = useSettings();
  const door = useAccessState();
  const { access, refresh } = door;
  const [code, setCode] = useState<string | null>(null);
  /** The first start is under way: its own screen goes on to the recovery code. */
  const [settingUp, setSettingUp] = useState<{ plainStore: boolean } | null>(null);
  /** Signed in, and what was typed before is back. */
  const [inside, setInside] = useState<string | null>(null);
  const entered = useRef(false);
  useActivity();

  const who = access?.state === 'open' ? `${access.user.id} ${access.user.role}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when somebody comes or goes
  useEffect(() => {
    if (who === null) {
      // Somebody was in, and the door is shut: this page must forget all of it.
      if (entered.current && access !== null && access.state !== 'trouble') dropPage();
      return;
    }
    if (entered.current) {
      setInside(who);
      return;
    }
    entered.current = true;
    void (async () => {
      await openShelf(link);
      settings.reload();
      setInside(who);
    })();
  }, [who, access?.state]);

  const done = () => {
    setCode(null);
    setSettingUp(null);
  };
  if (access === null) return <Before>{null}</Before>;
  return (
    <AccessContext value={door}>
      {code !== null ? (
        <Before>
          <RecoveryCode code={code} doneLabel={t('recovery.go')} skippable onDone={done} />
        </Before>
      ) : settingUp || access.state === 'firstStart' ? (
        <Before>
          <SetUp
            plainStore={access.state === 'firstStart' ? access.plainStore : settingUp!.plainStore}
            onBusy={setSettingUp}
            onCode={setCode}
          />
        </Before>
      ) : access.state === 'locked' ? (
        <Before>
          <LockScreen key={access.reason} locked={access} refresh={refresh} />
        </Before>
      ) : access.state === 'trouble' || inside !== null ? (
        children
      ) : (
        <Before>{null}</Before>
      )}
    </AccessContext>
  );
}

function Before({ children }: { children: ReactNode }) {
  return (
    <Shell strips={null} list={null} sheets={null}>
      {children}
    </Shell>
  );
}
