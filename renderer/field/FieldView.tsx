import { Alert, Button, Loader, Select } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { FieldVersion } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';
import { FIRST_EYE } from '../atlas/orbit.ts';
import type { SharedEye } from '../atlas/useAtlasState.ts';
import { useMay } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { DistanceCurve } from './DistanceCurve.tsx';
import { FieldFacts } from './FieldFacts.tsx';
import classes from './FieldSheet.module.css';
import { FieldTable } from './FieldTable.tsx';
import { fieldName } from './fieldName.ts';
import { useRiskField } from './useRiskField.ts';

const AtlasView = lazy(async () => ({ default: (await import('../atlas/AtlasView.tsx')).AtlasView }));

type Props = {
  /** Null is the built-in field. */
  version: FieldVersion | null;
  versions: readonly (FieldVersion | null)[];
  active: boolean;
  onUse: () => void;
};

/** One field, alone or beside another: pictures that turn together, the table, the curve. */
export function FieldView({ version, versions, active, onUse }: Props) {
  const { t, language } = useWords();
  const may = useMay('field.activate');
  const id = version?.id ?? 'builtIn';
  const [otherId, setOtherId] = useState<string | null>(null);
  const other = versions.find((one) => (one?.id ?? 'builtIn') === otherId);
  const { field, failure } = useRiskField(id);
  const second = useRiskField(otherId ?? 'builtIn');
  const [eye, setEye] = useState(FIRST_EYE);
  const shared = useMemo<SharedEye>(() => ({ eye, onEye: setEye }), [eye]);
  const beside = otherId === null ? null : second.field;
  return (
    <>
      <header className={classes.head}>
        <h2>{fieldName(t, language, version)}</h2>
        {active ? (
          <span className={classes.badge}>{t('field.inUse')}</span>
        ) : (
          <Button size="compact-sm" disabled={!may || failure !== null} onClick={onUse}>
            {t('field.use')}
          </Button>
        )}
        <span className={classes.space} />
        {versions.length > 1 && (
          <Select
            size="xs"
            w={320}
            label={t('field.compareWith')}
            value={otherId ?? ''}
            data={[
              { value: '', label: t('field.compareNone') },
              ...versions
                .filter((one) => (one?.id ?? 'builtIn') !== id)
                .map((one) => ({ value: one?.id ?? 'builtIn', label: fieldName(t, language, one) })),
            ]}
            allowDeselect={false}
            onChange={(value) => setOtherId(value || null)}
          />
        )}
      </header>
      <Trouble failure={failure ?? (otherId === null ? null : second.failure)} />
      <FieldFacts version={version} field={field} />
      <div className={classes.pictures} data-two={beside !== null}>
        <Picture field={field} shared={shared} title={beside ? fieldName(t, language, version) : null} />
        {beside && <Picture field={beside} shared={shared} title={fieldName(t, language, other ?? null)} />}
        {field && !beside && <DistanceCurve curve={field.curve} />}
      </div>
      {field && (
        <FieldTable
          first={{ field, name: fieldName(t, language, version) }}
          second={beside && { field: beside, name: fieldName(t, language, other ?? null) }}
        />
      )}
      {field && beside && (
        <DistanceCurve
          curve={field.curve}
          other={{
            curve: beside.curve,
            names: [fieldName(t, language, version), fieldName(t, language, other ?? null)],
          }}
        />
      )}
    </>
  );
}

function Trouble({ failure }: { failure: Parameters<ReturnType<typeof useWords>['fail']>[0] | null }) {
  const { fail } = useWords();
  return failure && <Alert color="red">{fail(failure)}</Alert>;
}

function Picture({
  field,
  shared,
  title,
}: {
  field: RiskField | null;
  shared: SharedEye;
  title: string | null;
}) {
  const { t } = useWords();
  return (
    <figure className={classes.picture}>
      {title && <figcaption>{title}</figcaption>}
      <div>
        <Suspense fallback={<Loader size="sm" aria-label={t('field.loading')} />}>
          {field ? (
            <AtlasView key={field.id} assessment={null} field={field} shared={shared} />
          ) : (
            <Loader size="sm" aria-label={t('field.loading')} />
          )}
        </Suspense>
      </div>
    </figure>
  );
}
