import type { EntityRights } from '@mortise/client'
import type { FaceContext } from '@mortise/fields/react'
import type { EntityModel, ViewDocument } from '@mortise/schema'
import { useCallback, useEffect, useMemo } from 'react'
import { type Column, columnsOf, shapeOf } from './columns.ts'
import type { ListSearch } from './search.ts'
import { readShape, type TableShape, writeShape } from './shape.ts'
import { useKept } from './tools.tsx'

type ShapeGiven = {
  readonly rights: EntityRights
  readonly ctx: FaceContext
  readonly view: ViewDocument | undefined
  readonly search: ListSearch
  readonly onSearch: (change: ListSearch) => void
}

type ShownShape = {
  readonly shape: TableShape
  readonly columns: readonly Column[]
  /** Takes a layout; none means the view's own again. */
  readonly onShape: (shape: TableShape | undefined) => void
}

/**
 * The layout of a list's table. It stands in the address, so that a link shows the same; for designed views it is also
 * kept in this browser, and comes back into the address when the view is opened again.
 */
export function useShape(entity: EntityModel, given: ShapeGiven): ShownShape {
  const { rights, ctx, view, search, onSearch } = given
  const [taste, setTaste] = useKept<string | null>(`table.${entity.key}.${view?.key ?? ''}`, null)
  const own = search.saved === undefined
  const text = search.cols ?? (own ? (taste ?? undefined) : undefined)
  useEffect(() => {
    if (text !== undefined && search.cols === undefined) onSearch({ cols: text })
  }, [text, search.cols, onSearch])
  const shape = useMemo(
    () => shapeOf(entity, { rights, ctx, view, shape: readShape(text) }),
    [entity, rights, ctx, view, text],
  )
  const columns = useMemo(() => columnsOf(entity, shape, { rights, ctx }), [entity, shape, rights, ctx])
  const onShape = useCallback(
    (next: TableShape | undefined) => {
      const cols = next === undefined ? undefined : writeShape(next)
      if (own) setTaste(cols ?? null)
      onSearch({ cols })
    },
    [own, setTaste, onSearch],
  )
  return { shape, columns, onShape }
}
