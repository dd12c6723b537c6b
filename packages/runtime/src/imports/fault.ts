import type { Localized } from '@mortise/errors'

/** What is wrong with a cell. */
export class Fault {
  readonly message: Localized
  constructor(message: Localized) {
    this.message = message
  }
}
