import type { EntityModel, Model, NavigationItem } from '@mortise/schema'

/** A card of the home page by its name: `todo`, `due:lead`, `mine:account`, `figures:sales`, … */
export type HomeCard = string

/** What a person has arranged: the cards in order, those left out not among them. */
export type HomePlan = readonly HomeCard[]

type Reader = { readonly model: Model; readonly readable: readonly EntityModel[] }

type Place = 'dashboard' | 'entity'

const namesIn = (items: readonly NavigationItem[], place: Place): readonly string[] =>
  items.flatMap((item) => {
    const name = item[place]
    return [...(name === undefined ? [] : [name]), ...namesIn(item.items ?? [], place)]
  })

/** Things as the navigation of the apps has them, then those that no navigation leads to. */
function asLedTo(model: Model, place: Place, all: readonly string[]): readonly string[] {
  const led = model.apps.flatMap((app) => namesIn(app.navigation ?? [], place))
  return [...new Set([...led.filter((key) => all.includes(key)), ...all])]
}

const dashboardsOf = (model: Model): readonly string[] =>
  asLedTo(
    model,
    'dashboard',
    model.documents('dashboard').map(({ key }) => key),
  )

/** Kinds of records in the order in which people know them: that of the navigation. */
export function kindsAsLedTo(model: Model, kinds: readonly EntityModel[]): readonly EntityModel[] {
  const byKey = new Map(kinds.map((one) => [one.key, one]))
  return asLedTo(model, 'entity', [...byKey.keys()]).flatMap((key) => byKey.get(key) ?? [])
}

/** Everything there could be on the home page, in the order it has for whoever arranged nothing. */
export function homeCards(
  { model, readable }: Reader,
  dueOf: (entity: EntityModel) => string | undefined,
): readonly HomeCard[] {
  // What people made most views of is what they work with.
  const worked = readable.toSorted((a, b) => model.views(b.key).length - model.views(a.key).length)
  const task = readable.find((entity) => entity.document.settings?.['tasks'] === true)
  const due = worked.filter((entity) => entity !== task && dueOf(entity) !== undefined)
  const own = worked.filter((entity) => entity !== task)
  return [
    ...dashboardsOf(model).map((key) => `figures:${key}`),
    'todo',
    'drafts',
    ...(task === undefined ? [] : [`mine:${task.key}`]),
    ...due.map(({ key }) => `due:${key}`),
    'favourites',
    'recent',
    ...own.map(({ key }) => `mine:${key}`),
  ]
}

/** How many cards of each sort stand on the page of whoever arranged nothing. */
const first: { readonly [sort: string]: number } = { figures: 1, due: 1, mine: 5 }

/** The cards that are shown as long as nothing is arranged. */
export function standardPlan(cards: readonly HomeCard[]): HomePlan {
  const counts = new Map<string, number>()
  return cards.filter((card) => {
    const sort = card.split(':')[0] ?? ''
    const n = (counts.get(sort) ?? 0) + 1
    counts.set(sort, n)
    return n <= (first[sort] ?? 1)
  })
}

/** What was arranged, without what is gone since; the standard where nothing was. */
export function planOf(stored: unknown, cards: readonly HomeCard[]): HomePlan {
  if (!Array.isArray(stored)) return standardPlan(cards)
  const known = new Set(cards)
  return stored.map(String).filter((card) => known.has(card))
}
