import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toFailure } from '../../app/failure.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../app/settings.ts';
import { LANGUAGES, type Language, sayFailure } from '../../app/words/say.ts';
import { toast } from '../app/toasts.ts';
import { ask, useGeneration, useLink, useListen } from '../link/link.ts';
import { LanguageContext } from '../words/words.ts';
import { SettingsContext } from './useSettings.ts';

const LANGUAGE_KEY = 'thyromap.language';

const systemLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/** The language of the first paint, before the settings are read: the last one used here, else the system's. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(LANGUAGE_KEY);
  const match = LANGUAGES.find((language) => language === kept);
  return match ?? systemLanguage();
}

/** Reads the settings, keeps them current and gives the language to everything inside. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const link = useLink();
  const generation = useGeneration();
  const [settings, setSettings] = useState<Settings>(() => ({
    ...DEFAULT_SETTINGS,
    language: firstLanguage(),
  }));
  const [known, setKnown] = useState(false);
  const latest = useRef(settings);

  const take = useCallback((next: Settings) => {
    latest.current = next;
    localStorage.setItem(LANGUAGE_KEY, next.language);
    document.documentElement.lang = next.language === 'zh' ? 'zh-CN' : 'en';
    setSettings(next);
  }, []);

  const change = useCallback(
    async (part: Partial<Settings>) => {
      const before = latest.current;
      take({ ...before, ...part });
      try {
        take(await ask(link, 'settings.set', part));
      } catch (thrown) {
        // A language can be chosen even where nothing can be saved: it changes no data, and holds for this window.
        const { language } = latest.current;
        take({ ...before, language });
        if (Object.keys(part).every((name) => name === 'language')) return;
        const failure = toFailure(thrown);
        toast({ tone: 'failure', text: sayFailure(language, failure), detail: failure.detail });
      }
    },
    [link, take],
  );

  const reload = useCallback(() => {
    void link.send('settings.get', {}).then((reply) => {
      if (!reply.ok) return;
      setKnown(true);
      // Until anything was answered in this store, its language is only a default: the one on screen goes first.
      const { language } = latest.current;
      if (reply.value.examplesOffered || reply.value.language === language) take(reply.value);
      else void change({ language });
    });
  }, [link, take, change]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(reload, [reload, generation]);

  useListen('settings.changed', take);

  const access = useMemo(() => ({ settings, known, change, reload }), [settings, known, change, reload]);
  return (
    <SettingsContext value={access}>
      <LanguageContext value={settings.language}>{children}</LanguageContext>
    </SettingsContext>
  );
}
