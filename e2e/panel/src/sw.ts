import { serveReleases } from '@relevo/service-worker'

serveReleases(self, {
  readyTimeout: 5_000,
  fileTimeout: 5_000,
  navigation: { deny: [/\/(api|dashboard|config|releases)\//] },
})
