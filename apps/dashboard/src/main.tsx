import { render } from 'preact'
import { Frame } from './frame.tsx'
import { session } from './session.ts'
import { SignIn } from './sign-in.tsx'
import { resume } from './signing-in.ts'

function App() {
  if (session.value === undefined) return null
  return session.value ? <Frame /> : <SignIn />
}

void resume()
render(<App />, document.querySelector('#app') as HTMLElement)
