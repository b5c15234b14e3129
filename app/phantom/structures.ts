import { airway } from './neck/airway.ts';
import { deepNeck } from './neck/deepNeck.ts';
import { muscles } from './neck/muscles.ts';
import { skin } from './neck/skin.ts';
import type { Structure } from './neck/structure.ts';
import { lumps, thyroid } from './neck/thyroid.ts';
import { vessels } from './neck/vessels.ts';
import type { Scene } from './scene.ts';

/** Everything in the neck in painting order, deep things first. */
export function structuresOf(scene: Scene): Structure[] {
  return [
    ...deepNeck(scene),
    ...muscles(scene),
    ...skin(scene),
    ...vessels(scene),
    ...airway(scene),
    ...thyroid(scene),
    ...lumps(scene),
  ];
}
