import type { Assessment } from '../../app/case/assessment.ts';
import type { FieldSupply } from '../../app/contract/fieldChannels.ts';
import { regionAt, regionId } from '../../atlas/template/regions.ts';
import { placeToPoint, template } from '../../atlas/template/template.ts';
import { assessmentBody, casesWithOutcome } from '../store/outcomes.ts';
import type { Store } from '../store/store.ts';

/**
 * Counts what a rebuild could use. Bodies of assessments are large, so each is read once, with a turn for other
 * requests after each.
 */
export function createSupply(store: Store): (simulated: boolean) => Promise<FieldSupply> {
  const regions = new Map<number, string | null>();

  async function regionOf(assessmentN: number): Promise<string | null> {
    const known = regions.get(assessmentN);
    if (known !== undefined) return known;
    const { place } = (JSON.parse(assessmentBody(store, assessmentN)) as Assessment).location;
    const t = template();
    const region = place && regionId(regionAt(t, placeToPoint(place, t.box)));
    regions.set(assessmentN, region);
    await new Promise(setImmediate);
    return region;
  }

  return async (simulated) => {
    const cases = casesWithOutcome(store, simulated);
    const byRegion: Record<string, number> = {};
    for (const { assessmentN } of cases) {
      const region = assessmentN === null ? null : await regionOf(assessmentN);
      if (region) byRegion[region] = (byRegion[region] ?? 0) + 1;
    }
    return {
      operated: cases.length,
      metastatic: cases.filter((one) => one.metastatic).length,
      notAssessed: cases.filter((one) => one.assessmentN === null).length,
      byRegion,
    };
  };
}
