import { useEffect, useState } from 'react';
import type { WorkListRow } from '../../app/contract/channels.ts';
import { showCase } from '../app/route.ts';
import { useLink } from '../link/link.ts';

export function WorkList() {
  const link = useLink();
  const [rows, setRows] = useState<WorkListRow[]>([]);
  useEffect(() => {
    void link.send('case.workList', {}).then((reply) => reply.ok && setRows(reply.value.rows));
  }, [link]);
  return rows.map((row) => (
    <button type="button" key={row.caseId} onClick={() => void showCase(row.caseId)}>
      {row.label}
    </button>
  ));
}
