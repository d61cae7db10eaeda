import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagramDifferences, type Subject } from '../parts/diagramDifferences';
import { tableDifferences, type Rule, type Table } from '../parts/tableDifferences';

function table(rules: Rule[], more: Partial<Table> = {}): Table {
  return { id: 'waits', name: 'Waits', columns: ['For', 'Wait'], hitPolicy: 'FIRST', rules, ...more };
}

function rule(id: string, number: number, what: string, wait: string): Rule {
  return { id, number, cells: new Map([['For', what], ['Wait', wait]]) };
}

test('a changed cell is said with what it was, and a new and a gone rule with what they say', () => {
  const before = table([rule('a', 1, 'QUESTION', 'PT4H'), rule('b', 2, 'NOTICE', 'P2D')]);
  const after = table([rule('a', 1, 'QUESTION', 'PT2H'), rule('c', 2, 'LETTER', '')]);

  assert.deepEqual(tableDifferences([before], [after]), [
    { how: 'changed', element: 'a', name: 'Rule 1', details: ['Wait: PT4H → PT2H'] },
    { how: 'added', element: 'c', name: 'Rule 2', details: ['For: LETTER'] },
    { how: 'removed', element: 'b', name: 'Rule 2', details: ['For: NOTICE', 'Wait: P2D'] },
  ]);
});

test('another hit policy and another order of the rules are differences', () => {
  const one = rule('a', 1, 'QUESTION', 'PT4H');
  const other = rule('b', 2, 'NOTICE', 'P2D');

  const found = tableDifferences([table([one, other])], [table([{ ...other, number: 1 }, { ...one, number: 2 }], { hitPolicy: 'UNIQUE' })]);

  assert.deepEqual(found.flatMap(({ details }) => details), ['Hit policy: FIRST → UNIQUE', 'The rules are in another order.']);
});

test('what is the same is no difference, and a whole table can be new', () => {
  const same = table([rule('a', 1, 'QUESTION', 'PT4H')]);

  assert.deepEqual(tableDifferences([same], [same]), []);
  assert.deepEqual(tableDifferences([], [same]), [{ how: 'added', element: 'waits', name: 'Table Waits', details: [] }]);
});

function subjects(...all: [string, Record<string, string>][]): Map<string, Subject> {
  return new Map(all.map(([id, says]) => [id, { id, name: id, says: new Map(Object.entries(says)) }]));
}

test('what is inside an element is a difference of that element', () => {
  const before = subjects(['Timer', { 'timerEventDefinition timeDuration': 'P7D' }], ['Gone', {}]);
  const after = subjects(['Timer', { 'timerEventDefinition timeDuration': 'P2D', name: 'Two days' }], ['New', {}]);

  assert.deepEqual(diagramDifferences(before, after), [
    { how: 'changed', element: 'Timer', name: 'Timer', details: ['timerEventDefinition timeDuration: P7D → P2D', 'name: (empty) → Two days'] },
    { how: 'added', element: 'New', name: 'New', details: [] },
    { how: 'removed', element: 'Gone', name: 'Gone', details: [] },
  ]);
});
