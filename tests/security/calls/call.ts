import { multipart } from '../../../apps/server/src/testing/server.ts'
import type { World } from '../world/world.ts'

/** One way to call a route. */
export type Call = {
  readonly url: string
  readonly payload?: unknown
  readonly file?: string
  /** Whoever may see everything finds something planted here: proof that looking here means something. */
  readonly shows?: true
}

/** How routes are called, by method and pattern as the live table has them. */
export type Calls = { readonly [route: string]: (world: World) => readonly Call[] }

/** A call as the server takes it. */
export function asRequest(
  route: string,
  call: Call,
): { method: string; url: string; payload?: unknown; headers?: object } {
  const [method = 'GET'] = route.split(' ')
  const { url, payload, file } = call
  return {
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    ...(file === undefined ? {} : multipart('list.csv', file)),
  }
}
