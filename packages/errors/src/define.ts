import { MortiseError } from './mortise-error.ts'
import type { Localized } from './text.ts'
import type { ErrorDetail, ErrorKind } from './types.ts'

/** One row of a package's error table. `{name}` in the texts is filled from the arguments. */
export type ErrorTemplate = {
  readonly kind: ErrorKind
  readonly status?: number
  readonly zh: string
  readonly en: string
}

type Params = Readonly<Record<string, unknown>>
type Extra = {
  readonly details?: readonly ErrorDetail[] | undefined
  readonly cause?: unknown
  readonly data?: unknown
}

/** A package's errors by code; each is a function from the template's arguments to an error. */
export type ErrorTable<Code extends string> = {
  readonly [K in Code]: (params?: Params, extra?: Extra) => MortiseError
}

/** Fills `{name}` places of a template; a missing argument stays visible as `{name}`. */
export function fillTemplate(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  )
}

/**
 * Makes a package's error table. Example:
 * `const errors = defineErrors({ FLOW_NODE_UNKNOWN: { kind: 'user', zh: '未知节点 {type}', en: 'unknown node {type}' } })`
 * then `throw errors.FLOW_NODE_UNKNOWN({ type })`.
 */
export function defineErrors<Code extends string>(table: Record<Code, ErrorTemplate>): ErrorTable<Code> {
  const made: Partial<Record<Code, (params?: Params, extra?: Extra) => MortiseError>> = {}
  for (const code of Object.keys(table) as Code[]) {
    const row = table[code]
    made[code] = (params = {}, extra = {}) => {
      const text: Localized = { zh: fillTemplate(row.zh, params), en: fillTemplate(row.en, params) }
      return new MortiseError({ code, kind: row.kind, status: row.status, text, ...extra })
    }
  }
  return made as ErrorTable<Code>
}
