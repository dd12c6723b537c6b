import { openClient } from './http.ts'
import { signIn } from './sign-in.ts'
import { type Login, seller } from './workspace.ts'

/** The administrator of a server that was started for a measurement. */
export const administrator: Login = { email: 'admin@example.com', password: seller.password }

/** An app as its files: documents by their paths. */
export type AppFiles = { readonly [path: string]: { readonly [key: string]: unknown } }

/** Brings an app of the bench's own in, with all that it says at work. */
export async function addApp(url: string, app: AppFiles): Promise<void> {
  const cookie = await signIn(url, administrator)
  const client = openClient(url, () => ({ cookie, 'x-mortise': '1' }))
  const files = Object.fromEntries(
    Object.entries(app).map(([path, document]) => [path, JSON.stringify(document)]),
  )
  await client.call({ method: 'POST', path: '/api/apps', body: { files } })
  client.close()
}
