import { z } from 'zod';
import { goodNpm, runNpm } from '../setup/npm.mjs';
import { ROOT } from '../setup/paths.mjs';

/** A weakness that the registry has published for an installed version. */
export type Advisory = {
  readonly package: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
};
export type AuditAnswer =
  | { readonly asked: true; readonly advisories: readonly Advisory[] }
  | { readonly asked: false; readonly why: string };

const reportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      via: z.array(
        z.union([z.string(), z.object({ title: z.string(), url: z.string(), severity: z.string() })]),
      ),
    }),
  ),
});

/**
 * Asks the registry for published weaknesses of what the lockfile names (`npm audit --json`). Without a network,
 * or where the registry does not take the question, says why instead.
 */
export async function askAudit(options: { shippedOnly?: boolean } = {}): Promise<AuditAnswer> {
  const npm = await goodNpm();
  if (!npm) return { asked: false, why: 'no npm was found' };
  const args = [
    'audit',
    '--json',
    ...(options.shippedOnly ? ['--omit=dev'] : []),
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ];
  const { output } = await runNpm(npm, args, ROOT);
  return readAudit(output);
}

/** Reads what `npm audit --json` printed. */
export function readAudit(output: string): AuditAnswer {
  const start = output.search(/^\{/m);
  const end = output.lastIndexOf('}');
  let json: unknown = null;
  try {
    json = JSON.parse(output.slice(start, end + 1));
  } catch {
    // Told below: it was no answer.
  }
  const report = reportSchema.safeParse(json);
  if (!report.success) return { asked: false, why: whyNot(output) };
  const advisories = Object.entries(report.data.vulnerabilities).flatMap(([name, { via }]) =>
    via
      .filter((one) => typeof one !== 'string')
      .map(({ severity, title, url }) => ({ package: name, severity, title, url })),
  );
  return { asked: true, advisories };
}

function whyNot(output: string): string {
  const status = /audit (\d{3} [A-Z][A-Za-z ]+?) -/.exec(output);
  if (status) return `the registry answered ${status[1]}`;
  const code = /E[A-Z]{4,}/.exec(output);
  return code ? `the registry was not reached (${code[0]})` : 'the registry gave no answer';
}
