import type { Severity } from '../fleet/notices/notice.ts'

/** The colour of each severity, `rrggbb`: readable on light and dark, and told apart by most colour-blind people. */
export const COLOURS: Record<Severity, string> = {
  info: '3b82f6',
  success: '16a34a',
  warning: 'f59e0b',
  critical: 'dc2626',
}
