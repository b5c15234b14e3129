import type { Feature, FeatureGroup, FeatureName } from '../../app/case/assessment.ts';

/** What the diagram shows, with names already in the reader's language. */
export type SankeyInput = {
  readonly features: readonly Feature[];
  readonly probability: number;
  readonly width: number;
  readonly height: number;
  readonly featureName: (name: FeatureName) => string;
  readonly groupName: (group: FeatureGroup) => string;
  readonly riskName: string;
  readonly riskText: string;
};

export type Rect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type PlacedNode = Rect & {
  readonly id: string;
  /** Response of a feature, contribution-weighted mean response of a group, the displayed risk. */
  readonly response: number;
};

export type PlacedLink = {
  readonly id: string;
  readonly feature: FeatureName | null;
  readonly group: FeatureGroup;
  readonly response: number;
  /** A closed band: exactly as thick as the contribution at both ends. */
  readonly path: string;
};

export type PlacedLabel = {
  readonly id: string;
  readonly text: string;
  /** A second, quieter text on the same line, or under it for the risk. */
  readonly value: string;
  readonly fontPx: number;
  readonly anchor: 'start' | 'end';
  readonly x: number;
  readonly y: number;
  readonly box: Rect;
  /** From the label to its node where the label had to move. */
  readonly leader: {
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
  } | null;
};

export type SankeyLayout = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  readonly labels: readonly PlacedLabel[];
};

/** Groups and features in the order drawn: largest first, features within their group. */
export type Ordered = {
  readonly groups: readonly FeatureGroup[];
  readonly features: readonly Feature[];
  /** A group's contribution. */
  readonly sumOf: (group: FeatureGroup) => number;
};
