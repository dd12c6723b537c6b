import { isObject } from '../../pointer.ts'

/**
 * An app taken apart: elements (whole) and values of properties, by way; elements by id, options by value. The way of an
 * element itself ends in `@`.
 */
export type Cells = ReadonlyMap<string, unknown>

const nameOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  const found = value['id'] ?? value['value']
  return typeof found === 'string' ? found : undefined
}

/** Expressions are one value. */
const whole = (way: string): boolean => way.endsWith('/lockedWhen')

/** Takes a value apart below a way. */
export function cellsOf(value: unknown, way: string = ''): Cells {
  if (Array.isArray(value))
    return new Map(
      value.flatMap((one: unknown) => {
        const inner = `${way}/${nameOf(one) ?? '?'}`
        return [[`${inner}@`, one] as const, ...(isObject(one) ? cellsOf(one, inner) : [])]
      }),
    )
  if (!isObject(value) || whole(way)) return new Map([[way, value]])
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...cellsOf(inner, `${way}/${name}`)]))
}
