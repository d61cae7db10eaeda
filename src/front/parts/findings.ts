import type { Finding } from './editor';
import { label, leading } from './elements';

/** What the page came with; null if nothing was checked for it. */
export function findingsOf(table: HTMLTableElement): Finding[] | null {
  if (table.dataset['checked'] !== 'true') {
    return null;
  }
  return [...table.querySelectorAll<HTMLTableRowElement>('tr[data-element]')].map((row) => ({
    refused: row.dataset['refused'] === 'true',
    file: row.dataset['file'] ?? '',
    element: row.dataset['element'] ?? '',
    problem: row.cells[2]?.textContent ?? '',
    mend: row.cells[3]?.textContent ?? '',
  }));
}

/** Shows what the checks say in the table of the page, the worst first. */
export function listFindings(table: HTMLTableElement, file: string, findings: Finding[], show: (element: string) => void): void {
  const titles = [...table.tHead!.rows[0]!.cells].map(({ textContent }) => textContent ?? '');
  const body = document.createElement('tbody');
  [...findings]
    .sort((one, other) => Number(other.refused) - Number(one.refused))
    .forEach((one) => {
      const row = body.insertRow();
      row.className = one.refused ? 'is-refused' : 'is-odd';
      row.insertCell().textContent = one.refused ? 'refused' : 'to be looked at';
      row.insertCell().append(one.file === file ? leading(one.element, () => show(one.element)) : `${one.file}: ${one.element}`);
      row.insertCell().textContent = one.problem;
      row.insertCell().textContent = one.mend;
      label(row, titles);
    });
  if (findings.length === 0) {
    const cell = body.insertRow().insertCell();
    cell.colSpan = 4;
    cell.textContent = 'Nothing: it could be deployed.';
  }
  table.tBodies[0]?.replaceWith(body);
}
