import type { Attack } from './attack.ts';
import { otherSites, rebinding, strangers } from './originAttacks.ts';
import { answers, methods, smuggling, traversal } from './requestAttacks.ts';

/** Attempts over plain HTTP: who asks, from where, and for what. */

export const pageAttacks: Attack[] = [
  ...rebinding,
  ...otherSites,
  ...strangers,
  ...traversal,
  ...methods,
  ...smuggling,
  ...answers,
];
