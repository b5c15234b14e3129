import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ROLES, type Role } from '../../app/contract/access.ts';
import { useWords } from '../words/words.ts';
import { AddPerson } from './AddPerson.tsx';
import classes from './people.module.css';
import { SetPassphrase } from './SetPassphrase.tsx';
import { type Person, usePeople } from './usePeople.ts';

/** Who may sign in, with what role; profiles are closed, never removed, because the log names them. */
export function PeopleList({ ownId }: { ownId: string }) {
  const { t } = useWords();
  const { people, change } = usePeople();
  const [doing, setDoing] = useState<
    { what: 'add' } | { what: 'passphrase' | 'close'; person: Person } | null
  >(null);
  const done = () => setDoing(null);
  return (
    <section aria-label={t('people.title')}>
      <ul className={classes.people}>
        {people.map((person) => (
          <li key={person.id} className={classes.person} data-closed={person.closedAt !== null}>
            <span className={classes.name}>
              {person.name}
              {person.id === ownId && <span className={classes.quiet}> ({t('people.you')})</span>}
              {person.closedAt && <span className={classes.quiet}> · {t('people.closed')}</span>}
            </span>
            <NativeSelect
              size="xs"
              aria-label={`${t('people.role')}: ${person.name}`}
              disabled={person.closedAt !== null}
              data={ROLES.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
              value={person.role}
              onChange={(event) =>
                void change('user.change', { userId: person.id, role: event.currentTarget.value as Role })
              }
            />
            <span className={classes.tools}>
              {person.id !== ownId && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => setDoing({ what: 'passphrase', person })}
                >
                  {t('people.newPassphrase')}
                </Button>
              )}
              {person.id !== ownId && person.closedAt === null && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => setDoing({ what: 'close', person })}
                >
                  {t('people.close')}
                </Button>
              )}
            </span>
            {doing && doing.what !== 'add' && doing.person.id === person.id && (
              <div className={classes.doing}>
                {doing.what === 'passphrase' ? (
                  <SetPassphrase
                    name={person.name}
                    onCancel={done}
                    onSet={async (passphrase) => {
                      if (await change('user.setPassphrase', { userId: person.id, passphrase })) done();
                    }}
                  />
                ) : (
                  <>
                    <p>{t('people.closeAsk', { name: person.name })}</p>
                    <Button
                      size="compact-sm"
                      onClick={() =>
                        void change('user.change', { userId: person.id, closed: true }).then(done)
                      }
                    >
                      {t('people.close')}
                    </Button>{' '}
                    <Button size="compact-sm" variant="subtle" color="gray" onClick={done}>
                      {t('shell.cancel')}
                    </Button>
                  </>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <dl className={classes.roles}>
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{t(`people.role.${role}`)}</dt>
            <dd>{t(`people.role.${role}.what`)}</dd>
          </div>
        ))}
      </dl>
      {doing?.what === 'add' ? (
        <AddPerson
          onCancel={done}
          onAdd={async (person) => {
            if (await change('user.add', person)) done();
          }}
        />
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setDoing({ what: 'add' })}
        >
          {t('people.add')}
        </Button>
      )}
    </section>
  );
}
