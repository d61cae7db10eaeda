/** What the server's checks say about one element. */
export interface Finding {
  refused: boolean;
  file: string;
  element: string;
  problem: string;
  mend: string;
}

/** What differs from the version in force. */
export interface Difference {
  how: 'added' | 'removed' | 'changed';
  /** The id of the element, of a rule in a table; empty of a row of tests, which is not drawn. */
  element: string;
  /** What a person calls it. */
  name: string;
  /** What is another about it, a sentence each. */
  details: string[];
}

/** A diagram or a table that somebody is changing. */
export interface Editor {
  xml(): Promise<string>;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  onChange(told: () => void): void;
  /** Lets tokens run through it, or not, meanwhile nothing can be changed; missing where there are none. */
  simulate?(on: boolean): void;
  /** Tells whether tokens run, whoever has begun or ended it. */
  onSimulation?(told: (on: boolean) => void): void;
  /** The element that shows it: itself, or what is drawn beside it if nothing is drawn of it. */
  shownBy(element: string): string;
  /** Brings an element into sight. */
  show(element: string): void;
}
