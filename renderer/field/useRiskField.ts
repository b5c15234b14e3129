import { useEffect, useState } from 'react';
import { type Failure, toFailure } from '../../app/failure.ts';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';
import { fieldOfVersion } from '../../atlas/riskField/versionField.ts';
import { ask, type ConnectedLink, useLink, useListen } from '../link/link.ts';

/** Versions never change, so that each is read once. */
const kept = new Map<string, Promise<RiskField>>();

function fetchField(link: ConnectedLink, id: string): Promise<RiskField> {
  let field = kept.get(id);
  if (!field) {
    field = ask(link, 'field.get', { fieldId: id }).then(({ version, grid }) =>
      fieldOfVersion(version, grid),
    );
    // a failed reading is tried again at the next showing
    field.catch(() => kept.delete(id));
    kept.set(id, field);
  }
  return field;
}

/**
 * The risk field of an id; null while it is read or when it cannot be, and never another one meanwhile.
 *
 * @param id `builtIn` or a version's; null where none is wanted yet
 */
export function useRiskField(id: string | null): { field: RiskField | null; failure: Failure | null } {
  const link = useLink();
  // another person may sit here
  useListen('access.changed', () => kept.clear());
  const [read, setRead] = useState<{ id: string; field: RiskField | null; failure: Failure | null }>({
    id: 'builtIn',
    field: null,
    failure: null,
  });
  useEffect(() => {
    if (id === null || id === 'builtIn') return;
    let gone = false;
    fetchField(link, id)
      .then((field) => !gone && setRead({ id, field, failure: null }))
      .catch((thrown: unknown) => !gone && setRead({ id, field: null, failure: toFailure(thrown) }));
    return () => {
      gone = true;
    };
  }, [link, id]);
  if (id === 'builtIn') return { field: builtInField(), failure: null };
  return read.id === id ? read : { field: null, failure: null };
}
