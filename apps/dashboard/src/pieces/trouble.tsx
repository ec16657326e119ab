import { ApiError } from '../api/api-error.ts'
import { words } from '../wording/shared.ts'

/** What went wrong, exactly what, and what can be done about it. */
export function Trouble({ error }: { error: unknown }) {
  if (error === undefined) return null
  if (!(error instanceof ApiError)) return <p role="alert">{words.unanswered}</p>
  return (
    <div role="alert" class="trouble">
      <strong>{error.message}</strong>
      {error.detail && <div>{error.detail}</div>}
      <div class="quiet">{error.remedy}</div>
    </div>
  )
}
