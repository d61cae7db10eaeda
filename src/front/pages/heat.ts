import './heat.css';
import { drawDiagram } from '../parts/diagram';
import { heat } from '../parts/heat';

/** What an address in data-heat answers. */
interface CountedDiagram {
  /** The address of the diagram; null if there is none. */
  diagram: string | null;
  counts: Record<string, number>;
}

/** Draws, into each element of the page that has data-heat, the diagram with how many there are at each step. */
async function drawAll(): Promise<void> {
  for (const container of document.querySelectorAll<HTMLElement>('[data-heat]')) {
    const response = await fetch(container.dataset['heat'] ?? '');
    const { diagram, counts } = response.ok ? ((await response.json()) as CountedDiagram) : { diagram: null, counts: {} };
    const xml = diagram ? await fetch(diagram) : null;
    if (xml?.ok) {
      container.hidden = false;
      await drawDiagram(container, await xml.text(), heat(counts));
    }
  }
}

void drawAll();
