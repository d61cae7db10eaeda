/** In ms, after the last key: so long one goes on writing. */
const PAUSE = 400;

/** The fields of a file of texts: has the server check them as somebody writes, and shows what it says. */
export class Words {
  private readonly said = document.getElementById('said') as HTMLElement;
  private readonly see = document.getElementById('see');
  private changed = false;
  private waiting = 0;
  private checking = false;
  private checkAgain = false;

  constructor(private readonly form: HTMLFormElement) {
    form.addEventListener('input', () => this.onInput());
    form.addEventListener('submit', (event) => (this.changed &&= event.submitter === this.see));
    document.getElementById('whole')?.addEventListener('change', () => this.seeWhole());
    window.addEventListener('beforeunload', (event) => this.changed && event.preventDefault());
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        form.requestSubmit(document.getElementById('keep'));
      }
    });
    this.offerFilter();
  }

  private offerFilter(): void {
    const filter = document.getElementById('filter') as HTMLInputElement;
    (document.getElementById('narrow') as HTMLElement).hidden = false;
    filter.addEventListener('input', (event) => {
      event.stopPropagation();
      const wanted = filter.value.trim().toLowerCase();
      this.fields().forEach((field) => {
        const text = `${field.id.slice('text.'.length)} ${field.value}`.toLowerCase();
        (field.closest('.text') as HTMLElement).hidden = !text.includes(wanted);
      });
    });
    filter.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  }

  private fields(): HTMLTextAreaElement[] {
    return [...this.form.querySelectorAll<HTMLTextAreaElement>('.text textarea')];
  }

  private onInput(): void {
    this.changed = true;
    this.said.textContent = 'Changed. It is checked in a moment.';
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => {
      this.check().catch((problem: unknown) => {
        this.said.textContent = problem instanceof Error ? problem.message : String(problem);
      });
    }, PAUSE);
  }

  /** One check after the other, so that the last word is about what was written last. */
  private async check(): Promise<void> {
    this.checkAgain = true;
    if (this.checking) {
      return;
    }
    this.checking = true;
    try {
      while (this.checkAgain) {
        this.checkAgain = false;
        this.show(await this.ask());
      }
      this.seeWhole();
    } finally {
      this.checking = false;
    }
  }

  /** In the frame, as the fields are now. */
  private seeWhole(): void {
    if (this.see) {
      this.form.requestSubmit(this.see);
    }
  }

  private async ask(): Promise<HTMLElement> {
    const fields = new URLSearchParams();
    new FormData(this.form).forEach((value, name) => fields.append(name, String(value)));
    const response = await fetch('/bench/words/try', { method: 'POST', body: fields, redirect: 'manual' });
    if (response.type === 'opaqueredirect') {
      throw new Error('You are not logged in any more. Log in in another tab, and go on here.');
    }
    const tried = response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('tried') : null;
    if (!tried) {
      throw new Error(`The server answers ${response.status}.`);
    }
    return tried;
  }

  private show(tried: HTMLElement): void {
    document.getElementById('tried')?.replaceWith(document.importNode(tried, true));
    const refused = new Set([...tried.querySelectorAll<HTMLElement>('[data-refused="true"]')].map(({ dataset }) => dataset['element']));
    this.fields().forEach((field) => {
      if (refused.has(field.id.slice('text.'.length))) {
        field.setAttribute('aria-invalid', 'true');
      } else {
        field.removeAttribute('aria-invalid');
      }
    });
    const count = Number(tried.dataset['refused']);
    this.said.textContent = count === 0 ? 'Checked: it could be put into force.' : `Checked: ${count} finding(s) keep it from being put into force.`;
  }
}
