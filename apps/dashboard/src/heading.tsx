import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A heading that takes the focus when it comes: whoever followed a link by keyboard goes on there. */
export function Heading({ takesFocus, children }: { takesFocus: boolean; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [])
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  )
}
