import { serveReleases } from '@relevo/service-worker'

serveReleases(self)
