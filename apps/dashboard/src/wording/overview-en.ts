/** What the page says on the overview, in English. */
export const EN = {
  environments: 'Environments',
  noCurrent: 'none yet',
  instead: 'blocked; tablets run',
  directive: 'Directive',
  stuckTablets: 'Tablets stuck',
}
