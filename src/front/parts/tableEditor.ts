import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type { Editor } from './editor';

/** Opens decision tables of DMN 1.3: the table if the file has one, and else how they hang together. */
export async function editTable(canvas: HTMLElement, xml: string): Promise<Editor> {
  const { Tables } = await import('../libraries/tables');
  const modeler = new Tables({ container: canvas, keyboard: { bindTo: document } });
  await modeler.importXML(xml);
  const views = modeler.getViews().filter(({ type }) => type === 'decisionTable');
  if (views.length === 1 && views[0]) {
    await modeler.open(views[0]);
  }
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
    show: (element) => {
      canvas.querySelector(`[data-row-id="${CSS.escape(element)}"], [data-element-id="${CSS.escape(element)}"]`)?.scrollIntoView({ block: 'center' });
    },
  };
}
