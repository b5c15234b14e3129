import type { FeatureName } from '../app/case/assessment.ts';
import type { Language } from '../app/words/say.ts';

/** What the page of `explanations.page.tsx` shows at a spec's wish. */
export type AtlasWish = {
  views: 1 | 2;
  side: 'left' | 'right' | null;
  enlarged: boolean;
  language: Language;
  width: number;
  height: number;
};

export type ExplanationsPage = {
  atlas: (wish: AtlasWish) => void;
  sankey: (width: number, height: number, language: Language) => void;
  clear: () => void;
  /** Features selected so far. */
  selected: FeatureName[];
  /** The drawn Sankey as a file's text. */
  svg: () => string;
};
