import {
  type JsonSchema,
  documentSchema,
  expression,
  head,
  key,
  list,
  map,
  number,
  object,
  oneOf,
  path,
  yesNo,
} from './build.ts'

/** Schema of `views/<entity>.<key>.json`. */
export function viewSchema(): JsonSchema {
  return documentSchema('view', {
    ...head,
    'entity!': key,
    'type!': oneOf('table', 'kanban', 'calendar', 'gantt', 'gallery', 'timeline'),
    filter: expression,
    sort: list(object({ 'field!': path, dir: oneOf('asc', 'desc') })),
    columns: list(path),
    widths: map(number, path),
    groupBy: key,
    sums: list(path),
    stalledAfterDays: { type: 'number', exclusiveMinimum: 0 },
    wipLimit: { type: 'number', exclusiveMinimum: 0 },
    startField: key,
    endField: key,
    colorField: key,
    progressField: key,
    coverField: key,
    sharedWith: oneOf('me', 'team', 'all'),
    default: yesNo,
  })
}
