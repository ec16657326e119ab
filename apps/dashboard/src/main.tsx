import { render } from 'preact'
import { Fleet } from './fleet.tsx'
import { token } from './session.ts'
import { SignIn } from './sign-in.tsx'

function App() {
  return token.value ? <Fleet /> : <SignIn />
}

render(<App />, document.querySelector('#app') as HTMLElement)
