import './case.css';
import { drawDiagram, type DrawnDiagram, type Mark } from '../parts/diagram';
import { listen } from '../parts/live';

/** What the server says of a case for the diagram. */
interface DrawnCase {
  diagram: string | null;
  way: string[];
  here: string[];
  problems: Record<string, string>;
}

async function show(page: HTMLElement, address: string): Promise<void> {
  const chosen = new Chosen(page);
  const container = page.querySelector<HTMLElement>('#diagram');
  let diagram: DrawnDiagram | null = null;

  async function draw(): Promise<void> {
    const response = await fetch(`${address}/drawn`);
    if (!response.ok || !container) {
      return;
    }
    const drawn = (await response.json()) as DrawnCase;
    if (!diagram && drawn.diagram) {
      const xml = await fetch(drawn.diagram);
      if (!xml.ok) {
        return;
      }
      container.hidden = false;
      page.querySelector<HTMLDetailsElement>('#way')?.removeAttribute('open');
      diagram = await drawDiagram(container, await xml.text(), []);
      chosen.in(diagram);
    }
    diagram?.mark(marks(drawn));
    diagram?.follow(drawn.way);
  }

  chosen.offer();
  listen(page, address, async () => {
    chosen.offer();
    await draw();
  });
  await draw();
}

function marks({ way, here, problems }: DrawnCase): Mark[] {
  const numbers = new Map<string, number[]>();
  way.forEach((element, index) => numbers.set(element, [...(numbers.get(element) ?? []), index + 1]));
  const elements = new Set([...way, ...here, ...Object.keys(problems)]);
  return [...elements].map((element) => {
    const problem = problems[element];
    const mark: Mark = { element, look: problem !== undefined ? 'problem' : here.includes(element) ? 'here' : 'passed' };
    const at = numbers.get(element);
    if (at) {
      mark.badge = at.length > 3 ? `${at[0]} … ${at[at.length - 1]}` : at.join(', ');
    }
    if (problem !== undefined) {
      mark.badge = `${mark.badge ?? ''} !`.trim();
    }
    return mark;
  });
}

/** The element that somebody has chosen, in the diagram or in the lists: it is shown in both. */
class Chosen {
  private element: string | null = null;
  private diagram: DrawnDiagram | null = null;

  constructor(private readonly page: HTMLElement) {}

  in(diagram: DrawnDiagram): void {
    this.diagram = diagram;
    diagram.onClick((element) => this.choose(element, true));
  }

  /** Makes the names of elements in the lists buttons. */
  offer(): void {
    this.page.querySelectorAll<HTMLElement>('[data-element] span.place').forEach((place) => {
      const element = place.closest<HTMLElement>('[data-element]')?.dataset['element'];
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'place';
      button.textContent = place.textContent;
      button.addEventListener('click', () => this.choose(element ?? null, false));
      place.replaceWith(button);
    });
    this.mark();
  }

  private choose(element: string | null, inDiagram: boolean): void {
    this.element = element === this.element ? null : element;
    this.diagram?.select(this.element, !inDiagram);
    const first = this.mark();
    if (inDiagram) {
      first?.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Returns the first line of the journey that is marked. */
  private mark(): HTMLElement | null {
    this.page.querySelectorAll<HTMLElement>('[data-element]').forEach((line) => {
      const isChosen = line.dataset['element'] === this.element;
      line.classList.toggle('is-chosen', isChosen);
      line.querySelector('button.place')?.setAttribute('aria-pressed', String(isChosen));
    });
    return this.page.querySelector('.lines .is-chosen');
  }
}

const page = document.querySelector<HTMLElement>('[data-case]');
if (page) {
  void show(page, page.dataset['case'] ?? '');
}
