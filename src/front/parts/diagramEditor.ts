import type { Element } from 'bpmn-js/lib/model/Types';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { Editor } from './editor';
import { chooseTemplate, type Template, type Templates } from './templates';

/** Of bpmn-js-token-simulation, which tells of it by this event. */
interface ToggleMode {
  toggleMode(active: boolean): void;
}
const SIMULATION = 'tokenSimulation.toggleMode';
/** Smaller than 0.5, it draws neither buttons nor tokens. */
const CLOSE_ENOUGH = 0.6;

const INK = 'var(--ink)';
const SHEET = 'var(--sheet)';

/** Opens a diagram of BPMN 2.0 for drawing, with the engine's properties beside it. */
export async function editDiagram(canvas: HTMLElement, properties: HTMLElement, xml: string, templates: Template[]): Promise<Editor> {
  const { Modeler, MODULES, MODDLE } = await import('../libraries/modeler');
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: properties },
    additionalModules: MODULES,
    moddleExtensions: MODDLE,
    elementTemplates: templates,
    bpmnRenderer: { defaultFillColor: SHEET, defaultStrokeColor: INK, defaultLabelColor: INK },
    textRenderer: { defaultStyle: { fontFamily: 'inherit' } },
  });
  await modeler.importXML(xml);
  const view = modeler.get<Canvas>('canvas');
  view.zoom('fit-viewport');
  // Beside the palette, not below it.
  view.zoom(view.zoom() * 0.93);
  view.scroll({ dx: 50, dy: 0 });
  const stack = modeler.get<CommandStack>('commandStack');
  const elements = modeler.get<ElementRegistry>('elementRegistry');
  const events = modeler.get<EventBus>('eventBus');
  followFocus(canvas, view);
  chooseTemplate(events, modeler.get<Templates>('elementTemplates'));
  return {
    xml: async () => (await modeler.saveXML({ format: true })).xml ?? '',
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    canUndo: () => stack.canUndo(),
    canRedo: () => stack.canRedo(),
    onChange: (told) => events.on('commandStack.changed', told),
    simulate: (on) => {
      if (on && view.zoom() < CLOSE_ENOUGH) {
        view.zoom(CLOSE_ENOUGH);
        elements.filter((element) => (element as Element).type === 'bpmn:StartEvent').slice(0, 1).forEach((start) => view.scrollToElement(start as Element, 80));
      }
      modeler.get<ToggleMode>('toggleMode').toggleMode(on);
      if (on) {
        // Its keys are for who is in the drawing.
        view.focus();
      }
    },
    onSimulation: (told) => events.on(SIMULATION, ({ active }: { active: boolean }) => told(active)),
    shownBy: (id) => drawnBeside(modeler.getDefinitions(), elements, id),
    show: (id) => {
      const element = elements.get(drawnBeside(modeler.getDefinitions(), elements, id)) as Element | undefined;
      if (element) {
        view.scrollToElement(element, 80);
        modeler.get<Selection>('selection').select(element);
      }
    },
  };
}

/** What a file says of an element of BPMN, drawn or not. */
interface Said {
  id?: string;
  sourceRef?: Said;
  targetRef?: Said;
  rootElements?: Said[];
  flowElements?: Said[];
}

/** The element itself, or the nearest that is drawn: along the flows, then around it. */
function drawnBeside(definitions: Said, elements: ElementRegistry, id: string): string {
  if (elements.get(id)) {
    return id;
  }
  const parents = new Map<Said, Said>();
  const all = [definitions];
  for (const one of all) {
    for (const inside of [...(one.rootElements ?? []), ...(one.flowElements ?? [])]) {
      parents.set(inside, one);
      all.push(inside);
    }
  }
  const flows = all.filter(({ sourceRef, targetRef }) => sourceRef && targetRef);
  const reached = all.filter((one) => one.id === id);
  for (const one of reached) {
    if (one.id && elements.get(one.id)) {
      return one.id;
    }
    const beside = [
      one.sourceRef,
      one.targetRef,
      ...flows.filter(({ targetRef }) => targetRef === one).map(({ sourceRef }) => sourceRef),
      ...flows.filter(({ sourceRef }) => sourceRef === one).map(({ targetRef }) => targetRef),
      parents.get(one),
    ];
    reached.push(...beside.filter((other) => other !== undefined).filter((other) => !reached.includes(other)));
  }
  return id;
}

/** Brings the element in sight whose button somebody comes to with Tab: left to itself, the browser moves the palette as well. */
function followFocus(canvas: HTMLElement, view: Canvas): void {
  canvas.addEventListener('focusin', ({ target }) => {
    const beside = (target as HTMLElement).closest<HTMLElement>('[data-container-id]')?.dataset.containerId;
    if (beside !== undefined) {
      view.getContainer().scrollTo(0, 0);
      view.scrollToElement(beside, 80);
    }
  });
}
