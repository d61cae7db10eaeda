import { diff } from 'bpmn-js-differ';
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';

/** What the differ knows an element by. */
export interface Named {
  $type: string;
  id: string;
  name?: string;
}

/** What is another in one drawing than in another, by element. */
export interface Changes {
  _added: Record<string, Named>;
  _removed: Record<string, Named>;
  _changed: Record<string, { model: Named; attrs: Record<string, { oldValue: unknown; newValue: unknown }> }>;
  _layoutChanged: Record<string, Named>;
}

export async function changes(before: string, after: string): Promise<Changes> {
  const [old, young] = await Promise.all([before, after].map((xml) => new BpmnModdle({ camunda }).fromXML(xml)));
  return diff(old?.rootElement, young?.rootElement) as Changes;
}
