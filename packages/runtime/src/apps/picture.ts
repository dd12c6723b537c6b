import type { LocalizedText } from '@mortise/errors'
import type { AppDocuments, EntityDocument, OptionDocument, ViewDocument } from '@mortise/schema'

/** A look into an app: the columns of its first board with a few titles of its demo. */
export type TemplatePicture = {
  readonly entity: LocalizedText
  readonly columns: readonly {
    readonly label: LocalizedText
    readonly color: string | null
    readonly cards: readonly string[]
  }[]
}

const mostColumns = 4
const mostCards = 3

/** Draws on what the app really brings; null for apps without a board. */
export function pictureOf(app: AppDocuments): TemplatePicture | null {
  const boards = app.view.filter((one) => one.type === 'kanban' && one.groupBy !== undefined)
  // The board with most to show stands for the app.
  const rowsOf = (view: ViewDocument): number =>
    app.data?.find((one) => one.entity === view.entity)?.rows.length ?? 0
  const [view] = boards.toSorted((a, b) => rowsOf(b) - rowsOf(a))
  const entity = app.entity.find((one) => one.key === view?.entity)
  if (view === undefined || entity === undefined) return null
  const { groupBy = '' } = view
  const options = optionsOf(entity, groupBy)
  const rows = app.data?.find((one) => one.entity === entity.key)?.rows ?? []
  const cards = (value: string): readonly string[] =>
    rows
      .filter((row) => (row[groupBy] ?? options[0]?.value) === value)
      .map((row) => String(row[entity.title] ?? ''))
      .filter((title) => title !== '')
      .slice(0, mostCards)
  return {
    entity: entity.plural ?? entity.label ?? entity.key,
    columns: options.slice(0, mostColumns).map((one) => ({
      label: one.label ?? String(one.value),
      color: one.color ?? null,
      cards: cards(String(one.value)),
    })),
  }
}

function optionsOf(entity: EntityDocument, field: string): readonly OptionDocument[] {
  const settings = entity.fields.find((one) => one.key === field)?.settings
  const options = settings?.['options']
  return Array.isArray(options) ? (options as unknown as readonly OptionDocument[]) : []
}
