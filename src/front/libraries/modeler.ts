import { ElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import TokenSimulationModule from 'bpmn-js-token-simulation';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';

export { default as Modeler } from 'bpmn-js/lib/Modeler';

/** What the modeler needs beyond BPMN: the engine's attributes, a panel for them, element templates, and tokens that run. */
export const MODULES = [
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
  ElementTemplatesPropertiesProviderModule,
  TokenSimulationModule,
];

export const MODDLE = { camunda };
