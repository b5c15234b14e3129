import type { AttackTarget } from './attackTarget.ts';
import { PLANTED } from './attackTarget.ts';
import { httpText, type RawOptions, speak, statusOf } from './rawHttp.ts';

/** One attempt on the web host. `attempt` gives what got through, null when it was stopped. */
export type Attack = {
  group: string;
  name: string;
  attempt(target: AttackTarget): Promise<string | null>;
};

/** Attacks of one group. */
export const named = (group: string, attacks: [string, Attack['attempt']][]): Attack[] =>
  attacks.map(([name, attempt]) => ({ group, name, attempt }));

export type Header = [string, string];

/** What the person's own browser sends; an attack replaces or adds. */
export const ownHeaders = (target: AttackTarget): Header[] => [
  ['Host', target.host],
  ['Cookie', target.cookie],
];

export const strangersHeaders = (target: AttackTarget): Header[] => [['Host', target.host]];

/** Sends one request; anything but a refusal without contents is "through". */
export async function refused(
  target: AttackTarget,
  request: string,
  options?: RawOptions,
): Promise<string | null> {
  const before = target.reached();
  const answer = await speak(target.port, request, options);
  const status = statusOf(answer);
  if (answer.includes(PLANTED)) return 'the planted name came back';
  if (/set-cookie/i.test(answer)) return 'a cookie came back';
  if (/access-control-allow/i.test(answer)) return 'another origin was let in';
  if (target.reached() !== before) return 'the backend was reached';
  // 0: hung up without a word.
  return status === 0 || status >= 400 ? null : `status ${status}`;
}

export function request(
  method: string,
  path: string,
  headers: (target: AttackTarget) => Header[],
): (target: AttackTarget) => Promise<string | null> {
  return (target) => refused(target, httpText(method, path, headers(target)));
}

/** The host still serves the person who was let in; what an attack must never change. */
export async function stillServes(target: AttackTarget): Promise<boolean> {
  const answer = await speak(target.port, httpText('GET', '/', ownHeaders(target)), { silenceMs: 4000 });
  return statusOf(answer) === 200;
}

/** The attacks of each group, in their order. */
export function byGroup(attacks: readonly Attack[]): [string, Attack[]][] {
  const groups = new Map<string, Attack[]>();
  for (const attack of attacks) groups.set(attack.group, [...(groups.get(attack.group) ?? []), attack]);
  return [...groups];
}
