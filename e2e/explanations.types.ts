import type { Feature, FeatureName } from '../app/case/assessment.ts';
import type { Language } from '../app/words/say.ts';

/** What the page of `explanations.page.tsx` shows at a spec's wish. */
export type AtlasWish = {
  views: 1 | 2;
  side: 'left' | 'right' | null;
  enlarged: boolean;
  language: Language;
  width: number;
  height: number;
  /** A field that has too few cases in the left lobe's lower half. */
  sparse?: boolean;
  /** The nodule's risk was read from another field than the one shown. */
  otherField?: boolean;
  /** A second view beside it, turned together. */
  beside?: boolean;
};

export type ExplanationsPage = {
  atlas: (wish: AtlasWish) => void;
  /** The paper's Figure 5, or the features given. */
  sankey: (width: number, height: number, language: Language, features?: readonly Feature[]) => void;
  clear: () => void;
  /** Features selected so far. */
  selected: FeatureName[];
  /** The drawn Sankey as a file's text. */
  svg: () => string;
};
