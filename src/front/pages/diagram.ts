import '../parts/diagram.css';
import { drawDiagram, type Mark } from '../parts/diagram';

/** What an address in data-diagram answers. */
interface MarkedDiagram {
  xml: string;
  marks: Mark[];
}

/** Draws the diagram with its marks into each element of the page that has data-diagram, the address of both as JSON. */
async function drawAll(): Promise<void> {
  for (const container of document.querySelectorAll<HTMLElement>('[data-diagram]')) {
    const response = await fetch(container.dataset['diagram'] ?? '', { headers: { Accept: 'application/json' } });
    if (response.ok) {
      const { xml, marks } = (await response.json()) as MarkedDiagram;
      container.hidden = false;
      await drawDiagram(container, xml, marks);
    }
  }
}

void drawAll();
