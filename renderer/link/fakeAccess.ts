import type { ChannelOutput, Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';

type Access = Extract<keyof Handlers, `${'access' | 'user' | 'audit' | 'draft'}.${string}`>;

/** One person, always signed in, and nothing behind it: for screens about something else. */
export function fakeAccess(): Pick<Handlers, Access> {
  const drafts = new Map<string, string>();
  const me = {
    id: 'me',
    name: 'Dr Fake',
    role: 'administrator' as const,
    createdAt: '2026-01-01T08:00:00.000Z',
    closedAt: null,
    hasPassphrase: true,
  };
  const nothing = async () => ({});
  const refused = async (): Promise<never> => {
    throw new FailureError('demo.examplesOnly');
  };
  const users = async (): Promise<ChannelOutput<'user.list'>> => ({ users: [me] });
  const state = async (): Promise<ChannelOutput<'access.state'>> => ({
    state: 'open',
    user: me,
    demo: false,
    people: 1,
    keychain: null,
  });
  return {
    'access.state': state,
    'access.setUp': refused,
    'access.tryExamples': nothing,
    'access.leaveExamples': nothing,
    'access.unlock': nothing,
    'access.recover': nothing,
    'access.lock': nothing,
    'access.active': nothing,
    'access.changePassphrase': nothing,
    'access.newRecoveryCode': refused,
    'access.useKeychain': state,
    'user.list': users,
    'user.add': users,
    'user.change': users,
    'user.setPassphrase': users,
    'audit.list': async () => ({ rows: [], total: 0 }),
    'audit.verify': async () => ({ rows: 0, fault: null, seq: null, lastSeq: 0, lastHash: '' }),
    'audit.noteExport': nothing,
    'audit.exportCsv': async () => ({ fileName: 'audit.csv', csv: '' }),
    'draft.list': async () => ({ drafts: [...drafts].map(([key, value]) => ({ key, value })) }),
    'draft.keep': async ({ key, value }) => {
      if (value === null) drafts.delete(key);
      else drafts.set(key, value);
      return {};
    },
  };
}
