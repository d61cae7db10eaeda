import { diagramDifferences, subjectsOf } from './diagramDifferences';
import type { Difference } from './editor';
import { label, leading } from './elements';
import { tableDifferences, tablesOf } from './tableDifferences';

const HOW = { added: 'new', removed: 'taken away', changed: 'changed' };
const TITLES = ['What', 'Is', 'How it differs'];

/** What is another in a file than it was. */
export function differencesOf(file: string, before: string, after: string): Difference[] {
  return file.endsWith('.bpmn')
    ? diagramDifferences(subjectsOf(before), subjectsOf(after))
    : tableDifferences(tablesOf(before), tablesOf(after));
}

/** Lists them in place of what is there. */
export function listDifferences(place: HTMLElement, differences: Difference[], show: ((element: string) => void) | null): void {
  if (differences.length === 0) {
    place.replaceChildren(paragraph('Nothing differs from the version in force, apart from where it is drawn.'));
    return;
  }
  const table = document.createElement('table');
  table.className = 'cards';
  table.createCaption().textContent = 'What differs from the version in force';
  const head = table.createTHead().insertRow();
  TITLES.forEach((title) => {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = title;
    head.append(cell);
  });
  const body = table.createTBody();
  differences.forEach((one) => {
    const row = body.insertRow();
    row.className = `is-${one.how}`;
    row.insertCell().append(show && one.element && one.how !== 'removed' ? leading(one.name, () => show(one.element)) : one.name);
    row.insertCell().textContent = HOW[one.how];
    row.insertCell().append(...one.details.map(paragraph));
    label(row, TITLES);
  });
  place.replaceChildren(table);
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
