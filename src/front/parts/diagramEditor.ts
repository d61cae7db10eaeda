import type { Element } from 'bpmn-js/lib/model/Types';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { Editor } from './editor';
import { chooseTemplate, type Template, type Templates } from './templates';

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
  chooseTemplate(events, modeler.get<Templates>('elementTemplates'));
  return {
    xml: async () => (await modeler.saveXML({ format: true })).xml ?? '',
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    canUndo: () => stack.canUndo(),
    canRedo: () => stack.canRedo(),
    onChange: (told) => events.on('commandStack.changed', told),
    show: (id) => {
      const element = elements.get(id) as Element | undefined;
      if (element) {
        view.scrollToElement(element, 80);
        modeler.get<Selection>('selection').select(element);
      }
    },
  };
}
