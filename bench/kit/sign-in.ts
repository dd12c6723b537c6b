import { setTimeout as delay } from 'node:timers/promises'
import type { Login } from './workspace.ts'

/** Signs in and gives the cookie of the session. Waits where the server has had enough of it for a while. */
export async function signIn(url: string, login: Login): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mortise': '1' },
    body: JSON.stringify(login),
  })
  if (answer.status === 429) {
    await delay(1000 * (Number(answer.headers.get('retry-after')) || 10))
    return signIn(url, login)
  }
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}
