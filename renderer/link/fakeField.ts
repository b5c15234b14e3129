import type { Handlers } from '../../app/contract/channels.ts';
import type { FieldList } from '../../app/contract/fieldChannels.ts';
import { FailureError } from '../../app/failure.ts';

type FieldHandlers = Pick<Handlers, Extract<keyof Handlers, `field.${string}` | `outcome.${string}`>>;

/** Outcomes and fields of the invented backend: none. */
export function fakeField(): FieldHandlers {
  const none = { operated: 0, metastatic: 0, notAssessed: 0, byRegion: {} };
  const list = async (): Promise<FieldList> => ({
    activeId: 'builtIn',
    versions: [],
    own: none,
    examples: none,
    job: null,
  });
  return {
    'outcome.list': async () => ({ outcomes: [] }),
    'outcome.record': async () => ({ outcomes: [] }),
    'field.list': list,
    'field.get': async () => {
      throw new FailureError('field.notFound', {});
    },
    'field.rebuild': async () => {
      throw new FailureError('field.tooFewCases', { cases: 0, needed: 16 });
    },
    'field.cancel': async () => ({}),
    'field.activate': list,
  };
}
