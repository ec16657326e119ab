import { before5 } from '../testing/interop/before-5.ts'
import { eitherVersion } from '../testing/interop/either-version.ts'
import { type BrokerUnderTest, laboratory } from '../testing/interop/laboratory.ts'
import { version5 } from '../testing/interop/version-5.ts'

/**
 * What MQTT 3.1.1 and MQTT 5 promise to clients, as far as a fleet of tablets, its kiosk apps and a smart home rely on it.
 * Section numbers are those of the OASIS standards. Every broker that Relevo can run on passes it.
 */
export function interopContract(name: string, broker: () => BrokerUnderTest): void {
  const lab = laboratory(broker)
  eitherVersion(name, lab)
  before5(name, lab)
  version5(name, lab)
}
