declare module 'bpmn-js-element-templates' {
  import type { ModuleDeclaration } from 'didi';

  export const ElementTemplatesPropertiesProviderModule: ModuleDeclaration;
}

declare module 'bpmn-js-properties-panel' {
  import type { ModuleDeclaration } from 'didi';

  export const BpmnPropertiesPanelModule: ModuleDeclaration;
  export const BpmnPropertiesProviderModule: ModuleDeclaration;
  export const CamundaPlatformPropertiesProviderModule: ModuleDeclaration;
}

declare module 'bpmn-js-token-simulation' {
  import type { ModuleDeclaration } from 'didi';

  const TokenSimulationModule: ModuleDeclaration;
  export default TokenSimulationModule;
}

declare module 'camunda-bpmn-moddle/resources/camunda.json' {
  const camunda: object;
  export default camunda;
}

declare module 'dmn-js/lib/Modeler' {
  export interface View {
    type: string;
    id: string;
    element: { id: string; name?: string };
  }
  export interface ActiveViewer {
    get<T>(service: string, strict?: boolean): T;
    on(event: string, told: () => void): void;
  }
  export default class Modeler {
    constructor(options: object);
    importXML(xml: string): Promise<unknown>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getDefinitions(): { dmnDI?: object };
    getViews(): View[];
    open(view: View): Promise<unknown>;
    getActiveView(): View;
    getActiveViewer(): ActiveViewer;
    on(event: string, told: () => void): void;
  }
}

declare module 'style-mod/src/style-mod.js' {
  export class StyleModule {
    getRules(): string;
    static mount(root: Document | ShadowRoot, modules: StyleModule | readonly StyleModule[]): void;
    static newName(): string;
  }
}
