import type { App } from './app.ts'

/** What a user agent says of the app around the page. */
export interface AgentMarks {
  /** It is an Android WebView (`; wv)`), which kiosk apps show their pages in. */
  isWebView: boolean
  /** Version of the WebView or browser; absent where it is not Chromium, or made up. */
  chrome?: string
  /** The app, where it gives itself away. */
  app?: App
}

/**
 * What FreeKiosk says to be unless another user agent is set up in it, whatever WebView it runs on
 * (RushB-fr/freekiosk: src/components/WebViewComponent.tsx): its Chrome version is no fact.
 */
const FREEKIOSK =
  /\(Linux; Android 13; Pixel 6\) AppleWebKit\/537\.36 \(KHTML, like Gecko\) Chrome\/131\.0\.0\.0 Mobile /

/**
 * What a user agent says of the kiosk app. WallPanel and Fully send that of their WebView, which names no app; only
 * FreeKiosk has a mark of its own, and that one is a guess: a real Pixel 6 with that version has it too.
 *
 * @see https://developer.chrome.com/docs/multidevice/user-agent#webview_user_agent
 */
export function marksOf(userAgent: string): AgentMarks {
  const isWebView = /; wv\)/.test(userAgent)
  if (FREEKIOSK.test(userAgent)) return { isWebView, app: 'freekiosk' }
  const [, chrome] = /\bChrome\/(\d[\d.]{0,31})/.exec(userAgent) ?? []
  return { isWebView, ...(chrome !== undefined && { chrome }) }
}
