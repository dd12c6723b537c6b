import type { Client } from '@mortise/client'
import type { Model } from '@mortise/schema'

/** What the screens of links stand on; the designer and the settings page each bring their own. */
export type LinkGround = {
  readonly client: Pick<Client, 'publicLinks' | 'people'>
  readonly model: Model
  readonly timeZone: string
  readonly admin: boolean
}
