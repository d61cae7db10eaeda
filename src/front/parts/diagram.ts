import type { Element } from 'bpmn-js/lib/model/Types';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';

/** How an element looks: `passed`, `here` (a token stands there), `problem`, or warm from `heat-1` to `heat-5`. */
export type Look = 'passed' | 'here' | 'problem' | `heat-${1 | 2 | 3 | 4 | 5}`;

/** What is shown at an element of a diagram. */
export interface Mark {
  /** Its id in the diagram. One that the diagram does not have is left out. */
  element: string;
  look?: Look;
  /** A few characters at its corner: a number, or the places it had on a way. */
  badge?: string;
}

export interface DrawnDiagram {
  /** Shows these marks, and no others. */
  mark(marks: Mark[]): void;
  /** Marks the flows from each of these elements to the next, and no others. */
  follow(way: string[]): void;
  /** Frames one element, and brings it into sight if it shall; null frames none. */
  select(element: string | null, inSight: boolean): void;
  /** Tells which element was clicked; null beside all. */
  onClick(told: (element: string | null) => void): void;
}

/** As diagram.css says. */
const INK = 'var(--ink)';
const SHEET = 'var(--sheet)';
const CLOSEST = 1.25;
/** The part of the sheet that stays free on each side, for numbers at the edge. */
const MARGIN = 0.03;
const CHOSEN = 'is-chosen';

/** Draws a diagram of BPMN 2.0 for looking at: it can be moved and zoomed, and bpmn.io's mark stays in its corner. */
export async function drawDiagram(container: HTMLElement, xml: string, marks: Mark[]): Promise<DrawnDiagram> {
  const { Viewer } = await import('../libraries/viewer');
  container.classList.add('diagram');
  const viewer = new Viewer({
    container,
    bpmnRenderer: { defaultFillColor: SHEET, defaultStrokeColor: INK, defaultLabelColor: INK },
    textRenderer: { defaultStyle: { fontFamily: 'inherit' } },
  });
  await viewer.importXML(xml);
  const drawn = new Drawn(
    viewer.get<Canvas>('canvas'),
    viewer.get<ElementRegistry>('elementRegistry'),
    viewer.get<Overlays>('overlays'),
    viewer.get<EventBus>('eventBus'),
  );
  drawn.fit();
  drawn.mark(marks);
  return drawn;
}

class Drawn implements DrawnDiagram {
  private shown: Mark[] = [];
  private flows: string[] = [];
  private chosen: string | null = null;

  constructor(
    private readonly canvas: Canvas,
    private readonly elements: ElementRegistry,
    private readonly overlays: Overlays,
    private readonly events: EventBus,
  ) {}

  fit(): void {
    this.canvas.zoom('fit-viewport');
    const { inner, outer } = this.canvas.viewbox();
    const zoom = Math.min(CLOSEST, this.canvas.zoom() * (1 - 2 * MARGIN));
    const beside = { width: outer.width / zoom, height: outer.height / zoom };
    // From the top, as a page is read.
    this.canvas.viewbox({ x: inner.x - (beside.width - inner.width) / 2, y: inner.y - MARGIN * beside.height, ...beside });
  }

  mark(marks: Mark[]): void {
    this.shown.forEach(({ element, look }) => look && this.canvas.removeMarker(element, `is-${look}`));
    this.overlays.clear();
    this.shown = marks.filter(({ element }) => this.elements.get(element) !== undefined);
    this.shown.forEach((mark) => {
      if (mark.look) {
        this.canvas.addMarker(mark.element, `is-${mark.look}`);
      }
      if (mark.badge) {
        this.overlays.add(mark.element, { position: { top: -12, left: -8 }, html: badge(mark), scale: { min: 0.9 } });
      }
    });
  }

  follow(way: string[]): void {
    this.flows.forEach((flow) => this.canvas.removeMarker(flow, 'is-passed'));
    this.flows = way.slice(1).flatMap((to, index) => this.between(way[index], to));
    this.flows.forEach((flow) => this.canvas.addMarker(flow, 'is-passed'));
    this.canvas.getContainer().classList.toggle('has-way', way.length > 0);
  }

  private between(from: string | undefined, to: string): string[] {
    const begins = from === undefined ? undefined : (this.elements.get(from) as Element | undefined);
    return (begins?.outgoing ?? []).filter((flow) => flow.target?.id === to).map((flow) => flow.id);
  }

  select(element: string | null, inSight: boolean): void {
    if (this.chosen !== null) {
      this.canvas.removeMarker(this.chosen, CHOSEN);
    }
    this.chosen = element !== null && this.elements.get(element) ? element : null;
    if (this.chosen !== null) {
      this.canvas.addMarker(this.chosen, CHOSEN);
      if (inSight) {
        this.canvas.scrollToElement(this.chosen, 40);
      }
    }
  }

  onClick(told: (element: string | null) => void): void {
    this.events.on('element.click', ({ element }: { element: Element }) => {
      // The name of an event is an element of its own.
      const id = element.id.replace(/_label$/, '');
      told(this.shown.some((mark) => mark.element === id) ? id : null);
    });
  }
}

function badge({ badge, look }: Mark): HTMLElement {
  const shown = document.createElement('span');
  shown.className = `pin${look ? ` is-${look}` : ''}`;
  shown.textContent = badge ?? '';
  return shown;
}
