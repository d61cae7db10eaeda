import { StyleModule as Base } from '../node_modules/style-mod/src/style-mod.js';

const mounted = new WeakSet<Base>();

/** Instead of style-mod's own, which writes styles into the page, where no policy of ours lets them count. */
export class StyleModule extends Base {
  static override mount(root: Document | ShadowRoot, modules: Base | readonly Base[]): void {
    for (const module of Array.isArray(modules) ? (modules as readonly Base[]) : [modules as Base]) {
      if (!mounted.has(module)) {
        mounted.add(module);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(module.getRules());
        root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
      }
    }
  }
}
