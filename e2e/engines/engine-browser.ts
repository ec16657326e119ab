/** A browser as the main stories need one: one window, driven from outside, whatever its engine. */
export interface EngineBrowser {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /**
   * Run this in the page and answer with what it resolves to. Both ways it travels as JSON, and it sees nothing of the
   * test but `arg`.
   *
   * @throws Error in the engine's own words, also when the page is just between two documents
   */
  evaluate<T, A = undefined>(run: (arg: A) => T | Promise<T>, arg?: A): Promise<T>
  /** Press what this finds in the page with the pointer, as a person does. @throws Error when nothing is found */
  click(find: () => Element | null | undefined): Promise<void>
  /** The power goes and comes back: every process ends with no chance to write, and starts on what is on the disk. */
  cutPower(): Promise<void>
  close(): Promise<void>
}
