import { render } from 'preact'
import { session } from './session/session.ts'
import { SignIn } from './session/sign-in.tsx'
import { resume } from './session/signing-in.ts'
import { Frame } from './shell/frame.tsx'
import { language } from './wording/language.ts'

function App() {
  if (session.value === undefined) return null
  return session.value ? <Frame /> : <SignIn />
}

document.documentElement.lang = language
void resume()
render(<App />, document.querySelector('#app') as HTMLElement)
