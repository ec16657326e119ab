/**
 * Looks of the prompt. An app changes them by the variables `--relevo-*`, set on `relevo-prompt` or above it, or by its
 * parts; both are listed in docs/prompt.md, and so is where the sizes come from. All of it has to work in Chrome 80:
 * margins instead of `gap`, four sides instead of `inset`, `:focus-visible` only to take something away.
 */
const STYLE = `
:host { display: contents }
:host([hidden]), [hidden] { display: none !important }
[part=place] { all: initial; direction: ltr; position: fixed; right: 0; bottom: 0; left: 0; z-index: 2147483647;
  display: flex; justify-content: center; pointer-events: none;
  padding: 16px max(16px, env(safe-area-inset-right)) max(16px, env(safe-area-inset-bottom))
    max(16px, env(safe-area-inset-left)) }
* { box-sizing: border-box }
[part=dialog] { --text: var(--relevo-text, #14181f); --background: var(--relevo-background, #fff);
  --border: var(--relevo-border, #5a6472); --accent: var(--relevo-accent, #0b5cad);
  --on-accent: var(--relevo-on-accent, #fff); --focus: var(--relevo-focus, #b34700);
  --radius: var(--relevo-radius, 16px); --far: min(3em, 11vw);
  pointer-events: auto; width: 100%; max-width: 44em; max-height: calc(100vh - 32px); overflow: auto;
  padding: 1em 1.2em 0; font-family: var(--relevo-font, system-ui, sans-serif); line-height: 1.4;
  font-size: var(--relevo-size, clamp(18px, 2.3vmax, 29px)); color: var(--text); background: var(--background);
  border: 2px solid var(--border); border-radius: var(--radius); box-shadow: 0 8px 40px rgba(0, 0, 0, .45);
  animation: rise .25s ease-out }
[part=dialog]:focus { outline: none }
p, h2 { margin: 0; overflow-wrap: anywhere }
p:empty { display: none }
[part=title] { font-size: var(--far); line-height: 1.1; font-weight: 700 }
[part=text] { margin-top: .4em }
[part=notes] { margin-top: .4em; white-space: pre-line; unicode-bidi: plaintext }
[part=answer] { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; align-items: center;
  justify-content: space-between; padding: .5em 0; background: inherit }
[part=countdown] { flex: 999 1 auto; display: flex; flex-wrap: wrap; align-items: baseline; margin: .25em 1em .25em 0 }
[part=countdown] span { margin-right: .4em }
[part=remaining] { font-size: var(--far); line-height: 1.1; font-variant-numeric: tabular-nums }
.buttons { position: relative; flex: 1 1 auto; display: flex; flex-wrap: wrap; margin: 0 -.3em }
button { flex: 1 0 auto; min-height: 64px; min-width: 64px; margin: .3em; padding: .4em 1em; font: inherit;
  font-weight: 700; color: var(--text); background: transparent; border: 2px solid; cursor: pointer;
  border-radius: calc(var(--radius) * .75); touch-action: manipulation }
button:focus { outline: 4px solid var(--focus); outline-offset: 3px }
button:focus:not(:focus-visible) { outline: none }
[part=accept] { color: var(--on-accent); background: var(--accent); border-color: var(--accent) }
/* A finger that was on its way to the app must not answer: the buttons are covered for a moment. */
.buttons::after { content: ''; position: absolute; top: 0; right: 0; bottom: 0; left: 0; animation: uncover .5s forwards }
@media (prefers-color-scheme: dark) {
  [part=dialog] { --text: var(--relevo-text, #f2f5f9); --background: var(--relevo-background, #1b212b);
    --border: var(--relevo-border, #8b97a8); --accent: var(--relevo-accent, #7cc0ff);
    --on-accent: var(--relevo-on-accent, #08131f); --focus: var(--relevo-focus, #ffa94d) }
}
@media (forced-colors: active) { [part=dialog], button { border-color: CanvasText } }
@media (prefers-reduced-motion: reduce) { [part=dialog] { animation: none } }
@keyframes rise { from { transform: translateY(24px); opacity: 0 } }
@keyframes uncover { to { visibility: hidden } }
`

/**
 * Give the prompt its looks: by a sheet that a `style-src 'self'` lets through, or by an element in old engines.
 *
 * @param more rules after them, of an element that looks like the prompt otherwise
 */
export function dress(root: ShadowRoot, more = ''): void {
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE + more)
    root.adoptedStyleSheets = [sheet]
  } else {
    const style = document.createElement('style')
    style.textContent = STYLE + more
    root.append(style)
  }
}
