import type { Favourite, FavouriteTarget, Visited } from '@mortise/client'
import { type Locale, say } from '@mortise/errors'
import type { Model } from '@mortise/schema'
import type { NavLink } from '@mortise/ui'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { pluralOf, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { recordOf } from './place-of.ts'

const favouritesKey = ['marks', 'favourites']
const visitedKey = ['marks', 'visited']

/** What the person marked. */
export function useFavourites(): UseQueryResult<readonly Favourite[]> {
  const { client } = useWorkspace()
  return useQuery({
    queryKey: favouritesKey,
    queryFn: () => client.marks.favourites(),
    staleTime: 60_000,
  })
}

/** Records looked at lately, newest first. */
export function useVisited(limit = 12): UseQueryResult<readonly Visited[]> {
  const { client } = useWorkspace()
  return useQuery({ queryKey: [...visitedKey, limit], queryFn: () => client.marks.visited(limit) })
}

/** Remembers a record that stays on the screen for a moment. */
export function useVisits(path: string): void {
  const { client, me } = useWorkspace()
  const queries = useQueryClient()
  const { entity, id } = recordOf(path) ?? {}
  const isViewing = me.viewer !== null && me.viewer !== undefined
  useEffect(() => {
    if (entity === undefined || id === undefined || isViewing) return undefined
    const timer = setTimeout(() => {
      client.marks
        .visit(entity, id)
        .then(() => queries.invalidateQueries({ queryKey: visitedKey }))
        // A visit that was not noted is no reason to disturb anybody.
        .catch(() => undefined)
    }, 1200)
    return () => clearTimeout(timer)
  }, [client, queries, entity, id, isViewing])
}

const same = (favourite: Favourite, target: FavouriteTarget): boolean =>
  Object.entries(target).every(([key, value]) => favourite[key as keyof Favourite] === value)

/** Marks a place, or takes the mark away. */
export function useMark(target: FavouriteTarget | undefined): {
  readonly marked: boolean
  readonly toggle: () => Promise<void>
} {
  const { client } = useWorkspace()
  const queries = useQueryClient()
  const favourites = useFavourites()
  const found = target === undefined ? undefined : favourites.data?.find((one) => same(one, target))
  const toggle = async (): Promise<void> => {
    if (target === undefined) return
    if (found === undefined) await client.marks.mark(target)
    else await client.marks.unmark(found.id)
    await queries.invalidateQueries({ queryKey: favouritesKey })
  }
  return { marked: found !== undefined, toggle }
}

/** A favourite as a place to go to; undefined where what it leads to is gone. */
export function favouriteLink(one: Favourite, model: Model, locale: Locale): NavLink | undefined {
  const entity = one.entity === null ? undefined : model.entity(one.entity)
  const key = `favourite-${one.id}`
  if (one.kind === 'report' || one.kind === 'dashboard') {
    const name = one[one.kind] ?? ''
    const document = model.document(one.kind, name)
    if (document === undefined) return undefined
    const icon = one.kind === 'report' ? 'chart-column' : 'layout-dashboard'
    return { key, label: say(document.label, locale) || name, icon, href: paths[one.kind](name) }
  }
  if (entity === undefined) return undefined
  const { icon } = entity.document
  if (one.kind === 'record')
    return { key, label: one.title ?? '', icon, href: paths.record(entity.key, one.recordId ?? '') }
  const view = model.document('view', `${entity.key}.${one.view ?? ''}`)
  const label = [pluralOf(entity, locale), say(view?.label, locale)].filter(Boolean).join(' · ')
  return { key, label, icon, href: paths.list(entity.key, one.view ? { view: one.view } : {}) }
}
