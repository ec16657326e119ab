/** What the page says of releases, in English. */
export const EN = {
  releases: 'Releases',
  noReleases: 'No release yet. Publish one with',
  published: 'Published',
  size: 'Size',
  files: 'Files',
  engines: 'Needs at least',
  current: 'Current',
  blocked: 'blocked',
}
