import type { Difference, Finding } from './editor';

/**
 * Marks elements, drawn or in tables, by rules of a style sheet of its own: both are drawn anew at each change, and what was
 * written to them would be gone.
 */
export class Highlights {
  private readonly sheet = new CSSStyleSheet();
  private found: string[] = [];
  private other: string[] = [];

  constructor() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  find(findings: Finding[]): void {
    this.found = findings.map((one) => rule(one.element, one.refused ? 'problem' : 'warning'));
    this.show();
  }

  compare(differences: Difference[]): void {
    this.other = differences
      .filter(({ how }) => how !== 'removed')
      .map((one) => rule(one.element, one.how === 'added' ? 'added' : 'changed'));
    this.show();
  }

  private show(): void {
    // What is wrong comes last, and so counts.
    this.sheet.replaceSync([...this.other, ...this.found].join('\n'));
  }
}

function rule(element: string, look: string): string {
  const id = `"${CSS.escape(element)}"`;
  const colour = `var(--bench-${look})`;
  return (
    `.djs-element[data-element-id=${id}] > .djs-visual > :first-child { stroke: ${colour} !important; stroke-width: 4px !important; }` +
    `td[data-row-id=${id}], td[data-element-id=${id}], th[data-element-id=${id}], th[data-col-id=${id}] { box-shadow: inset 0 0 0 2px ${colour}; }` +
    `[data-decision=${id}] .decision-table-properties { outline: 2px solid ${colour}; outline-offset: -2px; }`
  );
}
