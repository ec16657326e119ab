import { type Notice, noticeWith } from './notice.ts'

/** What a sink is tried with. It tells of no event. */
export function testNotice(sink: string, home: string): Notice {
  return noticeWith({
    severity: 'info',
    title: 'Relevo can reach you here',
    lines: [`This is a test of the sink ${sink}. Nothing happened, and nothing is to be done.`],
    link: `${home}/dashboard/`,
  })
}
