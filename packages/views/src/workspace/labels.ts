import type { Refs } from '@mortise/client'

/**
 * Shown names of records, users and departments, gathered from every answer. Answers bring the names of all they
 * mention, so a screen that has the answer has the names.
 */
export class LabelStore {
  readonly #labels = new Map<string, string | null>()

  /** Takes over the names of an answer. */
  add(refs: Refs | undefined): void {
    for (const [entity, byId] of Object.entries(refs ?? {})) {
      for (const [id, label] of Object.entries(byId)) this.#labels.set(`${entity}:${id}`, label)
    }
  }

  /** Remembers one name. */
  set(entity: string, id: string, label: string): void {
    this.#labels.set(`${entity}:${id}`, label)
  }

  /** The name; null where it may not be seen, undefined when it is not known. */
  get(entity: string, id: string): string | null | undefined {
    return this.#labels.get(`${entity}:${id}`)
  }
}
