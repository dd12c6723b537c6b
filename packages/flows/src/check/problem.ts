import { type ErrorDetail, text } from '@mortise/errors'

/** Something wrong with a definition. `warn` may be published, `block` may not. */
export type FlowProblem = ErrorDetail & { readonly level: 'block' | 'warn' }

type Said = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly level?: 'block' | 'warn'
}

/** Makes a problem. */
export function problem(path: string, said: Said): FlowProblem {
  return { path, code: said.code, message: text(said.zh, said.en), level: said.level ?? 'block' }
}
