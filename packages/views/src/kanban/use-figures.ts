import type { FilterExpression } from '@mortise/client'
import type { EntityModel, FieldModel, Group, ViewDocument } from '@mortise/schema'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import type { ColumnFigures } from './kanban-column.tsx'

type Asked = {
  readonly entity: EntityModel
  readonly view: ViewDocument
  readonly filter: FilterExpression | undefined
  readonly search: string | undefined
  readonly field: FieldModel
}

type Figures = {
  readonly isPending: boolean
  readonly of: (column: string) => ColumnFigures | undefined
  /** Counts the columns that were too large to be counted along the way. */
  readonly countAll: () => void
}

/**
 * Count and sums of every column in one question. A board is there at once, however much it holds: what is large is told as
 * "more than" first, and counted behind it where the board shows sums or somebody asks for the number.
 */
export function useFigures({ entity, view, filter, search, field }: Asked): Figures {
  const { client } = useWorkspace()
  const rights = useRights(entity.key)
  const sums = (view.sums ?? []).filter((key) => Object.hasOwn(rights.fields, key))
  const [wanted, setWanted] = useState(false)
  const key = [...queryKeys.records(entity.key), 'figures', view.key, filter, search, sums]
  const ask = (count: 'quick' | 'exact') => ({
    queryKey: [...key, count],
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      const by = { field: field.key }
      const asked = { entity: entity.key, filter, search, by, sums, count, limit: 500 }
      const { data } = await client.records.groups(asked, { signal })
      return new Map(data.map((group) => [String(group.key ?? ''), figuresOf(group, sums)]))
    },
    placeholderData: <T>(previous: T | undefined) => previous,
  })
  const quick = useQuery(ask('quick'))
  const large = [...(quick.data?.values() ?? [])].some(({ more }) => more)
  const exact = useQuery({
    ...ask('exact'),
    enabled: large && (wanted || sums.length > 0),
    staleTime: 60_000,
  })
  const known = large ? (exact.data ?? quick.data) : quick.data
  return {
    isPending: quick.isPending,
    of: (column) => known?.get(column),
    countAll: () => setWanted(true),
  }
}

function figuresOf({ count, more, sums: found }: Group, sums: readonly string[]): ColumnFigures {
  const known = sums.filter((key) => Object.hasOwn(found, key))
  return { count, more: more === true, sums: known.map((key) => ({ key, value: found[key] ?? null })) }
}
