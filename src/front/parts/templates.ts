import type { Element } from 'bpmn-js/lib/model/Types';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { button } from './elements';

export interface Template {
  id: string;
  name: string;
  description?: string;
}

/** What bpmn-js-element-templates offers of its service. */
export interface Templates {
  getLatest(element: Element): Template[];
  applyTemplate(element: Element, template: Template): void;
}

/** Shows the templates that fit an element, when its panel asks for one, and applies the one that is chosen. */
export function chooseTemplate(events: EventBus, templates: Templates): void {
  events.on('elementTemplates.select', ({ element }: { element: Element }) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'templates';
    const heading = document.createElement('h2');
    heading.textContent = 'What is to be done here?';
    dialog.append(heading, ...templates.getLatest(element).map((template) => choice(template, () => {
      dialog.close();
      templates.applyTemplate(element, template);
    })));
    dialog.append(button('Leave it as it is', () => dialog.close()));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });
}

function choice(template: Template, chosen: () => void): HTMLElement {
  const row = document.createElement('p');
  const words = document.createElement('span');
  words.textContent = ` ${template.description ?? ''}`;
  row.append(button(template.name, chosen), words);
  return row;
}
