import type { Login } from './workspace.ts'

/** Signs in and gives the cookie of the session. */
export async function signIn(url: string, login: Login): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mortise': '1' },
    body: JSON.stringify(login),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}
