import type { Assessment } from '../../../app/case/assessment.ts';
import type { Settings } from '../../../app/settings.ts';
import type { Language } from '../../../app/words/say.ts';
import type { Words } from '../../words/words.ts';
import type { ShownView } from '../frame/shownView.ts';
import type { Topic } from './topic.ts';

/** The answer to a click: what it is, what it is here, and where it comes from. */
export type Explanation = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Values of this case; a row with a topic can be asked about in turn. */
  readonly rows: readonly { readonly label: string; readonly value: string; readonly topic?: Topic }[];
  readonly source: string | null;
  /** The pack whose card can be opened from here, by its hash. */
  readonly card?: string;
};

export type ExplainContext = {
  readonly t: Words['t'];
  readonly language: Language;
  readonly settings: Settings;
  readonly assessment: Assessment | null;
  readonly views: readonly ShownView[];
};
