import { Heading } from '../shell/heading.tsx'

/** Everything that is known of one tablet. */
export function TabletPage({ id }: { id: string }) {
  return <Heading title={id} />
}
