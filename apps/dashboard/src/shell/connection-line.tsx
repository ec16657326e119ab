import { connection } from '../live/connection.ts'
import { words } from '../wording/shared.ts'
import { clock } from '../wording/units.ts'

/** How fresh what one sees is; it never says more than is known. */
export function ConnectionLine() {
  const now = connection.value
  if (now.state === 'lost') {
    return (
      <p role="alert" class="connection lost">
        {words.lost(clock(now.lostAt))} {now.heardAt !== undefined && words.seenIsFrom(clock(now.heardAt))}
      </p>
    )
  }
  const says = { connecting: words.connecting, live: words.live, polling: words.polling }
  return <p class={`connection ${now.state}`}>{says[now.state]}</p>
}
