import { Heading } from '../shell/heading.tsx'

/** Everything that is known of one release. */
export function ReleasePage({ version }: { version: string }) {
  return <Heading title={version} />
}
