/** The part of the library that is used. */
interface Library {
  default: { render(id: string, text: string): Promise<{ svg: string }> }
}

const DIAGRAM = `flowchart TD
  ${Array.from({ length: 12 }, (_, n) => `door${n}[Door ${n}] --> hall${n % 4}(Hall ${n % 4})`).join('\n  ')}`

/** Load a large library that lies beside the page, and show what it draws: an app that has a lot to run before it is up. */
export async function draw(url: string): Promise<void> {
  const library = (await import(/* @vite-ignore */ url)) as Library
  const { svg } = await library.default.render('drawn', DIAGRAM)
  document.body.insertAdjacentHTML('beforeend', svg)
  performance.mark('shown')
}
