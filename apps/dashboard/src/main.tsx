import { render } from 'preact'
import { session } from './session/session.ts'
import { SignIn } from './session/sign-in.tsx'
import { resume } from './session/signing-in.ts'
import { Frame } from './shell/frame.tsx'

function App() {
  if (session.value === undefined) return null
  return session.value ? <Frame /> : <SignIn />
}

void resume()
render(<App />, document.querySelector('#app') as HTMLElement)
