import { say } from '@mortise/errors'
import { type NavLink, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { holdsOn } from '../record/readiness.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys, useRefresh } from '../workspace/queries.ts'
import { kindsAsLedTo } from './home-plan.ts'
import { useMatches } from './matching.ts'
import { useMark, useVisited } from './marks.ts'
import { messages } from './messages.ts'
import { recordOf } from './place-of.ts'

/** Something the shell can do, offered by name. */
export type PaletteCommand = {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly hint?: string
  readonly run: () => void
}

/** One line of the palette. */
export type PaletteEntry = {
  readonly key: string
  readonly group: string
  readonly icon: string | undefined
  readonly label: string
  readonly hint?: string | undefined
  readonly run: () => void
}

/** A kind of record among the hits. */
export type Facet = { readonly entity: string; readonly label: string; readonly count: number }

/** Hits of one kind while several kinds have some. */
const fewOfKind = 5

type Given = {
  readonly text: string
  readonly places: readonly NavLink[]
  readonly commands: readonly PaletteCommand[]
  /** Shows hits of this entity alone. */
  readonly entity: string | undefined
}

/** Everything the palette offers for what is typed, and the kinds of records among it. */
export function usePaletteEntries({ text, places, commands, entity }: Given): {
  readonly entries: readonly PaletteEntry[]
  readonly facets: readonly Facet[]
  /** The server has not said yet what it finds. */
  readonly waiting: boolean
} {
  const t = useT(messages)
  const { go } = useNavigator()
  const matches = useMatches()
  const { found, facets, waiting } = useHits(text, entity)
  const here = useRecordCommands()
  const recent = useRecent()
  const making = useMaking()
  const wanted = text.trim()
  const fits = ({ label }: { readonly label: string }): boolean => matches(label, wanted)
  const entries = useMemo(() => {
    if (entity !== undefined) return found
    const pages = places.filter(fits).map(
      ({ key, label, icon, href }): PaletteEntry => ({
        key: `p-${key}`,
        group: t('places'),
        icon,
        label,
        run: () => (href.startsWith('/') ? go(href) : void globalThis.open(href, '_blank', 'noreferrer')),
      }),
    )
    const own = commands.filter(fits).map((one): PaletteEntry => ({ ...one, group: t('commands') }))
    const empty = wanted === ''
    return [
      ...here.filter(fits).slice(0, empty ? 4 : 8),
      ...found,
      ...(empty ? recent.slice(0, 5) : []),
      ...pages.slice(0, empty ? 5 : 8),
      ...making.filter(fits).slice(0, empty ? 3 : 8),
      ...own.slice(0, empty ? 3 : 8),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, places, commands, entity, found, here, recent, making, t, matches])
  return { entries, facets, waiting }
}

/** Records found by the server, with the kinds they are of. */
function useHits(
  text: string,
  entity: string | undefined,
): { readonly found: readonly PaletteEntry[]; readonly facets: readonly Facet[]; readonly waiting: boolean } {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const asked = useDeferredValue(text.trim())
  const hits = useQuery({
    queryKey: ['search', asked, entity],
    queryFn: ({ signal }) => client.session.search(asked, signal, entity),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const all = useQuery({
    queryKey: ['search', asked, undefined],
    queryFn: ({ signal }) => client.session.search(asked, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const waiting = asked !== text.trim() || hits.isFetching
  const shown = useMemo(() => {
    if (asked === '') return { found: [], facets: [] }
    const nameOf = (key: string): string => say(model.entity(key)?.document.label, locale) || key
    const found = (hits.data ?? []).map(
      (hit): PaletteEntry => ({
        key: `r-${hit.entity}-${hit.id}`,
        group: nameOf(hit.entity),
        icon: model.entity(hit.entity)?.document.icon,
        label: hit.title || t('untitled'),
        hint: hit.hint ?? '',
        run: () => go(paths.record(hit.entity, hit.id)),
      }),
    )
    const groups = Map.groupBy(all.data ?? [], (hit) => hit.entity)
    // Of several kinds each shows a few; the rest is one press away.
    const few = entity === undefined && groups.size > 1 ? fewOfKind : Number.POSITIVE_INFINITY
    const kinds = [...Map.groupBy(found, ({ group }) => group).values()]
    const facets = [...groups].map(([key, list]) => ({ entity: key, label: nameOf(key), count: list.length }))
    return { found: kinds.flatMap((list) => list.slice(0, few)), facets }
  }, [asked, entity, hits.data, all.data, model, locale, go, t])
  return { ...shown, waiting }
}

/** What can be done with the record on the screen. */
function useRecordCommands(): readonly PaletteEntry[] {
  const { client, model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const refresh = useRefresh()
  const { current, go } = useNavigator()
  const at = recordOf(current)
  const entity = at === undefined ? undefined : model.entity(at.entity)
  const { entity: key = '', id = '' } = at ?? {}
  const { marked, toggle } = useMark(
    at === undefined ? undefined : { kind: 'record', entity: key, recordId: id },
  )
  const record = useQuery({
    queryKey: queryKeys.record(key, id),
    queryFn: () => client.records.get(key, id),
    enabled: entity !== undefined,
  })
  const values = record.data?.data
  return useMemo(() => {
    if (entity === undefined || values === undefined) return []
    const rights = me.entities[entity.key]
    const group = String(values[entity.document.title] ?? '') || say(entity.document.label, locale)
    const entry = (name: string, icon: string, label: string, run: () => void): PaletteEntry => ({
      key: `h-${name}`,
      group,
      icon,
      label,
      run,
    })
    const failed = (error: unknown): void =>
      toast({ text: error instanceof Error ? error.message : '', tone: 'danger' })
    const rules = rights?.update
      ? model
          .documents('rule')
          .filter((rule) => rule.entity === entity.key && rule.trigger.on.includes('manual'))
          .filter((rule) => rule.enabled !== false && holdsOn(rule.condition, values))
      : []
    const run = async (rule: string, label: string): Promise<void> => {
      await client.work.runRule(rule, { entity: entity.key, id })
      toast({ text: label, tone: 'success' })
      await refresh(entity.key)
    }
    const prints = model.documents('print').filter((one) => one.entity === entity.key && rights?.print)
    return [
      ...(rights?.update
        ? [entry('edit', 'pen-line', t('editThis'), () => go(`${paths.record(entity.key, id)}?edit=1`))]
        : []),
      ...rules.map((rule) => {
        const label = say(rule.label, locale) || rule.key
        return entry(rule.key, 'zap', label, () => void run(rule.key, label).catch(failed))
      }),
      ...prints.map((one) =>
        entry(`print-${one.key}`, 'printer', t('printThis', { name: say(one.label, locale) }), () =>
          go(paths.print(one.key, id)),
        ),
      ),
      entry('mark', 'star', t(marked ? 'unmark' : 'mark'), () => void toggle().catch(failed)),
      entry('link', 'link-2', t('copyLink'), () => {
        const href = new URL(paths.record(entity.key, id), globalThis.location.href).href
        void navigator.clipboard.writeText(href).then(() => toast({ text: t('copied') }), failed)
      }),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [entity, values, id, me, model, locale, marked, t])
}

function useRecent(): readonly PaletteEntry[] {
  const { model } = useWorkspace()
  const t = useT(messages)
  const { go } = useNavigator()
  const visited = useVisited()
  return useMemo(
    () =>
      (visited.data ?? []).map((one) => ({
        key: `v-${one.entity}-${one.id}`,
        group: t('recent'),
        icon: model.entity(one.entity)?.document.icon,
        label: one.title || t('untitled'),
        run: () => go(paths.record(one.entity, one.id)),
      })),
    [visited.data, model, t, go],
  )
}

function useMaking(): readonly PaletteEntry[] {
  const { model, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  return useMemo(
    () =>
      kindsAsLedTo(
        model,
        model.entities.filter(
          (one) => one.document.kind !== 'child' && me.entities[one.key]?.create === true,
        ),
      ).map((one) => ({
        key: `c-${one.key}`,
        group: t('actions'),
        icon: 'plus',
        label: t('create', { name: say(one.document.label, locale) }),
        run: () => go(paths.create(one.key)),
      })),
    [model, me, locale, t, go],
  )
}
