/** What enrolment knows of tablets, for whoever takes in what they say. */
export interface TabletGuard {
  /** Does whoever speaks for this tablet need a secret? Then nobody is taken for it at their word. */
  isGuarded(tablet: string): boolean
  /**
   * A tablet is forgotten, and must not come in with what it has.
   *
   * @returns whether it had something
   */
  dropTablet(tablet: string, actor: string | undefined): Promise<boolean>
}
