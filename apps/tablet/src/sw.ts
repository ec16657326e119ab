import { serveReleases } from '@relevo/service-worker'

// The demo shares its origin with the server: the server's own pages are not the app's.
serveReleases(self, { navigation: { deny: [/^\/(api|dashboard|config|releases|health|metrics|mqtt)(\/|$)/] } })
