/** Somebody else at a document now. */
export type Present = {
  readonly window: string
  readonly user: string
  readonly name: string
  /** Where in the document. */
  readonly at?: string | undefined
}

type Seen = Present & { readonly until: number }

/** Who is at which document, by what their windows say now and then. Plain data; the clock is handed in. */
export type Presence = ReadonlyMap<string, readonly Seen[]>

/** Milliseconds between two words of a window, and after which one that says nothing is taken to be gone. */
export const presenceEvery = 15_000
const gone = 40_000

/** Nobody anywhere. */
export const nobody: Presence = new Map()

/** What is known after a window said that it is at a document, or left it. */
export function noted(
  presence: Presence,
  { id, now, here, ...who }: Present & { readonly id: string; readonly now: number; readonly here: boolean },
): Presence {
  const others = (presence.get(id) ?? []).filter(({ window, until }) => window !== who.window && until > now)
  return new Map(presence).set(id, here ? [...others, { ...who, until: now + gone }] : others)
}

/** Who is at a document, each person once. */
export function presentAt(presence: Presence, id: string, now: number): readonly Present[] {
  const seen = (presence.get(id) ?? []).filter(({ until }) => until > now)
  return seen.filter(({ user }, at) => seen.findIndex((one) => one.user === user) === at)
}
