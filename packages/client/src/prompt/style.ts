/**
 * Looks of the prompt. An app changes them by the variables `--relevo-*`, set on `relevo-prompt` or above it, or by the
 * parts `dialog`, `title`, `text`, `notes`, `countdown`, `accept` and `later`. Sizes are for a reader two metres away.
 */
export const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; display: flex; justify-content: center;
  padding: max(16px, env(safe-area-inset-bottom)) 16px; box-sizing: border-box; pointer-events: none }
:host([hidden]) { display: none }
* { box-sizing: border-box }
section { pointer-events: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 16px 32px; width: 100%;
  max-width: 1120px; max-height: calc(100vh - 32px); overflow: auto; padding: 28px 32px;
  font: 24px/1.4 var(--relevo-font, system-ui, sans-serif); color: var(--relevo-text, #14181f);
  background: var(--relevo-background, #fff); border: 2px solid var(--relevo-border, #5a6472);
  border-radius: var(--relevo-radius, 16px); box-shadow: 0 8px 40px rgb(0 0 0 / .45); animation: rise .25s ease-out }
section:focus { outline: none }
.words { flex: 1 1 320px; min-width: 0 }
h2 { margin: 0; font-size: 36px; line-height: 1.2; font-weight: 700 }
p { margin: 6px 0 0; overflow-wrap: anywhere }
.notes { white-space: pre-line }
p:empty { display: none }
.countdown { font-variant-numeric: tabular-nums }
.buttons { display: flex; flex-wrap: wrap; gap: 16px; flex: 0 1 auto }
button { min-height: 64px; min-width: 64px; padding: 12px 28px; font: inherit; font-weight: 700; font-size: 26px;
  color: var(--relevo-text, #14181f); background: transparent; border: 2px solid currentcolor;
  border-radius: calc(var(--relevo-radius, 16px) * .75); cursor: pointer; touch-action: manipulation }
button[part=accept] { color: var(--relevo-on-accent, #fff); background: var(--relevo-accent, #0b5cad);
  border-color: var(--relevo-accent, #0b5cad) }
button:focus-visible { outline: 4px solid var(--relevo-focus, #e07b00); outline-offset: 3px }
button[hidden] { display: none }
@media (prefers-color-scheme: dark) {
  section { color: var(--relevo-text, #f2f5f9); background: var(--relevo-background, #1b212b);
    border-color: var(--relevo-border, #8b97a8) }
  button { color: var(--relevo-text, #f2f5f9) }
  button[part=accept] { color: var(--relevo-on-accent, #08131f); background: var(--relevo-accent, #7cc0ff);
    border-color: var(--relevo-accent, #7cc0ff) }
}
@media (forced-colors: active) { section, button { border-color: CanvasText } }
@media (prefers-reduced-motion: reduce) { section { animation: none } }
@keyframes rise { from { transform: translateY(24px); opacity: 0 } }
`
