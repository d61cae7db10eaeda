import { differencesOf, listDifferences } from './differences';
import type { Editor, Finding } from './editor';
import { findingsOf, listFindings } from './findings';
import { Highlights } from './highlights';
import { NotDone, type Server } from './server';
import { sheetDifferences } from './sheetDifferences';
import type { Tests } from './tests';

/** In ms, after the last change: so long one goes on drawing. */
const PAUSE = 500;

/** What the page has beside the drawing. */
export interface Surroundings {
  undo: HTMLButtonElement;
  redo: HTMLButtonElement;
  keep: HTMLButtonElement;
  compare: HTMLButtonElement;
  simulate: HTMLButtonElement;
  said: HTMLElement;
  findings: HTMLTableElement;
  differences: HTMLElement;
  proposal: HTMLFormElement;
  why: HTMLTextAreaElement;
}

/** An editor, with what is checked, kept, compared and proposed of it. */
export class Bench {
  private readonly highlights = new Highlights();
  private simulating = false;
  /** Whether the drawing is another than was kept last; the tests know that of themselves. */
  private drawn = false;
  private waiting = 0;
  /** One check after the other: each takes the server a second or more. */
  private checking = false;
  private checkAgain = false;

  constructor(
    private readonly file: string,
    private readonly editor: Editor,
    private readonly server: Server,
    private readonly page: Surroundings,
    private drafted: boolean,
    private readonly tests: Tests | null,
  ) {
    page.undo.addEventListener('click', () => editor.undo());
    page.redo.addEventListener('click', () => editor.redo());
    page.keep.addEventListener('click', () => this.guarded(() => this.keep()));
    page.compare.addEventListener('click', () => this.guarded(() => this.toggleComparison()));
    page.compare.disabled = false;
    page.simulate.hidden = editor.simulate === undefined;
    page.simulate.addEventListener('click', () => editor.simulate?.(!this.simulating));
    editor.onSimulation?.((on) => this.onSimulation(on));
    page.proposal.addEventListener('submit', (event) => this.propose(event));
    editor.onChange(() => {
      this.drawn = true;
      this.onChange();
    });
    tests?.onChange(() => this.onChange());
    window.addEventListener('beforeunload', (event) => this.isChanged() && event.preventDefault());
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        this.guarded(() => this.keep());
      }
    });
    const findings = findingsOf(page.findings);
    if (findings) {
      this.show(findings);
    }
    if (!findings || tests) {
      this.guarded(() => this.check());
    }
  }

  private isChanged(): boolean {
    return this.drawn || (this.tests?.isChanged() ?? false);
  }

  private onChange(): void {
    this.offerUndo();
    this.page.keep.disabled = false;
    this.page.said.textContent = 'Changed. It is checked in a moment.';
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.guarded(() => this.check()), PAUSE);
  }

  private offerUndo(): void {
    this.page.undo.disabled = this.simulating || !this.editor.canUndo();
    this.page.redo.disabled = this.simulating || !this.editor.canRedo();
  }

  private onSimulation(on: boolean): void {
    this.simulating = on;
    this.page.simulate.setAttribute('aria-pressed', String(on));
    this.offerUndo();
    this.page.said.textContent = on
      ? 'Tokens run, and nothing can be changed. Begin at a start event; the space bar pauses, R begins anew. Tables and conditions are not asked: choose the ways at gateways.'
      : 'Tokens run no more.';
  }

  private async check(): Promise<void> {
    if (this.checking) {
      this.checkAgain = true;
      return;
    }
    this.checking = true;
    try {
      do {
        this.checkAgain = false;
        const xml = await this.editor.xml();
        if (this.tests) {
          const { findings, tested } = await this.server.checkWithTests(xml, this.tests.sheets());
          this.tests.show(tested);
          this.show(findings);
        } else {
          this.show(await this.server.check(xml));
        }
      } while (this.checkAgain);
    } finally {
      this.checking = false;
    }
    if (this.isComparing()) {
      await this.compare();
    }
  }

  private show(findings: Finding[]): void {
    listFindings(this.page.findings, this.file, findings, (element) => this.editor.show(element));
    const here = findings.filter(({ file }) => file === this.file);
    this.highlights.find(here.map((one) => ({ ...one, element: this.editor.shownBy(one.element) })));
    const refused = findings.filter((one) => one.refused).length;
    this.page.said.textContent = refused === 0 ? 'Checked: it could be deployed.' : `Checked: ${refused} finding(s) keep it from being deployed.`;
  }

  private async keep(): Promise<void> {
    const tests = this.tests?.changed() ?? {};
    if (this.drawn || Object.keys(tests).length === 0) {
      await this.server.keep(await this.editor.xml(), this.page.why.value);
      this.drawn = false;
    }
    for (const [name, sheet] of Object.entries(tests)) {
      await this.server.keepTests(name, sheet, this.page.why.value);
    }
    this.tests?.kept();
    this.drafted = true;
    this.page.keep.disabled = true;
    this.page.said.textContent = 'Kept as your draft.';
  }

  private isComparing(): boolean {
    return this.page.compare.getAttribute('aria-pressed') === 'true';
  }

  private async toggleComparison(): Promise<void> {
    const now = !this.isComparing();
    this.page.compare.setAttribute('aria-pressed', String(now));
    this.page.differences.hidden = !now;
    if (now) {
      await this.compare();
    } else {
      this.highlights.compare([]);
    }
  }

  private async compare(): Promise<void> {
    const differences = differencesOf(this.file, await this.server.inForce(), await this.editor.xml());
    this.highlights.compare(differences);
    const inTests = Object.entries(this.tests?.sheets() ?? {}).map(async ([name, sheet]) =>
      sheetDifferences(await this.server.tests(name, false), sheet),
    );
    const all = [...differences, ...(await Promise.all(inTests)).flat()];
    listDifferences(this.page.differences, all, (element) => this.editor.show(element));
  }

  /** What is proposed is what is drawn. */
  private propose(event: SubmitEvent): void {
    if (this.isChanged() || !this.drafted) {
      event.preventDefault();
      this.guarded(async () => {
        await this.keep();
        this.page.proposal.submit();
      });
    }
  }

  private guarded(act: () => Promise<void>): void {
    act().catch((problem: unknown) => {
      this.page.said.textContent = problem instanceof NotDone ? problem.message : `That did not work: ${String(problem)}`;
    });
  }
}
