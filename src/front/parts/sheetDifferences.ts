import type { Difference } from './editor';
import type { Sheet } from './tests';

const SENTENCE = 'sentence';

/** What a row of tests says, by the column's name, without what it leaves open. */
function said(sheet: Sheet, row: string[]): Map<string, string> {
  return new Map(sheet.header.map((name, at): [string, string] => [name, row[at] ?? '']).filter(([, cell]) => cell !== ''));
}

function same(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([name, cell]) => other.get(name) === cell);
}

function nameOf(row: Map<string, string>): string {
  return `Test “${row.get(SENTENCE) ?? ''}”`;
}

function details(row: Map<string, string>): string[] {
  return [...row].filter(([name]) => name !== SENTENCE).map(([name, cell]) => `${name}: ${cell}`);
}

function changes(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? '(empty)'} → ${after.get(name) ?? '(empty)'}`);
}

/** What is another in a file of tests than it was. A row keeps its sentence or its facts and results; in which order they are makes no difference. */
export function sheetDifferences(before: Sheet, after: Sheet): Difference[] {
  const gone = before.rows.map((row) => said(before, row));
  const come = after.rows
    .map((row) => said(after, row))
    .filter((row) => {
      const known = gone.findIndex((one) => same(one, row));
      if (known >= 0) {
        gone.splice(known, 1);
      }
      return known < 0;
    });
  const found = come.map((row): Difference => {
    const known = gone.findIndex((one) => one.get(SENTENCE) === row.get(SENTENCE) || details(one).join() === details(row).join());
    const old = known < 0 ? null : gone.splice(known, 1)[0];
    return old
      ? { how: 'changed', element: '', name: nameOf(row), details: changes(old, row) }
      : { how: 'added', element: '', name: nameOf(row), details: details(row) };
  });
  return [...found, ...gone.map((row): Difference => ({ how: 'removed', element: '', name: nameOf(row), details: details(row) }))];
}
