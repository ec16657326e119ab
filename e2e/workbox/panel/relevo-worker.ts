import { serveReleases } from '@relevo/service-worker'
import { workboxCaches } from '@relevo/service-worker/workbox'

serveReleases(self, { readyTimeout: 5_000, replaces: workboxCaches('photos') })
