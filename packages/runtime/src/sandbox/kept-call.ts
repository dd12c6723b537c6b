import type { Json } from '@mortise/expressions'
import type { CapturedCallRow } from '@mortise/store'

/** What would have left a copy: by which way, to whom, and what it would have said. */
export type KeptCall = {
  readonly id: string
  readonly connector: string
  readonly action: string
  readonly at: string
  /** Names of people; addresses and numbers of others. */
  readonly to: readonly string[]
  readonly title: string | null
  readonly text: string | null
  /** Where it would have been sent, without what lets somebody in there. */
  readonly address: string | null
}

// Enough to see what it is.
const mostText = 2_000
const mostTo = 20
const longSegment = 16
const sandboxMail = /^(.+)@sandbox\.invalid$/u

/** A call that was kept instead of sent, as it is told; `nameOf`: what a person of that id is called. */
export function keptCall(row: CapturedCallRow, nameOf: (id: string) => string | undefined): KeptCall {
  const { id, connector, action, at, settings } = row
  const { users, to, phones, url, title, subject, text, template, params, payload } = settings
  const person = (one: string): string => nameOf(sandboxMail.exec(one)?.[1] ?? one) ?? one
  const said = [text, payload].find(isSaid) ?? [template, params].filter(isSaid).map(words).join(' ')
  return {
    id,
    connector,
    action,
    at,
    to: [users, to, phones].flatMap(list).slice(0, mostTo).map(person),
    title: orNull([title, subject].find(isSaid)),
    text: orNull(said),
    address: typeof url === 'string' ? publicPart(url) : null,
  }
}

const isSaid = (value: Json | undefined): value is Json =>
  value !== undefined && value !== null && value !== ''

const words = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

function orNull(value: Json | undefined): string | null {
  return isSaid(value) ? [...words(value)].slice(0, mostText).join('') : null
}

const list = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : isSaid(value) ? [String(value)] : []

/** Names, passwords and keys stand before the host, behind the question mark, and in the path as long words nobody reads. */
function publicPart(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, host, pathname } = new URL(text)
  const path = pathname
    .split('/')
    .map((one) => (one.length >= longSegment ? '…' : one))
    .join('/')
  return `${protocol}//${host}${path}`
}
