import { serveReleases } from '@relevo/service-worker'

serveReleases(self, {
  // Longer than a page that fails takes to say so, also on a machine with other things to do.
  readyTimeout: 10_000,
  fileTimeout: 5_000,
  navigation: { deny: [/\/(api|dashboard|config|releases)\//] },
})
