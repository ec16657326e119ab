import { eventWords } from '../wording/events.ts'
import { said } from '../wording/language.ts'
import type { EventRow } from './event-row.ts'
import { told } from './told.ts'

/** What an event says, with links to what it is about. One of an unknown type is shown as the server sent it. */
export function EventSentence({ event, tabIndex }: { event: EventRow; tabIndex?: number }) {
  const sentence = told(event)
  if (!sentence) return <Raw event={event} />
  return (
    <>
      {sentence.map(({ text, href }, i) =>
        href === undefined ? (
          text
        ) : (
          <a key={`${i}`} href={href} tabIndex={tabIndex}>
            {text}
          </a>
        ),
      )}
    </>
  )
}

function Raw({ event: { type, subject, data } }: { event: EventRow }) {
  const rest = Object.entries(data).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <code>{type}</code> {said(eventWords.kinds, subject.kind)} {subject.id}
      {rest.length > 0 && <span class="quiet"> · {rest.join(' · ')}</span>}
    </>
  )
}
