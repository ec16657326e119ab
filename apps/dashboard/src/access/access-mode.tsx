import { getOne } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { accessWords as words } from '../wording/access.ts'
import type { AccessRow } from './access-rows.ts'

/** Who may report to this server, in plain words. */
export function AccessMode() {
  const { seen, trouble } = useLook([], (signal) => getOne<AccessRow>('access', signal))
  if (!seen.value) return <Trouble error={trouble.value} />
  const { mode, siteKey, mqttPort } = seen.value
  return (
    <div class={mode === 'open' ? 'note alarm' : 'note'}>
      <strong>{words.modes[mode].name}</strong>
      <p>{words.modes[mode].means}</p>
      {mode === 'enrolled' && <p>{siteKey ? words.withSiteKey : words.withoutSiteKey}</p>}
      <p class="quiet">{mqttPort === undefined ? words.noMqttPort : words.mqttPortIs(String(mqttPort))}</p>
    </div>
  )
}
