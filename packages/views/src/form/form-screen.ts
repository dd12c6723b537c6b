/** Where the cursor is wanted inside a sub-table; `turn` tells one wish from the next for the same place. */
export type WantedCell = {
  readonly table: string
  readonly row: string
  readonly field: string
  readonly turn: number
}

/**
 * How a form stands on the screen: which tab, step and section is open. Kept apart from the record, and beside the parts
 * that draw it, so that an error can open what hides its field.
 */
export class FormScreen {
  readonly #open = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  #wanted: WantedCell | undefined

  /** The part of a container that is open: place of a tab or step; of a section 1 when unfolded, 0 when folded. */
  openPart(container: string): number | undefined {
    return this.#open.get(container)
  }

  /** Opens a part of a container. */
  show(container: string, part: number): void {
    if (this.#open.get(container) === part) return
    this.#open.set(container, part)
    this.#tell()
  }

  /** The cell of a sub-table the cursor was last sent to. */
  get wanted(): WantedCell | undefined {
    return this.#wanted
  }

  /** Sends the cursor to a cell of a sub-table, which brings its row into view first. */
  want(cell: Omit<WantedCell, 'turn'>): void {
    this.#wanted = { ...cell, turn: (this.#wanted?.turn ?? 0) + 1 }
    this.#tell()
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
