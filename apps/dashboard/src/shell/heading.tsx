import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../wording/shared.ts'
import { navigation } from './route.ts'

interface HeadingProps {
  /** What the page is about; the window is called so too. */
  title: string
  /** What stands beside it, such as a count. */
  children?: ComponentChildren
}

/** The heading of a page. Whoever came here by a link within the dashboard goes on from it, by keyboard as by ear. */
export function Heading({ title, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (navigation.happened) heading.current?.focus()
  }, [])
  useEffect(() => {
    document.title = `${title} · ${words.title}`
  }, [title])
  return (
    <h1 ref={heading} tabIndex={-1} class="page">
      {title}
      {children && <> {children}</>}
    </h1>
  )
}
