import { AccessPage } from '../access/access-page.tsx'
import { AlertsPage } from '../alerts/alerts-page.tsx'
import { DeployPage } from '../deploying/deploy-page.tsx'
import { DeploymentPage } from '../deployments/deployment-page.tsx'
import { DeploymentsPage } from '../deployments/deployments-page.tsx'
import { DoctorPage } from '../doctor/doctor-page.tsx'
import { EventsPage } from '../events/events-page.tsx'
import { KioskPage } from '../kiosk/kiosk-page.tsx'
import { KiosksPage } from '../kiosks/kiosks-page.tsx'
import { OverviewPage } from '../overview/overview-page.tsx'
import { ReleasePage } from '../releases/release-page.tsx'
import { ReleasesPage } from '../releases/releases-page.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { TabletPage } from '../tablet/tablet-page.tsx'
import { TabletsPage } from '../tablets/tablets-page.tsx'
import { type Route, route } from './route.ts'

/** The page that the address asks for. Another thing of the same kind is another page. */
export function ShownPage() {
  const { page, id } = route.value
  return <main key={`${page}/${id}`}>{contentOf(route.value)}</main>
}

function contentOf({ page, id }: Route) {
  switch (page) {
    case 'overview':
      return <OverviewPage />
    case 'tablets':
      return <TabletsPage />
    case 'tablet':
      return <TabletPage id={id} />
    case 'kiosks':
      return <KiosksPage />
    case 'kiosk':
      return <KioskPage id={id} />
    case 'deployments':
      return <DeploymentsPage />
    case 'deployment':
      return <DeploymentPage id={id} />
    case 'deploy':
      return <DeployPage />
    case 'releases':
      return <ReleasesPage />
    case 'release':
      return <ReleasePage version={id} />
    case 'events':
      return <EventsPage />
    case 'alerts':
      return <AlertsPage />
    case 'doctor':
      return <DoctorPage />
    case 'access':
      return <AccessPage />
    case 'settings':
      return <SettingsPage />
  }
}
