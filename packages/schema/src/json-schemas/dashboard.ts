import {
  type JsonSchema,
  documentSchema,
  filledText,
  head,
  key,
  label,
  list,
  natural,
  object,
  oneOf,
  path,
  plainText,
  yesNo,
} from './build.ts'
import { type SchemaContext, chartSchema } from './extensions.ts'

const size: JsonSchema = { type: 'integer', minimum: 1 }

const filter = object({
  'key!': key,
  label,
  'type!': oneOf('dateRange', 'select', 'user'),
  default: plainText,
  'targets!': list(object({ 'widget!': filledText, 'path!': path })),
})

/** Schema of `dashboards/<key>.json`. */
export function dashboardSchema(context: SchemaContext): JsonSchema {
  const widget = object({
    'id!': filledText,
    report: key,
    title: label,
    'x!': natural,
    'y!': natural,
    'w!': size,
    'h!': size,
    crossFilter: yesNo,
    tab: filledText,
    phone: natural,
    chart: chartSchema(context),
  })
  return documentSchema('dashboard', {
    ...head,
    grid: size,
    tabs: list(object({ 'id!': filledText, 'label!': label })),
    refresh: { type: 'integer', minimum: 1, maximum: 1440 },
    filters: list(filter),
    'widgets!': list(widget),
  })
}
