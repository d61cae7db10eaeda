import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type { Editor } from './editor';

/** Opens decision tables of DMN 1.3: how several hang together if that is drawn, and else the first. */
export async function editTable(canvas: HTMLElement, xml: string): Promise<Editor> {
  const { Tables } = await import('../libraries/tables');
  const modeler = new Tables({ container: canvas, keyboard: { bindTo: document } });
  await modeler.importXML(xml);
  const views = modeler.getViews().filter(({ type }) => type === 'decisionTable');
  if (views[0] && (views.length === 1 || !modeler.getDefinitions().dmnDI)) {
    await modeler.open(views[0]);
  }
  const tell = (): void => {
    canvas.dataset['decision'] = modeler.getActiveView()?.element.id ?? '';
  };
  tell();
  let told: () => void = () => {};
  const heard = new WeakSet<object>();
  const listen = (): void => {
    const viewer = modeler.getActiveViewer();
    if (viewer && !heard.has(viewer)) {
      heard.add(viewer);
      viewer.on('commandStack.changed', () => told());
    }
  };
  listen();
  modeler.on('views.changed', listen);
  modeler.on('views.changed', tell);
  const stack = (): CommandStack | undefined => modeler.getActiveViewer()?.get<CommandStack>('commandStack', false);
  return {
    xml: async () => (await modeler.saveXML({ format: true })).xml,
    undo: () => stack()?.undo(),
    redo: () => stack()?.redo(),
    canUndo: () => stack()?.canUndo() ?? false,
    canRedo: () => stack()?.canRedo() ?? false,
    onChange: (listener) => {
      told = listener;
    },
    shownBy: (element) => element,
    show: (element) => {
      canvas.querySelector(`[data-row-id="${CSS.escape(element)}"], [data-element-id="${CSS.escape(element)}"]`)?.scrollIntoView({ block: 'center' });
    },
  };
}
