/** Names of cases seen lately, so that a job can be called by its case without asking again. */
const labels = new Map<string, string>();
const MOST = 5000;

export function rememberLabel(caseId: string, label: string): void {
  labels.delete(caseId);
  labels.set(caseId, label);
  if (labels.size > MOST) labels.delete(labels.keys().next().value as string);
}
export const labelOf = (caseId: string): string | undefined => labels.get(caseId);
