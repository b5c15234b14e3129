import { CHANNELS, type ChannelName, type Handlers } from '../../app/contract/channels.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import type { AnyReply } from '../shell/protocol.ts';

/** Answers a request by name: input checked by its schema, anything thrown turned into a failure. Never rejects. */
export type Dispatch = (name: string, input: unknown) => Promise<AnyReply>;

/**
 * `check` may refuse a request whose input is well formed. `checkOutputs` also holds every answer against its schema: used by the tests and the end-to-end suite,
 * left out in use because large masks are checked where they are made.
 */
export function createDispatcher(
  handlers: Handlers,
  options: { checkOutputs: boolean; check?: (name: ChannelName, input: unknown) => void },
): Dispatch {
  return async (name, input) => {
    try {
      if (!isChannelName(name)) throw new FailureError('contract.unknownChannel', { channel: name });
      const parsed = CHANNELS[name].input.safeParse(input);
      if (!parsed.success)
        throw new FailureError('contract.badInput', { channel: name }, describeIssues(parsed.error.issues));
      options.check?.(name, parsed.data);
      const handler = handlers[name] as (input: unknown) => Promise<unknown>;
      const value = await handler(parsed.data);
      if (options.checkOutputs) CHANNELS[name].output.parse(value);
      return { ok: true, value };
    } catch (thrown) {
      if (!(thrown instanceof FailureError)) console.error(`${name}:`, thrown);
      return { ok: false, failure: toFailure(thrown) };
    }
  };
}

function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(CHANNELS, name);
}

/** Where and why an input was refused, without its values: they may be a patient's. */
function describeIssues(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 10)
    .map((issue) => `${issue.path.map(String).join('.') || 'input'}: ${issue.message}`)
    .join('; ')
    .slice(0, 2000);
}
