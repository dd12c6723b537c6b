import type { FieldDocument } from '@mortise/schema'
import type { FieldType } from '../define.ts'

/** Whether a field holds a set of things that stand for themselves, such as files and links, so that two can be put together. */
export function isCollection(type: FieldType | undefined, field: FieldDocument): boolean {
  return type?.files !== undefined || type?.column(field)?.members !== undefined
}
