import { Heading } from '../shell/heading.tsx'
import { words } from '../wording/shared.ts'

/** Who may call, and how the fleets are set up. */
export function SettingsPage() {
  return <Heading title={words.pages.settings} />
}
