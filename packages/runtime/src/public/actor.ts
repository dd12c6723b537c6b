import type { Actor, PublicFormRow } from '@mortise/store'
import { systemActor, userActor } from '../context/actor.ts'
import type { People } from '../context/directory.ts'
import type { Published } from '../context/published.ts'
import { offerRoleKey, publicRoleKey } from './role.ts'

/** Where a call of a stranger came from. */
export type Visitor = {
  /** The session of the riddle that was solved; files belong to it. */
  readonly session: string
  readonly locale: 'zh' | 'en'
  readonly ip: string
}

/**
 * Whoever fills in a public form; `offers` are paths of links that they may choose for. The form alone gives the rights; what rules and flows do next follows from whoever
 * opened the link to the world, with the rights that person has today.
 */
export function publicActor(
  ground: { readonly published: Published; readonly people: People },
  link: PublicFormRow,
  visitor: Visitor,
  offers: Iterable<string> = [],
): Actor {
  const { published, people } = ground
  const nobody: Actor = { ...systemActor('public'), kind: 'public', name: '—', admin: false, design: false }
  const opener = people.users.find((one) => one.id === link.createdBy && one.active)
  const behalf =
    opener === undefined ? nobody : userActor(opener, people, published.roleFacts, { via: 'public' })
  const where =
    link.channel === '' ? '' : visitor.locale === 'zh' ? `（${link.channel}）` : ` (${link.channel})`
  return {
    ...nobody,
    name: `${visitor.locale === 'zh' ? '公开表单' : 'Public form'}${where}`,
    roles: [publicRoleKey(link.form), ...[...offers].map((path) => offerRoleKey(link.form, path))],
    locale: visitor.locale,
    keyId: visitor.session,
    ip: visitor.ip,
    behalf,
  }
}
