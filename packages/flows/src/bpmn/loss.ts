import type { Localized } from '@mortise/errors'

/** What a flow lost on its way from or to BPMN, or what another tool will not understand of it. */
export type Loss = {
  /** Id of the element in the file that was read, or of the node written. */
  readonly id: string
  /** What it is called there. */
  readonly name: string
  /** `kept`: it is in the file, where only this product understands it; `lost`: it is gone; `open`: somebody has to fill it in. */
  readonly kind: 'kept' | 'lost' | 'open'
  readonly why: Localized
}

/** Makes an entry of the report. */
export function loss(
  at: { readonly id: string; readonly name?: string | undefined },
  kind: Loss['kind'],
  zh: string,
  en: string,
): Loss {
  return { id: at.id, name: at.name ?? at.id, kind, why: { zh, en } }
}
