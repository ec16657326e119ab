import type { ComponentChildren } from 'preact'

/** What is known of something, by name; what is not known is left out. */
export type Fact = [name: string, fact: ComponentChildren]

/** Facts, one after the other. @param class how they are laid out: `rows`, or `facts` side by side */
export function Facts({ facts, class: layout }: { facts: readonly Fact[]; class: string }) {
  return (
    <dl class={layout}>
      {facts.map(
        ([name, fact]) =>
          fact && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
