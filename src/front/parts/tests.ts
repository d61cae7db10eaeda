import { button } from './elements';
/** A file of tests as rows and cells. */
export interface Sheet {
  header: string[];
  rows: string[][];
}

/** A table that can be tested. */
export interface Testable {
  decision: string;
  /** The name of the file of its tests. */
  tests: string;
  /** How the columns may be called: facts, results and the sentence. */
  columns: string[];
}

export interface TestedRule {
  id: string;
  /** From the top, counted from 1. */
  number: number;
  /** How many rows of tests come to it. */
  rows: number;
}

/** What became of the tests of a table. */
export interface TestedTable {
  tests: string;
  rows: { number: number; verdict: 'PASSED' | 'DECIDED_OTHERWISE' | 'CANNOT_BE_TRIED'; problem: string }[];
  rules: TestedRule[];
  /** Why they could not be run at all. */
  problems: string[];
}

/** As a spreadsheet counts: the header is row 1. */
const FIRST_ROW = 2;

/** The tests of the tables of a file, each as a table of its own that somebody writes in. */
export class Tests {
  private readonly all: SheetEditor[];
  private told: () => void = () => {};

  constructor(place: HTMLElement, tables: (Testable & { sheet: Sheet })[]) {
    this.all = tables.map((one) => new SheetEditor(one, one.sheet, () => this.told()));
    place.replaceChildren(...this.all.map((one) => one.element));
  }

  onChange(told: () => void): void {
    this.told = told;
  }

  isChanged(): boolean {
    return this.all.some((one) => one.changed);
  }

  /** By the name of the file, all of them. */
  sheets(): Record<string, Sheet> {
    return Object.fromEntries(this.all.map((one) => [one.name, one.sheet()]));
  }

  /** Those that are another than were kept last. */
  changed(): Record<string, Sheet> {
    return Object.fromEntries(this.all.filter((one) => one.changed).map((one) => [one.name, one.sheet()]));
  }

  kept(): void {
    this.all.forEach((one) => {
      one.changed = false;
    });
  }

  show(tested: TestedTable[]): void {
    this.all.forEach((one) => one.show(tested.find(({ tests }) => tests === one.name)));
  }
}

/** One file of tests. */
class SheetEditor {
  readonly element = document.createElement('div');
  readonly name: string;
  changed = false;
  private readonly coverage = document.createElement('p');
  private readonly table = document.createElement('table');
  private readonly body: HTMLTableSectionElement;
  private readonly header: string[];

  constructor(
    private readonly about: Testable,
    sheet: Sheet,
    private readonly told: () => void,
  ) {
    this.name = about.tests;
    this.header = sheet.header.length > 0 ? [...sheet.header] : [...about.columns];
    this.table.className = 'tests';
    this.table.createCaption().textContent = about.tests;
    this.body = this.table.createTBody();
    sheet.rows.forEach((row) => this.add(row));
    this.coverage.setAttribute('role', 'status');
    const wide = document.createElement('div');
    wide.className = 'wide';
    wide.tabIndex = 0;
    wide.setAttribute('role', 'region');
    wide.setAttribute('aria-label', `Tests in ${about.tests}`);
    wide.append(this.table);
    this.element.append(this.coverage, wide, this.buttons());
    this.title();
  }

  sheet(): Sheet {
    return { header: [...this.header], rows: [...this.body.rows].map((row) => inputs(row).map(({ value }) => value.trim())) };
  }

  show(tested: TestedTable | undefined): void {
    [...this.body.rows].forEach((row, at) => {
      const one = tested?.rows.find(({ number }) => number === at + FIRST_ROW);
      row.className = !one ? '' : one.verdict === 'PASSED' ? 'is-passed' : 'is-refused';
      verdict(row).textContent = !one ? '' : one.verdict === 'PASSED' ? 'passed' : one.problem;
    });
    this.coverage.textContent = said(tested);
  }

  private title(): void {
    this.table.tHead?.remove();
    const head = this.table.createTHead().insertRow();
    ['Row', ...this.header, 'What became of it', ''].forEach((title) => {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = title;
      head.append(cell);
    });
    [...this.body.rows].forEach((row, at) => {
      const number = String(at + FIRST_ROW);
      row.cells[0]!.textContent = number;
      inputs(row).forEach((input, column) => input.setAttribute('aria-label', `${this.header[column]}, row ${number}`));
      row.querySelector('button')!.setAttribute('aria-label', `Remove row ${number}`);
    });
  }

  private add(cells: string[]): HTMLTableRowElement {
    const row = this.body.insertRow();
    row.insertCell();
    this.header.forEach((_, column) => row.insertCell().append(this.input(cells[column] ?? '')));
    row.insertCell();
    const remove = button('Remove', () => {
      row.remove();
      this.change();
    });
    row.insertCell().append(remove);
    return row;
  }

  private input(value: string): HTMLInputElement {
    const input = document.createElement('input');
    input.value = value;
    input.size = Math.max(8, Math.min(60, value.length));
    input.addEventListener('input', () => this.change());
    return input;
  }

  private buttons(): HTMLElement {
    const columns = document.createElement('select');
    columns.setAttribute('aria-label', `Column to add to ${this.name}`);
    const offer = (): void => {
      columns.replaceChildren(...this.about.columns.filter((one) => !this.header.includes(one)).map((one) => new Option(one)));
      columns.hidden = addColumn.hidden = columns.options.length === 0;
    };
    const addColumn = button('Add this column', () => {
      this.header.unshift(columns.value);
      [...this.body.rows].forEach((row) => row.insertCell(1).append(this.input('')));
      this.change();
      offer();
    });
    offer();
    const place = document.createElement('p');
    place.append(
      button('Add a row', () => {
        const row = this.add([]);
        this.change();
        inputs(row)[0]?.focus();
      }),
      ' ',
      columns,
      ' ',
      addColumn,
    );
    return place;
  }

  private change(): void {
    this.changed = true;
    this.title();
    this.told();
  }
}

function inputs(row: HTMLTableRowElement): HTMLInputElement[] {
  return [...row.querySelectorAll('input')];
}

function verdict(row: HTMLTableRowElement): HTMLTableCellElement {
  return row.cells[row.cells.length - 2]!;
}

/** How many rows pass, and which rules nobody tests. */
export function said(tested: TestedTable | undefined): string {
  if (!tested) {
    return 'Nothing is tested.';
  }
  if (tested.problems.length > 0) {
    return `Not run. ${tested.problems.join(' ')}`;
  }
  const failed = tested.rows.filter(({ verdict: one }) => one !== 'PASSED').length;
  const untouched = tested.rules.filter(({ rows }) => rows === 0).map(({ number, id }) => `rule ${number} (${id})`);
  const rows = failed === 0 ? `All ${tested.rows.length} row(s) pass.` : `${failed} of ${tested.rows.length} row(s) fail.`;
  const rules = `${tested.rules.length - untouched.length} of ${tested.rules.length} rules are tested`;
  return `${rows} ${rules}${untouched.length === 0 ? '.' : `, not: ${untouched.join(', ')}.`}`;
}
