/** A column as a list's address and a person's taste keep it. */
export type ShapeColumn = { readonly key: string; readonly width?: number | undefined }

/** How a table is laid out: its columns from left to right, and how many of them stay when scrolling aside. */
export type TableShape = { readonly columns: readonly ShapeColumn[]; readonly frozen: number }

/** One level of groups; dates are taken together by `bucket`. */
export type GroupBy = { readonly field: string; readonly bucket?: Bucket | undefined }

/** How dates are taken together, in the order people look for them. */
export const buckets = ['day', 'week', 'month', 'quarter', 'year'] as const

/** Day, week, month, quarter or year. */
export type Bucket = (typeof buckets)[number]

/** Bounds of a column's width in pixels. */
export const narrowest = 64
/** No column is wider. */
export const widest = 640

/** A width that a column may have. */
export function fitting(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)))
}

const key = /^[a-z][a-z0-9_]*$/

/** Reads `name:240,stage|amount:120`: what stands before the bar is frozen. Undefined when it makes no sense. */
export function readShape(text: string | undefined): TableShape | undefined {
  if (text === undefined) return undefined
  const [head = '', tail] = text.split('|')
  const parts = (part: string): readonly ShapeColumn[] =>
    part.split(',').flatMap((one): readonly ShapeColumn[] => {
      const [name = '', width] = one.split(':')
      if (!key.test(name)) return []
      const pixels = Number(width)
      return [width !== undefined && pixels > 0 ? { key: name, width: fitting(pixels) } : { key: name }]
    })
  const first = parts(head)
  const all = tail === undefined ? first : [...first, ...parts(tail)]
  const once = all.filter((one, at) => all.findIndex((other) => other.key === one.key) === at)
  return once.length === 0 ? undefined : { columns: once, frozen: tail === undefined ? 1 : first.length }
}

/** Writes what `readShape` reads. */
export function writeShape({ columns, frozen }: TableShape): string {
  const words = (some: readonly ShapeColumn[]): string =>
    some.map((one) => (one.width === undefined ? one.key : `${one.key}:${one.width}`)).join(',')
  return `${words(columns.slice(0, frozen))}|${words(columns.slice(frozen))}`
}

/** Reads `stage,close_date:month`; two levels at most. */
export function readGroups(text: string | undefined): readonly GroupBy[] {
  return (text ?? '')
    .split(',')
    .flatMap((one): readonly GroupBy[] => {
      const [field = '', word] = one.split(':')
      const bucket = buckets.find((each) => each === word)
      return key.test(field) ? [bucket === undefined ? { field } : { field, bucket }] : []
    })
    .slice(0, 2)
}

/** Writes what `readGroups` reads; undefined where nothing is grouped. */
export function writeGroups(groups: readonly GroupBy[]): string | undefined {
  if (groups.length === 0) return undefined
  return groups
    .map(({ field, bucket }) => (bucket === undefined ? field : `${field}:${bucket}`))
    .slice(0, 2)
    .join(',')
}

/** The columns with one of them put before (or, going right, after) another; the frozen part keeps its size. */
export function moved(shape: TableShape, from: string, to: string): TableShape {
  const at = shape.columns.findIndex((one) => one.key === from)
  const goal = shape.columns.findIndex((one) => one.key === to)
  const column = shape.columns[at]
  if (column === undefined || goal < 0 || at === goal) return shape
  return { ...shape, columns: shape.columns.toSpliced(at, 1).toSpliced(goal, 0, column) }
}

/** The columns with one of them as wide as said; without a width it takes its usual one. */
export function resized(shape: TableShape, column: string, width: number): TableShape {
  return {
    ...shape,
    columns: shape.columns.map((one) => (one.key === column ? { ...one, width: fitting(width) } : one)),
  }
}

/** The columns with one of them put in or taken out. */
export function toggled(shape: TableShape, column: string): TableShape {
  const at = shape.columns.findIndex((one) => one.key === column)
  if (at < 0) return { ...shape, columns: [...shape.columns, { key: column }] }
  return {
    columns: shape.columns.toSpliced(at, 1),
    frozen: at < shape.frozen ? shape.frozen - 1 : shape.frozen,
  }
}
