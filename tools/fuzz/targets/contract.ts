import { CHANNELS, type ChannelName } from '../../../app/contract/channels.ts';
import { inputSchema, pick, sampleInput, spoil } from '../../../main/backend/testing/garbage.ts';
import { openBackend } from '../../../main/backend/testing/openBackend.ts';
import { nestsTooDeep } from '../../../main/shell/protocol.ts';
import { isTyped, type Target } from '../target.ts';

/** Draw pictures, take scrypt's time or shut the door behind them: only asked wrongly here. */
const HEAVY = /^(case\.addExamples|access\..*|user\..*|pack\.verify|backup\..*)$/;

/** Requests as JSON, to the real backend on a real store: by the schema, spoilt, or text that only looks like JSON. */
export async function contract(): Promise<Target> {
  // Unforeseen errors are printed by the dispatcher; here they are findings, printed once.
  console.error = () => {};
  const backend = await openBackend();
  const names = Object.keys(CHANNELS) as ChannelName[];
  return {
    seeds: [new Uint8Array()],
    feed: async (_bytes, draw) => {
      // Now and then a name that is not in the contract.
      const known = draw() >= 0.02;
      const name = pick(names, draw);
      let input: unknown = known ? sampleInput(inputSchema(name), draw) : {};
      for (let i = Math.floor(draw() * 3); i > 0; i--) input = spoil(input, draw);
      // As it comes over the line: what JSON cannot say is gone, and what nests too deeply is stopped at the door.
      if (nestsTooDeep(input)) return 'refused';
      input = JSON.parse(
        JSON.stringify(input, (_key, value) => (typeof value === 'bigint' ? Number(value) : value)) ?? 'null',
      );
      if (known && HEAVY.test(name) && CHANNELS[name].input.safeParse(input).success) return 'taken';
      const reply = await backend.dispatch(known ? name : `${name}x`, input);
      if (reply.ok) return 'taken';
      if (!isTyped(reply.failure.code))
        throw new Error(`${name}: ${reply.failure.code} ${reply.failure.detail}`);
      return 'refused';
    },
    leftBehind: async () => {
      const reply = await backend.dispatch('case.workList', {});
      return reply.ok ? null : `the work list fails: ${reply.failure.code}`;
    },
    close: () => backend.close(),
  };
}
