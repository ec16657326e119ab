import { useLayoutEffect, useRef } from 'preact/hooks'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import type { OutputRow } from './deployment.ts'

const PHASES: Record<string, string> = { prepare: 'preparing', deploy: 'deploying', 'roll-back': 'rolling-back' }

/** What the commands of a deployment printed; at its end it follows what comes. */
export function CommandOutput({ output }: { output: OutputRow[] }) {
  const box = useRef<HTMLPreElement>(null)
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight
  }, [output.length])

  if (output.length === 0) return null
  return (
    <section class="panel">
      <h2>{deploymentWords.output}</h2>
      <pre
        ref={box}
        class="output"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 4
        }}
      >
        {output.map(({ step, stream, text }, i) => (
          <span key={`${i}`} class={stream}>
            {step !== output[i - 1]?.step && (
              <b>{`${said(deploymentWords.deploymentPhases, PHASES[step] ?? step)}\n`}</b>
            )}
            {stream === 'stderr' ? `stderr: ${text}\n` : `${text}\n`}
          </span>
        ))}
      </pre>
    </section>
  )
}
