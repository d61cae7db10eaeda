import { diagramDifferences, subjectsOf } from './diagramDifferences';
import type { Difference } from './editor';
import { tableDifferences, tablesOf } from './tableDifferences';

const HOW = { added: 'new', removed: 'taken away', changed: 'changed' };

/** What is another in a file than it was. */
export function differencesOf(file: string, before: string, after: string): Difference[] {
  return file.endsWith('.bpmn')
    ? diagramDifferences(subjectsOf(before), subjectsOf(after))
    : tableDifferences(tablesOf(before), tablesOf(after));
}

/** Lists them in place of what is there. */
export function listDifferences(place: HTMLElement, differences: Difference[], show: ((element: string) => void) | null): void {
  if (differences.length === 0) {
    place.replaceChildren(paragraph('Nothing is another than in the version in force, apart from where it is drawn.'));
    return;
  }
  const table = document.createElement('table');
  table.createCaption().textContent = 'What is another than in the version in force';
  const head = table.createTHead().insertRow();
  ['What', 'Is', 'How it differs'].forEach((title) => {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = title;
    head.append(cell);
  });
  const body = table.createTBody();
  differences.forEach((one) => {
    const row = body.insertRow();
    row.className = `is-${one.how}`;
    row.insertCell().append(show && one.element && one.how !== 'removed' ? button(one, show) : one.name);
    row.insertCell().textContent = HOW[one.how];
    row.insertCell().append(...one.details.map(paragraph));
  });
  place.replaceChildren(table);
}

function button(one: Difference, show: (element: string) => void): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'link';
  made.textContent = one.name;
  made.addEventListener('click', () => show(one.element));
  return made;
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
